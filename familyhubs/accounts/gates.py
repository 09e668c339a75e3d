"""What stands before every page of somebody signed in: the idle lock, then the second factor."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from familyhubs.database.actor import acting_as, actor_of

from . import actions, idle
from .models import HeldRequest

HELD_FIELD = "held_request"
NEVER_KEPT = {"csrfmiddlewaretoken", HELD_FIELD}
OWN_ADDRESSES = ("/accounts/", "/account/")
# What a locked screen may still do.
LEAVES = {"account_logout", "account_quiet"}
WITHOUT_SECOND_FACTOR = {
    "account_logout",
    "account_reauthenticate",
    "account_second_factor",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


def beyond_the_gates(view):
    """Mark a view that answers whoever asks and shows nothing of anybody: health, a way out."""
    view.is_beyond_the_gates = True
    return view


class GateMiddleware:
    """Shuts an idle screen, sends people to their second factor, lets a held POST through once.

    Stands after LoginRequiredMiddleware and the CSRF check (a forged POST is never kept) and
    before ActorMiddleware.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        held = getattr(request, "claimed_held_request", None)
        if held:
            with acting_as(actor_of(request.user)):
                arrived = response.status_code < 400
                actions.settle_held_request(held, arrived=arrived, by=request.user)
        return response

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "is_beyond_the_gates", False) or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name
        if idle.is_locked(request.session):
            leaving = name in LEAVES and request.method == "POST"
            if leaving or name == "account_unlock":
                return None
            return (meet_quiet if idle.is_quiet(request.session) else meet_lock)(request, view)
        if not is_background(request):
            idle.note_activity(request.session)
        if lacks_second_factor(request.user) and name not in WITHOUT_SECOND_FACTOR:
            return redirect("account_second_factor")
        return claim_held(request)


def lacks_second_factor(user):
    """Staff and partners need one; only demo people, in demo mode only, may do without."""
    if settings.DEMO and user.is_demo:
        return False
    return user.needs_second_factor and not user.has_second_factor


def is_background(request):
    """A page asking by itself: nobody need be there."""
    return request.headers.get("X-Background") == "1"


def meet_quiet(request, view):
    """What is public is shown as to anybody; every other page has become what is on.

    Nothing in the answer says that somebody is signed in, but the key that leads back.
    """
    request.is_quiet = True
    if is_background(request):
        return HttpResponse(status=423)
    if request.resolver_match.view_name == "account_login":
        return redirect("account_unlock")
    if getattr(view, "login_required", True) or request.method not in ("GET", "HEAD"):
        return redirect("whats_on:timetable")
    request.user = AnonymousUser()
    return None


def meet_lock(request, view):
    """The unlock page instead; what was being saved is kept for its owner."""
    if is_background(request) or request.method not in ("GET", "HEAD", "POST"):
        return HttpResponse(status=423)
    target = {"next": request.get_full_path()}
    if request.method == "POST":
        target["next"] = reverse("people:my_account")
        if not request.path.startswith(OWN_ADDRESSES):
            target = {"next": reverse("account_held"), "kept": "yes" if keep(request) else "no"}
    return redirect(f"{reverse('account_unlock')}?{urlencode(target)}")


def keep(request):
    """Store a form that met the lock, unless it is one that waits already."""
    if request.content_type not in FORM_TYPES:
        return False
    user, path = request.user, request.get_full_path()
    again = held_id(request)
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_KEPT and "password" not in name
    ]
    with acting_as(actor_of(user)):
        if again and HeldRequest.objects.of(user).waiting().filter(pk=again).exists():
            return True
        held = actions.hold_request(
            user, path=path, fields=fields, left_out_files=bool(request.FILES), by=user
        )
    return held is not None


def held_id(request):
    """Which held request this POST sends again, if it is one."""
    try:
        return UUID(request.POST.get(HELD_FIELD, ""))
    except ValueError:
        return None


def claim_held(request):
    """Let a held request through once; a second press is shown where things stand."""
    pk = held_id(request) if request.method == "POST" else None
    if pk is None:
        return None
    with acting_as(actor_of(request.user)):
        claimed = actions.claim_held_request(pk, path=request.get_full_path(), by=request.user)
    if not claimed:
        return redirect("account_held")
    request.claimed_held_request = pk
    return None
