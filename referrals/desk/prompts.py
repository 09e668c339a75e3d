"""What a colleague may say, by topic: the council's own words, or those we came with (R050)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs.permissions import can_administer

from .. import actions
from ..models import DeskPrompt
from .forms import PromptForm
from .topics import BY_CODE, TOPICS


def prompts():
    """(topic, its lines) of every topic that has any; one query."""
    own = dict(DeskPrompt.objects.values_list("topic", "words"))
    found = [(topic, (own.get(topic.code) or str(topic.prompt)).splitlines()) for topic in TOPICS]
    return [(topic, [line for line in lines if line.strip()]) for topic, lines in found if lines]


def prompt_of(code):
    """The lines of one topic."""
    return next((lines for topic, lines in prompts() if topic.code == code), [])


def prompt_list(request):
    """Every topic with what colleagues read, for those who keep the settings."""
    require(can_administer(request.user))
    own = set(DeskPrompt.objects.exclude(words="").values_list("topic", flat=True))
    written = {topic.code: lines for topic, lines in prompts()}
    rows = [(topic, written.get(topic.code, []), topic.code in own) for topic in TOPICS]
    return render(request, "desk/prompts.html", {"rows": rows})


def change_prompt(request, topic):
    """The words for one topic."""
    require(can_administer(request.user))
    found = BY_CODE.get(topic)
    if found is None:
        raise Http404
    form = bind(PromptForm, request, initial={"words": prompt_now(found)})
    if form.is_bound and form.is_valid():
        try:
            seen = request.POST.get("seen")
            actions.write_prompt(topic, form.cleaned_data["words"], seen=seen, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The words for “%s” are saved.") % found.words)
            return redirect("desk:prompts")
    own = DeskPrompt.objects.filter(topic=topic).first()
    context = {
        "form": form,
        "topic": found,
        "seen": own.version if own else "",
        "now": prompt_now(found) if form.non_field_errors() else "",
    }
    return render(request, "desk/change_prompt.html", context)


def prompt_now(topic):
    """The words colleagues read about a topic."""
    own = DeskPrompt.objects.filter(topic=topic.code).first()
    return (own and own.words) or str(topic.prompt)
