"""Integrated teams: named in a sharing agreement, told of to families, objected to (B)."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.refusals import Refused
from hubs.models import Team

from ..models import (
    EntryKind,
    Family,
    IntegratedTeam,
    Sensitivity,
    SharingAgreement,
    TeamTold,
    ToDoKind,
)
from .access import accountable_for
from .agreements import close_to
from .notes import note_event
from .timing import moment, words
from .todos import make_todo


@transaction.atomic
def name_team(agreement, *, team, by):
    """From now on this team's members see families that work with it and were told."""
    agreement = SharingAgreement.objects.lock(agreement)
    if agreement.ends_at and agreement.ends_at <= timezone.now():
        raise Refused("This agreement has ended already.")
    if Team.objects.lock(team).ended_on:
        raise Refused(f"{team} has ended.")
    try:
        with transaction.atomic():
            row = IntegratedTeam.objects.create(agreement=agreement, team=team, named_by=by)
    except IntegrityError:
        raise Refused(f"{team} is named in this agreement already.") from None
    facts = {"organisation": agreement.organisation_id, "team": team.pk}
    record("integrated_team.named", by=by, about=row, **facts)
    return row


@transaction.atomic
def end_named_team(named, *, reason, by):
    """The team works as one no longer: what the name opened to that organisation is shut at once.

    What families were told, and what they objected to, stays as it was.
    """
    named = IntegratedTeam.objects.lock(named)
    now = timezone.now()
    if named.ends_at and named.ends_at <= now:
        raise Refused("This has ended already.")
    named.ends_at, named.end_reason = now, words(reason, "Enter why it is ending", 200)
    named.save(update_fields=["ends_at", "end_reason", "updated_at"])
    facts = {"organisation": named.agreement.organisation_id, "team": named.team_id}
    record("integrated_team.ended", by=by, about=named, **facts)
    return named


@transaction.atomic
def tell_of_team(family, *, team, organisation, told, by, happened_at=None):
    """Somebody in the family was told that the team works as one, and that they may object."""
    family = Family.objects.lock(family)
    if family.is_restricted:
        raise Refused("A restricted family is open to named people only, not to a team.")
    if not named_with(team, organisation).exists():
        raise Refused("No sharing agreement in force names this team.")
    if not family.members.current().filter(person=told, role__in=["parent", "other"]).exists():
        raise Refused("Select an adult of this family.")
    at = moment(happened_at)
    same = family.teams_told.filter(team=team, organisation=organisation)
    if known := same.first():
        raise Refused(
            "The family was told of this team already."
            if known.ends_at is None
            else "The family objected to this team. Only an agreement opens anything to it."
        )
    row = TeamTold.objects.create(
        family=family, team=team, organisation=organisation, told=told, told_by=by, starts_at=at
    )
    _note(row, f"Told of {team}, which works as one with {organisation}", [told], by, at)
    record("team.told_of", by=by, about=row, **_facts(row))
    return row


def named_with(team, organisation):
    """The names of this team in agreements in force with an organisation."""
    named = IntegratedTeam.objects.current().filter(team=team)
    agreements = SharingAgreement.objects.current().filter(organisation=organisation)
    return named.filter(agreement__in=agreements)


@transaction.atomic
def object_to_team(told, *, objected_by, said, by):
    """Ends at once what the team opened to that organisation; somebody calls the family."""
    family = Family.objects.lock(told.family)
    told = TeamTold.objects.lock(told)
    if told.ends_at is not None:
        raise Refused("This has been stopped already.")
    if not family.members.current().filter(person=objected_by).exists():
        raise Refused("Select somebody in this family.")
    now = timezone.now()
    told.ends_at, told.objected_by = now, objected_by
    told.end_reason = words(said, "Enter what they said", 200)
    told.save(update_fields=["ends_at", "end_reason", "objected_by", "updated_at"])
    record("team.objected_to", by=by, about=told, **_facts(told))
    _note(
        told, f"{told.team}, with {told.organisation}: the family objects", [objected_by], by, now
    )
    close_to(family, told, by=by, at=now, why="The family objected to the team")
    lead = family.involvements.current().leads().select_related("user").first()
    owner = lead.user if lead else accountable_for(family)
    for kind in (ToDoKind.CALL_FAMILY, ToDoKind.RISK_CHECK):
        make_todo(family, kind=kind, owner=owner, cause_id=told.pk, by=by, at=now)
    return told


def _facts(told):
    ids = {"team": told.team_id, "organisation": told.organisation_id}
    return {"family_id": told.family_id, **ids}


def _note(told, summary, about, by, at):
    note_event(
        told.family,
        kind=EntryKind.AGREEMENT,
        summary=summary[:300],
        about=about,
        sensitivity=Sensitivity.TEAM,
        source_id=told.pk,
        by=by,
        happened_at=at,
    )
