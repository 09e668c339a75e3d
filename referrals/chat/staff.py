"""Staff: who waits in the chat, several talks at a time, questions, what is kept (R048, R049)."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from families.models import Family
from families.permissions import can_write_note
from familyhubs.accounts.models import User
from familyhubs.audit.log import record_look
from familyhubs.references import read_reference
from familyhubs.refusals import Refused
from familyhubs.web import require
from hubs.models import DutyKind, DutyShift

from .. import actions
from ..actions.telling import safeguarding_leads
from ..desk.prompts import prompts
from ..models import Chat, ChatEnd, ChatState, Concern, Did, Referral, Side
from ..permissions import can_answer_chats, can_work_desk
from ..safety import words_of
from . import opening
from .forms import AboutForm, AnswerForm, KeepForm, MoveForm, PassForm, SayForm
from .reading import by_script, fragment, last_seen, lines_after
from .words import called, for_staff

MOST = 50


def lists(user):
    """Who waits, with whom this person talks, what is to be answered, noted and kept."""
    seen = Chat.objects.visible_to(user).select_related("hub", "held_by")
    return {
        "waiting": list(seen.in_line()[:MOST]),
        "mine": list(seen.talking_with(user).with_unread()[:MOST]),
        "questions": list(seen.to_answer()[:MOST]),
        "to_log": list(seen.to_log(user)[:MOST]),
        "to_keep": list(seen.to_keep(user)[:MOST]),
    }


@require_safe
def chats(request):
    """Everything of the chat on one page."""
    require(can_answer_chats(request.user))
    actions.note_colleague_here(request.user)
    on_duty = DutyShift.objects.answering_now(DutyKind.CHAT).filter(user=request.user).exists()
    context = lists(request.user) | {"is_open": opening.is_open(), "on_duty": on_duty}
    return render(request, "chats/list.html", context)


@require_safe
def news(request):
    """The same lists for the page that asks by itself: no sign that anybody is there."""
    require(can_answer_chats(request.user))
    actions.note_colleague_here(request.user)
    return fragment(request, "chats/_lists.html", lists(request.user))


def chat_of(request, pk):
    """A chat that this person may read; any other is not there."""
    rows = Chat.objects.visible_to(request.user).select_related("hub", "held_by", "referral")
    return get_object_or_404(rows, pk=pk)


@require_safe
def chat(request, pk):
    """One chat or question."""
    found = chat_of(request, pk)
    record_look(request.user, found)
    return chat_page(request, found)


def chat_page(request, found, *, status=200, **forms):
    """All that was said, and what can be done now."""
    actions.note_colleague_here(request.user)
    lines = for_staff(lines_after(found, 0), found)
    actions.note_read(found, found.last_line, by=request.user)
    mine = found.held_by_id == request.user.pk
    context = {
        "chat": found,
        "called": called(found),
        "lines": lines,
        "flags": words_of(found.flags),
        "mine": mine,
        "settles": found.is_over and (mine or may_settle(request.user, found)),
        "talks": mine and found.state == ChatState.TALKING,
        "concerns": list(Concern.objects.visible_to(request.user).filter(chat=found)),
        "passes": list(found.passes.select_related("by", "to", "hub")),
        "prompts": prompts(),
        **forms,
    }
    if context["talks"]:
        context.setdefault("say", SayForm())
        context.setdefault("pass_on", PassForm(people=others(request.user, found)))
    elif found.state == ChatState.ASKED:
        context.setdefault("answer", AnswerForm())
        context.setdefault("move", MoveForm(chat=found))
    elif context["settles"]:
        context.setdefault("about", AboutForm())
        context.setdefault("keep", KeepForm(initial=known_reference(found)))
    return render(request, "chats/chat.html", context, status=status)


def may_settle(user, found):
    """Who held it last; and where they do not see to it, whoever else sees it now (0049)."""
    return found.held_by_id == user.pk or Chat.objects.unsettled().filter(pk=found.pk).exists()


def known_reference(found):
    """The request that came of it, where one did."""
    return {"reference": found.referral.reference} if found.referral else {}


def others(user, found):
    """To whom it may be passed: who is on chat duty now, and those who answer for safeguarding."""
    shifts = opening.of_hub(DutyShift.objects.answering_now(DutyKind.CHAT), found.hub)
    on_duty = list(shifts.order_by().values_list("user", flat=True))
    leads = [lead.pk for lead in safeguarding_leads()]
    rows = User.objects.filter(pk__in={*on_duty, *leads}).exclude(pk=user.pk)
    return rows.order_by("full_name")


@require_safe
def lines(request, pk):
    """What is new in one chat, for the page that asks by itself."""
    found = chat_of(request, pk)
    actions.note_colleague_here(request.user)
    return lines_of(request, found, last_seen(request.GET.get("after", "")))


def lines_of(request, found, after, **headers):
    actions.note_read(found, after, by=request.user)
    new = for_staff(lines_after(found, after), found)
    talks = found.state == ChatState.TALKING and found.held_by_id == request.user.pk
    context = {"chat": found, "lines": new, "called": called(found), "talks": talks}
    return fragment(request, "chats/_news.html", context, **headers)


def button(act):
    """A button on a chat's page: what the rules refuse is said on top of where it leads."""

    @require_POST
    @wraps(act)
    def view(request, pk):
        found = chat_of(request, pk)
        try:
            return act(request, found)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(found)

    return view


