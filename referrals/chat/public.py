"""A family chats with somebody, or asks: no account, no JavaScript needed (R048, R049)."""

from functools import partial, wraps
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from familyhubs.refusals import Refused
from familyhubs.web import bind
from hubs.models import Hub

from .. import actions
from ..actions.chats import LONGEST
from ..models import ChatEnd, ChatState, Side
from ..safety import TODAY
from ..views.held import actor, public_page
from . import opening
from .forms import AskUsForm, BeginForm, ComeBackForm, SayForm, WayForm, WishForm
from .holding import CODE_KEY, chat_of, hold, is_of, mark_of, others_of
from .reading import by_script, fragment, last_seen, lines_after, place_of, wait_lately
from .words import for_family, named

# How often a page without a script looks by itself, in seconds, where somebody chose that.
LOOKS_EVERY = 10


def with_chat(view, *, counted="chat_other"):
    """Gives the view this browser's chat; without one says what to do, and what was typed."""

    @partial(public_page, counted=counted)
    @wraps(view)
    def page(request):
        chat = chat_of(request)
        if chat is not None and is_of(request, chat):
            return view(request, chat)
        if by_script(request):
            return HttpResponse(status=410)
        if request.method != "POST":
            return redirect("chat:start")
        kept = [text for text in request.POST.getlist("words") if text.strip()]
        return render(request, "chat/lost.html", {"kept": kept}, status=410)

    return page


def hub_asked(request):
    """The hub from whose page somebody came, or None for the front door as a whole."""
    slug = request.GET.get("hub", "")
    return Hub.objects.filter(slug=slug).first() if slug else None


@partial(public_page, counted="chat_start")
def start(request):
    """Who is there, or when somebody is next; the first words begin a chat."""
    chat, hub = chat_of(request), hub_asked(request)
    going_on = chat is not None and not chat.is_over
    form = bind(BeginForm, request, user=request.user)
    if form.is_bound and going_on and chat.is_live:
        return carry_over(request, chat, form)
    if form.is_bound and form.is_valid():
        return begin(request, form, hub)
    context = {"form": form, "hub": hub, "going_on": going_on, "chat": chat}
    context |= {"others": others_of(request), "week": opening.this_week(hub)}
    if going_on and chat.is_live:
        return render(request, "chat/start.html", context)
    if opening.is_open(hub) or form.is_bound:
        context |= {"is_open": True, "wait": wait_lately()}
    else:
        context["opens"] = opening.opens_next(hub)
    return render(request, "chat/start.html", context)


def begin(request, form, hub):
    """The chat waits from now on; where nobody is there any more, the words go into a question."""
    told = {name: form.cleaned_data[name] for name in ("name", "words")}
    try:
        chat = actions.start_chat(
            key=form.cleaned_data["once"],
            hub=hub,
            language=get_language(),
            by=actor(request),
            **told,
        )
    except actions.NobodyThere as refused:
        initial = told | {"hub": hub}
        question = AskUsForm(user=request.user, initial=initial)
        return ask_page(request, question, because=str(refused))
    except Refused as refused:
        refused_once(form, refused)
        context = {"form": form, "hub": hub, "is_open": True, "wait": wait_lately()}
        return render(request, "chat/start.html", context)
    hold(request, chat)
    return redirect("chat:talk")


def carry_over(request, chat, form):
    """A chat goes on here: what was typed for a new one stands in its box, and what was ticked
    is told at once. The same form pressed twice is only shown its chat."""
    form.is_valid()
    first = chat.lines.filter(token=chat.pk).first()
    if first is not None and first.words == form.cleaned_data.get("words"):
        return redirect("chat:talk")
    ticked = [tick for tick in request.POST.getlist("today") if tick in TODAY]
    actions.tick_danger(chat, ticked, by=actor(request))
    form = SayForm(initial={"words": request.POST.get("words", "")[:LONGEST]})
    return talk_page(request, chat_of(request), form=form, carried=True)


def refused_once(form, refused):
    """Say why; the next press sends it as a new one."""
    form.add_error(None, str(refused))
    form.data = form.data.copy()
    form.data["once"] = form.fields["once"].initial


@partial(public_page, counted="chat_start")
def ask(request):
    """A question, answered later."""
    chat = chat_of(request)
    if chat is not None and chat.is_live:
        # It would wait without its family, and a colleague talk to nobody.
        if request.method == "POST":
            return carry_over(request, chat, AskUsForm(request.POST, user=request.user))
        return render(request, "chat/going_on.html", {"chat": chat})
    initial = {"hub": hub_asked(request)}
    form = bind(AskUsForm, request, user=request.user, initial=initial)
    if form.is_bound and form.is_valid():
        told = form.question | {"language": get_language()}
        try:
            chat = actions.ask_question(by=actor(request), **told)
        except Refused as refused:
            refused_once(form, refused)
        else:
            hold(request, chat)
            request.session[CODE_KEY] = actions.give_code(chat, by=actor(request))
            return redirect("chat:talk")
    return ask_page(request, form)


def ask_page(request, form, *, because=""):
    context = {"form": form, "because": because, "opens": opening.opens_next()}
    return render(request, "chat/ask.html", context)


