"""Where is my request? By its reference and a way to the sender; the stage, and no more."""

from datetime import timedelta
from functools import partial, wraps
from uuid import UUID

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from familyhubs.refusals import Refused
from familyhubs.web import bind

from .. import actions
from ..actions.following import may_be_followed
from ..forms.following import NOT_FOUND, AddForm, TakeBackForm, WhereForm
from ..models import Referral, Since
from ..words import stages_of
from .held import actor, public_page

SESSION_KEY = "ask_followed"
MINUTES = 20


@partial(public_page, counted="where")
def where(request):
    """Ask for both; any wrong pair gets the same answer as a request that is shown to nobody."""
    form = bind(WhereForm, request)
    if form.is_valid():
        found = actions.look_for_request(**form.cleaned_data, by=actor(request))
        if found is not None:
            request.session.cycle_key()
            until = timezone.now() + timedelta(minutes=MINUTES)
            request.session[SESSION_KEY] = [str(found.pk), until.isoformat()]
            return redirect("ask:where_it_is")
        form.add_error(None, NOT_FOUND)
    return render(request, "ask/where.html", {"form": form})


def followed(request):
    """The request that this browser asked for a short while ago, or None."""
    try:
        pk, until = request.session[SESSION_KEY]
        pk, until = UUID(pk), parse_datetime(until)
    except (KeyError, TypeError, ValueError):
        return None
    if until is None or until < timezone.now():
        return None
    rows = Referral.objects.filter(pk=pk).prefetch_related("said_since", "attempts")
    return may_be_followed(rows)


def with_request(view):
    """Gives the view the followed request; without one, asks for both again."""

    @partial(public_page, counted="page")
    @wraps(view)
    def page(request):
        found = followed(request)
        if found is None:
            request.session.pop(SESSION_KEY, None)
            return redirect("ask:where")
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


def answering(request, referral, form_class, template, act):
    """One form about the followed request; what the rules refuse is said on it."""
    form = bind(form_class, request)
    context = {"form": form, "referral": referral}
    if form.is_valid():
        try:
            context["flags"] = act(referral, words=form.cleaned_data["words"], by=actor(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return render(request, template, context | {"done": True})
    return render(request, template, context)


@with_request
def add(request, referral):
    """Add something: its danger, if it tells of one, gets the numbers to ring at once."""
    return answering(request, referral, AddForm, "ask/add.html", actions.add_to_request)


@with_request
def take_back(request, referral):
    """No help wanted any more."""
    return answering(
        request, referral, TakeBackForm, "ask/take_back.html", actions.take_request_back
    )


@with_request
def hide(request, referral):
    """Nobody may look any more, not even the sender; asked once before."""
    if request.method != "POST":
        return render(request, "ask/hide.html", {"referral": referral})
    actions.stop_following(referral, by=actor(request))
    request.session.pop(SESSION_KEY, None)
    return render(request, "ask/hide.html", {"done": True})
