"""The story so far: what a family told us, when, and whether it is still right."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms import StoryForm
from ..models import Section, StoryPart
from ..permissions import can_read_story, can_write_note
from .doors import family_for, part_for, send

EARLIER = 20


@require_safe
def story(request, pk):
    """Every section, told or not yet."""
    family = family_for(request, pk, "story_seen")
    require(can_read_story(request.user, family))
    rows = StoryPart.objects.visible_to(request.user, within=family)
    held = {part.section: part for part in rows.latest()}
    context = {
        "family": family,
        "sections": [(section, held.get(section)) for section in Section],
        "may_write": can_write_note(request.user, family),
    }
    return render(request, "families/story.html", context)


def tell(request, pk, section):
    """One section as they tell it now, beside what they told before."""
    family = family_for(request, pk)
    if section not in Section.values:
        raise Http404
    require(can_write_note(request.user, family))
    rows = StoryPart.objects.visible_to(request.user, within=family).filter(section=section)
    told = list(
        rows.select_related("author").order_by("-happened_at", "-recorded_at", "-pk")[:EARLIER]
    )
    form = bind(StoryForm, request, initial=standing(told))
    if send(
        form,
        lambda: actions.tell_story(family, section=section, by=request.user, **form.values),
    ):
        messages.success(request, _("Kept. Nobody needs to ask it again."))
        return redirect("families:story", family.pk)
    context = {"family": family, "form": form, "told": told, "section": Section(section)}
    return render(request, "families/tell.html", context)


def standing(told):
    """What the form begins with: the newest words, and the mark that they were read."""
    if not told:
        return {}
    return {"words_told": told[0].words, "sensitivity": told[0].sensitivity, "stood": told[0].pk}


@require_POST
def still_right(request, pk, part_pk):
    """They were read it and said yes."""
    family = family_for(request, pk)
    rows = StoryPart.objects.visible_to(request.user, within=family)
    part = part_for(rows, family, part_pk)
    require(can_write_note(request.user, family))
    try:
        actions.still_right(part, by=request.user)
        messages.success(request, _("Noted as still right today"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("families:story", family.pk)
