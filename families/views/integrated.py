"""Integrated teams of one family: who was told, and the family's no (access.md B)."""

from familyhubs.web import bind, require

from .. import actions
from ..forms import ObjectToTeamForm, TellOfTeamForm
from ..models import IntegratedTeam, SharingAgreement, TeamTold
from ..permissions import can_keep_record
from .doors import back_to, family_for, part_for, people_of, send
from .notes import one_form


def tell_of_team(request, pk):
    """The family was told of a team that works as one with another organisation."""
    family = family_for(request, pk)
    require(can_keep_record(request.user, family))
    named = IntegratedTeam.objects.current().filter(
        agreement__in=SharingAgreement.objects.current()
    )
    named = named.select_related("team", "agreement__organisation").order_by("team__name")
    people = people_of(family, request.user, role__in=["parent", "other"])
    form = bind(TellOfTeamForm, request, named=named, people=people)
    if send(form, lambda: actions.tell_of_team(family, by=request.user, **form.said())):
        return back_to(request, family, "Recorded. They may object on any day.")
    title = "The family was told of an integrated team"
    return one_form(request, family, form, title, "Record it")


def object_to_team(request, pk, told_pk):
    """The family says no: what the team opened is shut at once."""
    family = family_for(request, pk)
    rows = TeamTold.objects.visible_to(request.user, within=family)
    told = part_for(rows.select_related("team", "organisation"), family, told_pk)
    require(can_keep_record(request.user, family))
    form = bind(ObjectToTeamForm, request, people=people_of(family, request.user))
    if send(form, lambda: actions.object_to_team(told, by=request.user, **form.cleaned_data)):
        return back_to(request, family, "Stopped. Somebody calls the family.", "todo")
    title = f"The family objects to {told}"
    return one_form(request, family, form, title, "Stop it")
