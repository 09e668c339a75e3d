"""A family asks for support: no account, no JavaScript needed, one question a page (R041)."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.contact.models import Channel as Way
from familyhubs.contact.rules import allowed_channels
from familyhubs.languages.reading import language_of, steps_in_english
from familyhubs.refusals import Refused

from ..actions import drafts
from ..actions.announcing import promised_to
from ..actions.following import may_be_followed
from ..actions.telling import first_to_tell
from ..forms.compose import besides, request_of
from ..forms.copy import copy_of, may_keep
from ..forms.journey import Journey, YoungJourney, as_young
from ..forms.reach import SendForm
from ..forms.summary import lines_of
from ..lately import lately
from ..looks import with_first_look
from ..models import Referral
from ..safety import flags_in
from ..words import told_to_family
from .held import (
    SESSION_KEY,
    actor,
    device,
    draft_of,
    hold,
    is_shared,
    journey_in,
    let_go,
    public_page,
    set_up_device,
    with_journey,
)


@partial(public_page, counted="start")
def before(request):
    """Before the questions: what this is not for, and whom to ring instead (domain.md 3.4)."""
    return beginning(request, Journey, "ask/before.html")


@partial(public_page, counted="start")
def young(request):
    """A young person's own door: how it works, and what cannot stay between us (R063)."""
    return beginning(request, YoungJourney, "ask/young.html")


def beginning(request, kind, template):
    """The page before a way's questions; an empty draft of the other way gives room for it."""
    let_go(request)
    draft = draft_of(request)
    begun = drafts.is_begun(draft)
    if request.method == "POST":
        mine = draft is not None and drafts.is_young(draft) == kind.is_young
        help_first = "help" in request.POST
        if draft is None or draft.sent_as_id or not (begun or (mine and not help_first)):
            language = language_of(request)
            draft = drafts.start_draft(language, young=kind.is_young, help_first=help_first)
        hold(request, draft, shared="shared" in request.POST)
        return redirect("ask:photo" if "photo" in request.POST else "ask:next")
    waits = lately()
    context = {
        "going_on": begun,
        "other_way": begun and drafts.is_young(draft) != kind.is_young,
        "wait_days": waits.decided,
        "waited": waits.heard,
        **device(request),
    }
    return set_up_device(request, render(request, template, context))


@with_journey
def go_on(request, draft, journey):
    """The first page that is still to be answered, or the check of them all."""
    return redirect(address(journey.gap or "check"))


@require_POST
@public_page
def start_again(request):
    """Forget what was typed on this device."""
    draft, start = draft_of(request), "ask:before"
    if draft is not None and draft.sent_as_id is None:
        start = journey_in(draft).start
        drafts.forget_draft(draft, by=actor(request))
    request.session.pop(SESSION_KEY, None)
    return redirect(start)


@with_journey
def step(request, draft, journey, step):
    """One question."""
    if step not in journey.forms:
        raise Http404
    if not journey.may_open(step):
        return redirect(address(journey.gap or "check"))
    if request.method == "POST":
        form = journey.form(step, request.POST)
        typed = drafts.cut_to_size(request.POST, form.fields)
        draft = drafts.keep_answer(draft, step=step, typed=typed)
        if "save" in request.POST:
            return redirect("ask:save")
        if form.is_valid():
            if form.cleaned_data.get("under18") == "yes":
                drafts.turn(draft, as_young)
                return redirect(f"{reverse('ask:young')}?on=1")
            before = journey.steps.get(step, {}) if journey.is_done(step) else {}
            is_new = tells_of_danger(typed, before)
            return redirect(after(request, journey_in(draft), step, is_new=is_new))
    else:
        form = journey.form(step)
    context = page_context(request, journey, step) | {"form": form}
    return render(request, form.template, context)


@with_journey
def people(request, draft, journey):
    """Who else: the list, with a way to add one more, or to go on."""
    if not journey.may_open("people"):
        return redirect(address(journey.gap or "check"))
    if "save" in request.POST:
        return redirect("ask:save")
    missing = journey.for_somebody_else and not journey.listed and not journey.unfinished
    if request.method == "POST" and not missing and not journey.unfinished:
        draft = drafts.keep_answer(draft, step="people", typed={"done": ["yes"]})
        return redirect(after(request, journey_in(draft), "people"))
    context = page_context(request, journey, "people") | {
        "problem": request.method == "POST",
        "missing": missing,
        "new_token": get_random_string(8, "abcdefghjkmnpqrstvwxyz"),
    }
    return render(request, "ask/people.html", context)


