"""Signing in, the second factor, the lock and what was held at it."""

from contextlib import suppress
from functools import wraps

from allauth.account import views as account_views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.core.ratelimit import consume_or_429
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.refusals import Refused
from familyhubs.web import require

from . import actions, forms, idle
from .adapters import SIGNED_IN_FOR
from .gates import lacks_second_factor
from .models import HeldRequest, User

BACKEND = "familyhubs.accounts.backends.PortalBackend"


def note_password_proof(request, person):
    """They have just typed their password: no need to ask for it again in the next minutes."""
    record_authentication(request, person, method="password")


def next_page(request):
    """Where somebody was going, if it is a page of this portal."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if safe else resolve_url(settings.LOGIN_REDIRECT_URL)


def proven_afresh(view):
    """Ask for proof of who is there where the library wants it; nothing is stashed or replayed."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response
        except ReauthenticationRequired:
            ways = get_adapter().get_reauthentication_methods(request.user)
            if not ways:
                raise PermissionDenied from None
            return redirect(f"{ways[0]['url']}?{urlencode({'next': request.path})}")
        except ImmediateHttpResponse as answer:
            return answer.response

    return wrapped


class SignInView(account_views.LoginView):
    """The sign-in page; in demo mode it lists the demo people too.

    Tries are counted and the password is checked outside any transaction: one office is one
    address, and its people must not wait for each other's.
    """

    def form_valid(self, form):
        with acting_as(SystemActor.PUBLIC):
            return super().form_valid(form)

    def get_context_data(self, **kwargs):
        demo = User.objects.demo().may_sign_in() if settings.DEMO else User.objects.none()
        people = demo.select_related("organisation").order_by("recorded_at", "full_name")
        return super().get_context_data(**kwargs) | {"demo_people": people}


sign_in = transaction.non_atomic_requests(proven_afresh(SignInView.as_view()))


def change_password(request):
    """Demo people have no password to change."""
    require(request.user.has_usable_password())
    return account_views.password_change(request)


@require_POST
@login_not_required
def sign_in_demo(request, pk):
    """One click as a demo person. Routed in demo mode only."""
    person = get_object_or_404(User.objects.demo().may_sign_in(), pk=pk)
    login(request, person, backend=BACKEND)
    request.session.set_expiry(SIGNED_IN_FOR)
    return redirect(next_page(request))


def choose_second_factor(request):
    """The first page of somebody who has no second factor yet."""
    if not lacks_second_factor(request.user):
        return redirect("people:my_account")
    return render(request, "accounts/second_factor.html")


@never_cache
def unlock(request):
    """The lock: password, code or passkey; one click for demo people in demo mode."""
    if not idle.is_locked(request.session):
        return redirect(next_page(request))
    shut = request.method == "POST" and consume_or_429(
        request, action="reauthenticate", user=request.user
    )
    if shut:
        return shut
    ways = UnlockWays(request)
    if request.method == "POST" and ways.prove():
        idle.unlock(request.session)
        waiting = HeldRequest.objects.of(request.user).waiting().exists()
        return redirect("account_held" if waiting else next_page(request))
    context = {"ways": ways, "next": next_page(request), "kept": request.GET.get("kept")}
    return render(request, "accounts/unlock.html", context)


@require_POST
def lock(request):
    """Somebody leaves their desk, or their page says that nobody is there."""
    idle.lock(request.session)
    return redirect("account_unlock")


@require_POST
def quiet(request):
    """One key or button: the screen is what is on for families, until its owner unlocks it."""
    idle.go_quiet(request.session)
    response = redirect("whats_on:timetable")
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_POST
def here(request):
    """Somebody is typing in a page that sends nothing yet: the gate has noted it by now."""
    return HttpResponse(status=204)


class UnlockWays:
    """The ways in which this person can show that it is still them."""

    def __init__(self, request):
        self.request, user = request, request.user
        held = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        self.demo = settings.DEMO and user.is_demo
        self.password = self.code = self.passkey = None
        if user.has_usable_password():
            self.password = self._bind("password", forms.ReauthenticateForm)
        if held & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}:
            self.code = self._bind("code", forms.ReauthenticateCodeForm)
        if Authenticator.Type.WEBAUTHN in held:
            self.passkey = self._bind("passkey", forms.ReauthenticatePasskeyForm)

    def _bind(self, name, form_class):
        mine = self.request.method == "POST" and self.request.POST.get("way") == name
        data = self.request.POST if mine else None
        return form_class(data, user=self.request.user, prefix=None, auto_id=f"id_{name}_%s")

    def prove(self):
        """Whether what was sent proves it; the proof is recorded, and so told to the audit."""
        if self.demo and self.request.POST.get("way") == "demo":
            record_authentication(
                self.request, self.request.user, method="demo", reauthenticated=True
            )
            return True
        form = {"password": self.password, "code": self.code, "passkey": self.passkey}.get(
            self.request.POST.get("way")
        )
        if form is None or not form.is_valid():
            return False
        if form is self.password:
            reauthenticate_by_password(self.request)
        else:
            form.save()
        return True

    @property
    def passkey_data(self):
        return {"request_options": begin_authentication(self.request.user)}

    @property
    def failed_form(self):
        """The form whose errors the page must show."""
        shown = (self.password, self.code, self.passkey)
        return next((form for form in shown if form is not None and form.errors), None)


@never_cache
def held(request):
    """What met the lock: to look at, send again or throw away."""
    waiting = HeldRequest.objects.of(request.user).waiting()
    sent = HeldRequest.objects.of(request.user).kept().filter(used_at__isnull=False)
    return render(request, "accounts/held.html", {"waiting": waiting, "sent": sent})


@require_POST
def discard_held(request, pk):
    item = get_object_or_404(HeldRequest.objects.of(request.user), pk=pk)
    with suppress(Refused):  # Settled in another window: the page shows where things stand.
        actions.discard_held_request(item, by=request.user)
    return redirect("account_held")
