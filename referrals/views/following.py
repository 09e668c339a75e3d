"""Where is my request? By its reference and a way to the sender; the stage, and no more."""

from datetime import timedelta
from functools import partial, wraps
from uuid import UUID

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime

from familyhubs.database.actor import open_with
from familyhubs.refusals import Refused
from familyhubs.web import bind

from .. import actions
from ..actions.following import may_be_followed
from ..forms.following import FORMS, NOT_FOUND, WhereForm
from ..models import Referral, Since
from ..safety import flags_in
from ..words import stages_of
from .held import actor, public_page

SESSION_KEY, SAID_KEY = "ask_followed", "ask_said_since"
MINUTES = 20


@partial(public_page, counted="where")
def where(request):
    """Ask for both; any wrong pair gets the same answer as a request that is shown to nobody."""
    form = bind(WhereForm, request)
    if form.is_valid():
        given = form.cleaned_data
        both = {"reference": given["reference"], "known": given["known"]}
        found = actions.look_for_request(**both, by=actor(request))
        if found is not None:
            request.session.cycle_key()
            request.session[SESSION_KEY] = [str(found.pk), in_a_while()]
            if given["unsent"] and given["goto"] in FORMS:
                written = FORMS[given["goto"]](initial={"words": given["unsent"]})
                context = {"form": written, "danger": flags_in(given["unsent"])}
                return render(request, f"ask/{given['goto']}.html", context)
            return redirect("ask:where_it_is")
        form.add_error(None, NOT_FOUND)
    return shown_again(request, form)


def shown_again(request, form):
    """The page that asks for both, with what was typed after its time."""
    danger = flags_in(form["unsent"].value() or "")
    return render(request, "ask/where.html", {"form": form, "danger": danger})


def in_a_while():
    return (timezone.now() + timedelta(minutes=MINUTES)).isoformat()


def is_past(until):
    until = parse_datetime(until)
    return until is None or until < timezone.now()


def followed(request):
    """The request that this browser asked for a short while ago, or None."""
    try:
        pk, until = request.session[SESSION_KEY]
        if is_past(until):
            return None
        pk = UUID(pk)
    except (KeyError, TypeError, ValueError):
        return None
    open_with(pk)
    rows = Referral.objects.filter(pk=pk).prefetch_related("said_since", "attempts")
    return may_be_followed(rows)


def with_request(view):
    """Gives the view the followed request; without one, asks for both again.

    What was typed meanwhile is not lost; what was sent already is not sent again.
    """

    @partial(public_page, counted="page")
    @wraps(view)
    def page(request):
        found = followed(request)
        if found is None:
            request.session.pop(SESSION_KEY, None)
            words = request.POST.get("words", "").strip()
            if not words:
                return redirect("ask:where")
            if said_of(request)[2:] == [digest(words)]:
                return redirect("ask:said")
            return shown_again(request, WhereForm(initial={"unsent": words, "goto": view.__name__}))
        return view(request, found)

    return page


@with_request
def where_it_is(request, referral):
    """The stages, with what can be done."""
    said = [one.what for one in referral.said_since.all()]
    context = {
        "referral": referral,
        "stages": stages_of(referral, list(referral.attempts.all())),
        "added": said.count(Since.ADDED),
        "taken_back": Since.WITHDREW in said,
    }
    return render(request, "ask/where_it_is.html", context)


def digest(words):
    return salted_hmac("ask.said", words.strip(), algorithm="sha256").hexdigest()


def said_of(request):
    """Which page this browser sent a short while ago, whether it told of danger, and the words'
    digest; nothing where that was long ago."""
    try:
        *said, until = request.session[SAID_KEY]
        return [] if is_past(until) else said
    except (KeyError, TypeError, ValueError):
        return []


def answering(request, referral, page, act):
    """One form about the followed request; what the rules refuse is said on it."""
    form = bind(FORMS[page], request)
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            flags = act(referral, words=words, by=actor(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            request.session[SAID_KEY] = [page, bool(flags), digest(words), in_a_while()]
            return redirect("ask:said")
    danger = flags_in(form["words"].value() or "")
    return render(request, f"ask/{page}.html", {"form": form, "danger": danger})


@with_request
def add(request, referral):
    """Add something: its danger, if it tells of one, gets the numbers to ring at once."""
    return answering(request, referral, "add", actions.add_to_request)


@with_request
def take_back(request, referral):
    """No help wanted any more; words that tell of danger get the numbers too."""
    return answering(request, referral, "take_back", actions.take_request_back)


@partial(public_page, counted="page")
def said(request):
    """What was sent has come; to load it again sends nothing again."""
    page, danger, *_digest = said_of(request) or ("", False)
    if page not in FORMS:
        return redirect("ask:where")
    return render(request, f"ask/{page}_done.html", {"danger": danger})


@with_request
def hide(request, referral):
    """Nobody may look any more, not even the sender; asked once before."""
    if request.method != "POST":
        return render(request, "ask/hide.html", {"referral": referral})
    actions.stop_following(referral, by=actor(request))
    request.session.pop(SESSION_KEY, None)
    return render(request, "ask/hide.html", {"done": True})