@require_safe
@with_chat
def talk(request, chat):
    """All that was said, and a box to write in. It stands still: nothing typed is lost."""
    return talk_page(request, chat)


def talk_page(request, chat, *, form=None, status=200, carried=False):
    actions.note_family_here(chat)
    lines = for_family(lines_after(chat, 0), chat)
    context = standing(chat) | {
        "lines": lines,
        "form": form or SayForm(),
        "wait": wait_lately() if chat.state == ChatState.WAITING else None,
        "code": request.session.pop(CODE_KEY, ""),
        "others": others_of(request),
        "carried": carried,
    }
    return render(request, "chat/talk.html", context, status=status)


def standing(chat):
    """What every view of a chat says of where it stands."""
    place = place_of(chat)
    return {"chat": chat, "who": named(chat.held_by), "place": place, "of": mark_of(chat)}


@require_safe
@with_chat
def read(request, chat):
    """The same to read only: it looks for new lines by itself, for those who chose that."""
    actions.note_family_here(chat)
    context = standing(chat) | {"lines": for_family(lines_after(chat, 0), chat)}
    response = render(request, "chat/read.html", context)
    if chat.is_live:
        response["Refresh"] = str(LOOKS_EVERY)
    return response


@require_safe
@with_chat
def lines(request, chat):
    """What is new since the line that the page names; asked for every few seconds."""
    actions.note_family_here(chat)
    return news(request, chat, last_seen(request.GET.get("after", "")))


def news(request, chat, after, **headers):
    context = standing(chat) | {"lines": for_family(lines_after(chat, after), chat)}
    return fragment(request, "chat/_news.html", context, **headers)


@require_POST
@partial(with_chat, counted="chat_line")
def say(request, chat):
    """One line more; or, without a script, a look for new ones that keeps what was typed."""
    if "look" in request.POST:
        typed = {name: request.POST.get(name, "") for name in ("words", "token")}
        return talk_page(request, chat, form=SayForm(initial=typed))
    form = SayForm(request.POST)
    if form.is_valid():
        try:
            actions.say(chat, side=Side.FAMILY, by=actor(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
    if by_script(request):
        return said_by_script(request, form)
    if form.is_valid():
        return redirect(f"{reverse('chat:talk')}#last")
    return talk_page(request, chat_of(request) or chat, form=form)


def said_by_script(request, form):
    """The news with the next token; where it could not be kept, why."""
    if form.is_valid():
        after = last_seen(request.POST.get("after", ""))
        return news(request, chat_of(request), after, **{"X-Token": str(uuid4())})
    problems = [str(error) for errors in form.errors.values() for error in errors]
    return fragment(request, "chat/_problem.html", {"problems": problems}, status=422)


@with_chat
def end(request, chat):
    """Is it to end? Somebody who waits may leave what they wrote as a question."""
    if chat.is_over:
        return redirect("chat:talk")
    if request.method != "POST":
        return render(request, "chat/end.html", standing(chat))
    if "question" in request.POST:
        chat = actions.leave_as_question(chat, by=actor(request))
        return redirect("chat:way" if chat.state == ChatState.ASKED else "chat:talk")
    actions.end_chat(chat, because=ChatEnd.FAMILY, by=actor(request))
    return redirect("chat:talk")


@require_POST
@with_chat
def wish(request, chat):
    """Keep what we said, or do not."""
    form = WishForm(request.POST)
    if form.is_valid():
        try:
            actions.wish_for_chat(chat, form.cleaned_data["wish"], by=actor(request))
        except Refused as refused:
            return render(request, "chat/refused.html", {"why": str(refused)})
    return redirect("chat:talk")


@with_chat
def way(request, chat):
    """How they want the answer to their question."""
    if chat.state != ChatState.ASKED:
        return redirect("chat:talk")
    initial = {"way": chat.way, "email": chat.reach, "phone": chat.reach}
    initial |= {"email": ""} if chat.way != "email" else {"phone": ""}
    form = bind(WayForm, request, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.choose_way(chat, by=actor(request), **form.chosen)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if not chat.code_digest:
                request.session[CODE_KEY] = actions.give_code(chat, by=actor(request))
            return redirect("chat:talk")
    return render(request, "chat/way.html", {"form": form, "of": mark_of(chat)})


@require_POST
@partial(public_page, counted="chat_other")
def other(request):
    """Another chat or question that this browser opens: what the page shows from now on."""
    chosen = [chat for chat in others_of(request) if mark_of(chat) == request.POST.get("chat")]
    if chosen:
        hold(request, chosen[0])
    return redirect("chat:talk")


@require_POST
@with_chat
def code(request, chat):
    """A code to come back by, on any phone or computer; shown once."""
    return render(request, "chat/code.html", {"code": actions.give_code(chat, by=actor(request))})


@partial(public_page, counted="back")
def back(request):
    """Come back with a code."""
    form = bind(ComeBackForm, request)
    if form.is_bound and form.is_valid():
        request.session.cycle_key()
        hold(request, form.chat)
        return redirect("chat:talk")
    return render(request, "chat/back.html", {"form": form})
