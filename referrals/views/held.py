"""What a family's browser holds: its own draft, opened by nobody else; what a late page says."""

from functools import partial, wraps
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import redirect, render

from familyhubs.accounts.throttle import slow_down
from familyhubs.council.current import council
from familyhubs.database.actor import SystemActor, acting_as, actor_of, open_with
from familyhubs.languages.reading import language_of
from familyhubs.records import Gone
from familyhubs.refusals import Refused

from .. import throttle
from ..actions import drafts
from ..actions.following import may_be_followed
from ..forms.journey import Journey, YoungJourney, journey_of
from ..forms.people import PersonForm
from ..models import Draft, Referral
from ..safety import FLAGGED_TOPICS, flags_of

SESSION_KEY, SHARED, YES = "ask_draft", "ask_shared", "yes"
A_DAY = 24 * 60 * 60
A_YEAR = 365 * A_DAY
IDLE_MINUTES = 15


def long_answers(*forms_asked):
    """The fields of these forms in which somebody writes in their own words."""
    fields = (field for form in forms_asked for field in form.base_fields.items())
    return tuple(dict.fromkeys(name for name, f in fields if isinstance(f.widget, forms.Textarea)))


IN_OWN_WORDS = long_answers(*Journey.forms.values(), *YoungJourney.forms.values(), PersonForm)
# After these a second press is only the same press again: nothing new was written.
SAID_NOTHING_NEW = {"check", "save", "people", "photo", "next", "help_now"}


def draft_of(request):
    """This browser's draft, sent or not, or None."""
    try:
        key = UUID(str(request.session.get(SESSION_KEY)))
    except ValueError:
        return None
    open_with(key)
    return (
        Draft.objects.in_time()
        .filter(pk=key)
        .select_related("sent_as__hub", "sent_as__contact_card", "sent_as__alone")
        .first()
    )


def hold(request, draft, *, shared=False):
    """This browser's session opens this draft from now on, and nothing else does."""
    request.session[SESSION_KEY] = str(draft.pk)
    request.session[SHARED] = shared or is_shared(request)
    stay(request)


def is_shared(request):
    """Whether others use this device: as somebody said, or as its hub has set it up."""
    return bool(request.session.get(SHARED)) or request.COOKIES.get(SHARED) == YES


def device(request):
    """What a page that begins says about this device."""
    asked = request.GET.get("shared")
    return {
        "is_shared": asked == YES or (asked != "no" and is_shared(request)),
        "idle": IDLE_MINUTES,
    }


def stay(request):
    """The session's time from now: a draft's days, or minutes on a shared device (decision 46)."""
    if not request.user.is_authenticated:
        days = council().draft_days * A_DAY
        request.session.set_expiry(IDLE_MINUTES * 60 if is_shared(request) else days)


def let_go(request):
    """On a shared device whoever comes to the first page is somebody new; a code opens the rest."""
    if is_shared(request) and request.method != "POST" and "on" not in request.GET:
        request.session.pop(SESSION_KEY, None)


def set_up_device(request, response):
    """A hub's own tablet is set up by an address, once: every family on it shares it."""
    if request.GET.get("shared") in (YES, "no"):
        said = request.GET["shared"]
        secure = {"secure": settings.SESSION_COOKIE_SECURE, "httponly": True, "samesite": "Lax"}
        response.set_cookie(SHARED, said, max_age=A_YEAR, **secure)
    return response


def public_page(view, *, counted="page"):
    """A page for everybody: no sign-in, and not too many from one address."""

    @login_not_required
    @transaction.non_atomic_requests
    @wraps(view)
    def page(request, *args, **kwargs):
        # Counted outside the page's transaction: a hub's wireless network is one address, and
        # its families must not wait for each other.
        if request.method == "POST" and throttle.too_often(request, counted):
            return slow_down(request)
        with acting_as(actor_of(request.user)):
            return view(request, *args, **kwargs)

    return page


def with_journey(view, *, counted="page"):
    """Gives the view this browser's draft and its journey; without one, says what to do."""

    @partial(public_page, counted=counted)
    @wraps(view)
    def page(request, *args, **kwargs):
        draft = draft_of(request)
        if draft is None:
            return lost(request)
        if draft.sent_as_id:
            return after_sending(request, draft.sent_as)
        if is_shared(request):
            stay(request)
        try:
            if request.method == "POST" and draft.language != language_of(request):
                draft = drafts.write_in(draft, language_of(request))
            return view(request, draft, journey_in(draft), *args, **kwargs)
        except (Refused, Gone):
            # Sent or deleted meanwhile, from another tab.
            draft = draft_of(request)
            if draft is None:
                return lost(request)
            if draft.sent_as_id:
                return after_sending(request, draft.sent_as)
            return redirect("ask:next")

    return page


def lost(request):
    """Nothing is kept here any more; what somebody had just written is given back."""
    if request.method != "POST":
        return redirect("ask:before")
    return render(request, "ask/lost.html", {"kept": kept_words(request)}, status=410)


def after_sending(request, referral):
    """The confirmation; where something was written after it, that it was not sent."""
    flags, pressed = flags_in_post(request), request.resolver_match.url_name
    is_new = bool(set(flags) - set(referral.safety_flags))
    if request.method != "POST" or (pressed in SAID_NOTHING_NEW and not is_new):
        return redirect("ask:sent")
    context = {
        "referral": referral,
        "kept": kept_words(request),
        "flags": flags,
        "may_follow": may_be_followed(Referral.objects.filter(pk=referral.pk)) is not None,
    }
    return render(request, "ask/late.html", context, status=409)


def flags_in_post(request):
    """What of a page that was not kept a person must look at first: ticked or in words."""
    ticked = [text for name in request.POST for text in request.POST.getlist(name)]
    topics = [text for text in ticked if text in FLAGGED_TOPICS]
    return flags_of(request.POST.getlist("today"), topics, *kept_words(request))


def journey_in(draft):
    """The way through what this draft holds."""
    return journey_of(drafts.read_answers(draft))


def kept_words(request):
    """What somebody had just written on a page whose time was over, to be copied."""
    return [text for name in IN_OWN_WORDS for text in request.POST.getlist(name) if text.strip()]


def actor(request):
    return request.user if request.user.is_authenticated else SystemActor.PUBLIC