@with_journey
def person(request, draft, journey, token):
    """One person: added, or changed."""
    if not journey.may_open("people"):
        return redirect(address(journey.gap or "check"))
    form = journey.person_form(token, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        typed = drafts.cut_to_size(request.POST, form.fields)
        try:
            draft = drafts.keep_person(draft, token=token, typed=typed)
        except Refused as refused:
            form.add_error(None, str(refused))
        if "save" in request.POST:
            return redirect("ask:save")
        if form.is_valid():
            before = journey.people[token] if token in dict(journey.listed) else {}
            if tells_of_danger(typed, before):
                return redirect(help_after("people", request))
            return redirect(address("people", request))
    context = page_context(request, journey, "people") | {
        "form": form,
        "back": address("people", request),
        "known": token in journey.people,
        "token": token,
    }
    return render(request, form.template, context)


@require_POST
@with_journey
def remove_person(request, draft, journey, token):
    drafts.take_person_out(draft, token=token)
    return redirect(address("people", request))


@with_journey
def help_now(request, draft, journey):
    """What to do at once, before going on: the request is still taken."""
    asked = request.GET.get("after")
    step = asked if asked in journey.path else "today"
    going = address("people", request) if step == "people" else address(journey.gap or "check")
    return render(request, "ask/help_now.html", {"going": going, "back": address(step)})


@partial(with_journey, counted="send")
def check(request, draft, journey):
    """Everything at a glance, each with its way to change it; then it is sent, once."""
    if journey.gap:
        return redirect(address(journey.gap))
    if "save" in request.POST:
        return redirect("ask:save")
    form = SendForm(request.POST) if request.method == "POST" else SendForm()
    if form.is_bound and form.is_valid():
        return send(request, draft, form, journey)
    return check_page(request, form, journey)


def check_page(request, form, journey):
    told = lines_of(journey, in_english=steps_in_english(request))
    lines = [(line, change_address(line.step)) for line in told]
    context = {"form": form, "lines": lines, "flags": journey.flags}
    context |= {"back": address(journey.path[-1])}
    context |= {"is_young": journey.is_young}
    return render(request, "ask/check.html", context)


def change_address(step):
    return f"{address(step)}?change=1"


def send(request, draft, form, journey):
    """Send what the draft holds now, which another tab may have changed meanwhile."""

    def compose(draft):
        now = journey_in(draft)
        if now.gap:
            raise Refused(_("An answer has changed. Look through your answers once more."))
        return request_of(now), besides(now)

    try:
        drafts.send_draft(draft, compose=compose, by=actor(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return check_page(request, form, journey)
    return redirect("ask:equality")


@require_safe
@public_page
def sent(request):
    """The reference, what happens next and by when; a bookmark finds it again on this device."""
    draft = draft_of(request)
    referral = draft.sent_as if draft is not None else None
    if referral is None:
        return render(request, "ask/not_here.html")
    looked = with_first_look(Referral.objects.filter(pk=referral.pk)).get()
    context = {
        "referral": referral,
        "by": promised_to(referral),
        "in_person": set(allowed_channels(referral.contact_card)) <= {Way.IN_PERSON},
        "stands": told_to_family(looked, list(referral.attempts.all())),
        "reader": first_to_tell(referral) if referral.is_open else None,
        "may_follow": may_be_followed(Referral.objects.filter(pk=referral.pk)) is not None,
        "may_keep": may_keep(referral) and not is_shared(request),
    }
    if context["may_keep"] and "copy" in request.GET:
        context["copy"] = copy_of(referral)
    return render(request, "ask/sent.html", context)


@require_safe
@public_page
def safety(request):
    """How to use phone and computer safely, how to leave, whom to ring (domain.md 4.3)."""
    draft = draft_of(request)
    going = reverse("ask:next") if draft is not None and draft.sent_as_id is None else ""
    return render(request, "ask/safety.html", {"going": going})


def is_changing(request):
    return "change" in request.GET


def address(step, request=None):
    """The page of a step; on the way back to the check it stays so."""
    fixed = {"people": "ask:people", "check": "ask:check"}
    url = reverse(fixed[step]) if step in fixed else reverse("ask:step", args=[step])
    return f"{url}?change=1" if request is not None and is_changing(request) else url


def tells_of_danger(typed, before):
    """Whether a page's words tell of a danger that they did not tell of when it was last whole."""
    now, then = ([text for texts in page.values() for text in texts] for page in (typed, before))
    return bool(set(flags_in(*now)) - set(flags_in(*then)))


def help_after(step, request):
    changing = "&change=1" if is_changing(request) else ""
    return f"{reverse('ask:help_now')}?after={step}{changing}"


def after(request, journey, step, *, is_new=False):
    """Where to next: the help page after a danger, the check after a change, the next question.

    What is happening, ticked and in words, leads to the question about today, and that to help.
    """
    asks_today = step in ("needs", "story") and "today" not in journey.steps
    is_new = is_new or step in ("today", "story")
    if journey.flags and is_new and not asks_today:
        return help_after(step, request)
    if is_changing(request):
        return address(journey.gap, request) if journey.gap else address("check")
    following = journey.path[journey.path.index(step) + 1 :] if step in journey.path else []
    return address(following[0] if following else "check")


def page_context(request, journey, step):
    """What every question's page shows beside its form."""
    earlier = journey.before(step)
    back = address(earlier) if earlier else reverse(journey.start)
    return {
        "journey": journey,
        "step": step,
        "back": address("check") if is_changing(request) else back,
        "changing": is_changing(request),
    }