@button
def take(request, found):
    """This person talks with them from now on."""
    require(can_answer_chats(request.user))
    return redirect(actions.take_chat(found, by=request.user))


@require_POST
def say(request, pk):
    """One line to the family; refused, it stays in the box."""
    found, form = chat_of(request, pk), SayForm(request.POST)
    if form.is_valid():
        try:
            actions.say(found, side=Side.STAFF, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
    if by_script(request):
        return said_by_script(request, pk, form)
    if form.is_valid():
        return redirect(found)
    return chat_page(request, chat_of(request, pk), say=form)


def said_by_script(request, pk, form):
    if not form.is_valid():
        problems = [str(error) for errors in form.errors.values() for error in errors]
        return fragment(request, "chat/_problem.html", {"problems": problems}, status=422)
    after = last_seen(request.POST.get("after", ""))
    token = str(SayForm().fields["token"].initial)
    return lines_of(request, chat_of(request, pk), after, **{"X-Token": token})


@require_POST
def answer(request, pk):
    """The answer to a question, once."""
    found, form = chat_of(request, pk), AnswerForm(request.POST)
    if form.is_valid():
        told = {"words": form.cleaned_data["words"], "key": form.cleaned_data["token"]}
        try:
            found = actions.answer_question(found, by=request.user, **told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Answered. Say what it was about, and it is done."))
            return redirect(found)
    return chat_page(request, found, answer=form)


@require_POST
def pass_on(request, pk):
    """A colleague, a safeguarding lead, or the line."""
    found = chat_of(request, pk)
    form = PassForm(request.POST, people=others(request.user, found))
    if form.is_valid():
        try:
            actions.pass_chat(found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Passed on. The family has been told."))
            return redirect("chats:list")
    return chat_page(request, found, pass_on=form)


@require_POST
def move(request, pk):
    """Another hub answers this question; whoever moved it may not see it any more."""
    found = chat_of(request, pk)
    form = MoveForm(request.POST, chat=found)
    if form.is_valid():
        try:
            moved = actions.move_question(found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            told = _("Moved to %(hub)s. Somebody there has been told.") % {"hub": moved.hub}
            messages.success(request, told)
            return redirect("chats:list")
    return chat_page(request, found, move=form)


@button
def end(request, found):
    """It is over; then comes what it was about."""
    return redirect(actions.end_chat(found, because=ChatEnd.STAFF, by=request.user))


@require_POST
def about(request, pk):
    """What it was about and what we did; a signposting asks where to and whether it helped."""
    found, form = chat_of(request, pk), AboutForm(request.POST)
    require(found.held_by_id == request.user.pk)
    if form.is_valid():
        try:
            row = actions.log_chat(found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Noted: %(topic)s.") % {"topic": row.topic_words})
            to_signpost = row.did == Did.SIGNPOSTED and can_work_desk(request.user)
            return redirect("desk:enquiry", row.pk) if to_signpost else redirect("chats:list")
    return chat_page(request, found, about=form)


@require_POST
def keep(request, pk):
    """With the family's record or the request, as the family agrees; or nowhere."""
    found, form = chat_of(request, pk), KeepForm(request.POST)
    require(may_settle(request.user, found))
    try:
        if "nowhere" in request.POST:
            actions.keep_nowhere(found, by=request.user)
            return redirect("chats:list")
        if form.is_valid() and keep_with(request, found, form.cleaned_data):
            messages.success(request, _("What was said is kept there."))
            return redirect(found)
        if form.is_valid():
            nothing = _("There is no family or request with this reference that you may write to.")
            form.add_error("reference", nothing)
    except Refused as refused:
        form.add_error(None, str(refused))
    return chat_page(request, found, keep=form)


def keep_with(request, found, said):
    """Whether there is a family or a request of this reference, and it is kept with that."""
    user, agreed = request.user, {"agreed": said["agreed"], "by": request.user}
    rows = Family.objects.visible_to(user)
    family = rows.filter(reference=read_reference(said["reference"], "FH") or "-").first()
    if family is not None and can_write_note(user, family):
        actions.keep_with_family(found, family, sensitivity=said["sensitivity"], **agreed)
        return True
    requests = Referral.objects.visible_to(user)
    asked = requests.filter(reference=read_reference(said["reference"], "ASK") or "-").first()
    if asked is not None:
        actions.keep_with_request(found, asked, **agreed)
    return asked is not None
