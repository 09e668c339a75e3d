"""Somebody died: what stops, who speaks with the family, and the two who undo a mistake."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms import DeathForm, UndoDeathForm
from ..models import Death
from ..permissions import can_agree_to_undo_death, can_keep_record
from .doors import family_for, part_for, send
from .held import back_to_person, member_to_keep, person_form


def record(request, pk, member_pk):
    """What will stop stands above the form: it is no small thing to press."""
    member = member_to_keep(request, pk, member_pk)
    form = bind(DeathForm, request)
    if send(form, lambda: actions.record_death(member, by=request.user, **form.values)):
        said = _("The death is on the record. Nothing will be sent to them.")
        return back_to_person(request, member, said, "facts")
    note = _(
        "As soon as you save this, every message to this person stops and what is waiting is"
        " dropped. If they are a child, nothing is sent to the family by itself either, until a"
        " worker has spoken with them. A mistake needs two people to undo."
    )
    return person_form(
        request, member, form, _("Record the death of %(person)s"), _("Save"), note=note
    )


def undo(request, pk, death_pk):
    """Recorded by mistake: ask a second person."""
    family, death = death_for(request, pk, death_pk)
    require(can_keep_record(request.user, family))
    member = family.members.filter(person=death.person).order_by("-starts_at").first()
    form = bind(UndoDeathForm, request)
    me = request.user
    if send(form, lambda: actions.ask_to_undo_death(death, by=me, **form.cleaned_data)):
        said = _("A manager or safeguarding lead is asked to agree.")
        return back_to_person(request, member, said, "facts")
    title = _("The death of %(person)s was recorded by mistake")
    return person_form(request, member, form, title, _("Ask a second person"))


@require_POST
def agree(request, pk, death_pk):
    """The second person: it was a mistake, or it was not."""
    family, death = death_for(request, pk, death_pk)
    require(can_agree_to_undo_death(request.user, family))
    if "leave" in request.POST:
        return done(request, death, actions.leave_death, _("The death stays on the record."))
    said = _("Taken back. What was dropped meanwhile is not sent: tell them yourself what matters.")
    return done(request, death, actions.undo_death, said)


@require_POST
def spoken(request, pk, death_pk):
    """A worker has spoken with the family."""
    family, death = death_for(request, pk, death_pk)
    require(can_keep_record(request.user, family))
    said = _("Messages to the family may leave again.")
    return done(request, death, actions.write_to_family_again, said)


def death_for(request, pk, death_pk):
    family = family_for(request, pk)
    rows = Death.objects.visible_to(request.user, within=family).select_related("person")
    return family, part_for(rows, family, death_pk)


def done(request, death, act, said):
    """Back to the person, with what happened or why not."""
    try:
        act(death, by=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, said)
    member = death.family.members.filter(person=death.person).order_by("-starts_at").first()
    return redirect("families:person", death.family_id, member.pk)
