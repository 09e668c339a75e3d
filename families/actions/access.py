"""Who works with a family, who may look for a short while, and who is barred."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.escalation import Rung, climb, ladder_of
from hubs.models import Membership, Team

from ..models import (
    ConflictOfInterest,
    EntryKind,
    Family,
    Grant,
    GrantKind,
    Involvement,
    InvolvementRole,
    ToDoKind,
)
from .notes import note_event
from .timing import moment, words
from .todos import make_todo


@transaction.atomic
def allocate(
    family,
    *,
    role,
    by,
    user=None,
    team=None,
    reason="",
    chosen_by_family=None,
    happened_at=None,
    tell=False,
):
    """Somebody works with the family from now on; a new lead takes over from the one before."""
    family = Family.objects.lock(family)
    at = moment(happened_at)
    _refuse_unfit(family, role, user, team)
    same = family.involvements.current(at).filter(user=user, team=team, role=role)
    if known := same.first():
        return known
    _refuse_overlap(family, role, user, team, at)
    if role == InvolvementRole.LEAD:
        _end_former_lead(family, at, by, reason)
    involvement = Involvement.objects.create(
        family=family,
        user=user,
        team=team,
        role=role,
        reason=reason,
        chosen_by_family=chosen_by_family,
        starts_at=at,
    )
    who = {"user": user.pk} if user else {"team": team.pk}
    record("family.allocated", by=by, about=family, family_id=family.pk, role=role, **who)
    _tell_timeline(involvement, by, at)
    if tell and user and user != by:
        key = f"family-given:{involvement.pk}"
        about = {"about": family, "family_id": family.pk, "organisation": user.organisation}
        notify(user, key=key, kind="family_given", by=by, **about, **_facts(family))
    return involvement


def _facts(family):
    return {"hub": family.hub.name, "link": family.get_absolute_url()}


def _refuse_unfit(family, role, user, team):
    if role not in InvolvementRole.values:
        raise Refused("Select what they do for the family.")
    if (user is None) == (team is None):
        raise Refused("Select a person or a team.")
    if team is not None and role == InvolvementRole.LEAD:
        raise Refused("A lead practitioner is a person, not a team.")
    # Held against a team that ends at the same moment: whoever comes second sees it.
    if team is not None and Team.objects.lock(team).ended_on:
        raise Refused(f"{team} has ended.")
    if team is not None and family.is_restricted:
        raise Refused("A restricted family is open to named people only, not to a team.")
    if user is not None and not user.may_sign_in:
        raise Refused(f"{user}'s account is closed.")
    if user is not None and is_barred(user, family):
        raise Refused(f"{user} cannot work with this family: there is a conflict of interest.")


def is_barred(user, family):
    """Whether a conflict of interest keeps this person away from this family now."""
    return family.conflicts.current().filter(user=user, lifted_by=None).exists()


def _end_former_lead(family, at, by, reason):
    for former in family.involvements.current(at).leads():
        _end(former, reason=reason or "Another lead practitioner took over", by=by, at=at)


def _refuse_overlap(family, role, user, team, at):
    """Work told of after the event may not lie over work that is already on record."""
    later = family.involvements.filter(
        Q(ends_at__gt=at) | Q(ends_at=None, starts_at__gt=at), role=role
    )
    if role != InvolvementRole.LEAD:
        later = later.filter(user=user, team=team)
    if later.exists():
        raise Refused("Somebody has this part in the family at that time or after it.")


def _tell_timeline(involvement, by, at, ended=False):
    who = involvement.user or involvement.team
    what = involvement.get_role_display().lower()
    note_event(
        involvement.family,
        kind=EntryKind.INVOLVEMENT,
        summary=f"{who} is no longer {what}" if ended else f"{who}: {what}",
        source_id=involvement.pk,
        by=by,
        happened_at=at,
    )


@transaction.atomic
def end_involvement(involvement, *, reason, by, happened_at=None):
    """Their work with the family is over, and with it their sight of the record."""
    involvement = Involvement.objects.lock(involvement)
    if involvement.ends_at is not None:
        raise Refused("This has been ended already.")
    reason = words(reason, "Enter why it is ending", 200)
    return _end(involvement, reason=reason, by=by, at=moment(happened_at))


def _end(involvement, *, reason, by, at):
    if at < involvement.starts_at:
        raise Refused("That is before the work with the family began.")
    involvement.ends_at, involvement.end_reason = at, reason[:200]
    involvement.save(update_fields=["ends_at", "end_reason", "updated_at"])
    facts = {"role": involvement.role, "user": involvement.user_id, "team": involvement.team_id}
    record("involvement.ended", by=by, about=involvement, family_id=involvement.family_id, **facts)
    _tell_timeline(involvement, by, at, ended=True)
    return involvement


@transaction.atomic
def hand_over(leaver, *, to, by, reason):
    """Every current involvement of somebody who leaves goes to one colleague; how many went."""
    if to == leaver:
        raise Refused("Select somebody else to take them over.")
    if not to.may_sign_in:
        raise Refused(f"{to}'s account is closed.")
    reason = words(reason, "Enter a reason", 200)
    mine = Involvement.objects.current().filter(user=leaver).order_by("family", "role")
    mine = list(mine.select_for_update(of=("self",)).select_related("family", "user"))
    if any(is_barred(to, involvement.family) for involvement in mine):
        raise Refused(
            f"{to} has a conflict of interest with one of these families."
            " Give that family another worker first."
        )
    now = timezone.now()
    for involvement in mine:
        _end(involvement, reason=reason, by=by, at=now)
        allocate(involvement.family, role=involvement.role, user=to, by=by, reason=reason)
    if mine:
        record("families.handed_over", by=by, about=leaver, to=to.pk, count=len(mine))
        key = f"families-handed-over:{leaver.pk}:{to.pk}:{now.isoformat()}"
        notify(to, key=key, kind="families_handed_over", by=by, count=len(mine), link="/families/")
    return len(mine)


@transaction.atomic
def grant(family, *, kind, by, hub=None, user=None, until=None, cause_id=None):
    """A short look for a hub's triage officers, the desk or a receiver; asked twice, given once."""
    family = Family.objects.lock(family)
    scope = {"kind": kind, "hub": hub, "user": user, "cause_id": cause_id}
    known = family.grants.current().filter(**scope).first()
    if known and kind != GrantKind.DESK:
        return known
    row = Grant.objects.create(family=family, ends_at=until, **scope)
    record("family.granted", by=by, about=row, family_id=family.pk, kind=kind, until=until)
    return row


@transaction.atomic
def end_grants(cause_id, *, by):
    """Whatever one cause had opened is shut; how many looks that were."""
    open_ones = list(Grant.objects.open_because_of(cause_id).select_for_update())
    for row in open_ones:
        row.ends_at = timezone.now()
        row.save(update_fields=["ends_at", "updated_at"])
        record("family.grant_ended", by=by, about=row, family_id=row.family_id, kind=row.kind)
    return len(open_ones)


@transaction.atomic
def declare_conflict(family, *, user, reason, by):
    """Somebody knows this family: barred at once, and the family gets another worker."""
    family = Family.objects.lock(family)
    if is_barred(user, family):
        raise Refused("This conflict of interest is on record already.")
    conflict = ConflictOfInterest.objects.create(
        family=family, user=user, declared_by=by, starts_at=timezone.now()
    )
    reason = words(reason, "Enter how they know the family", 300)
    record(
        "conflict.declared", by=by, about=conflict, family_id=family.pk, reason=reason, who=user.pk
    )
    owner = accountable_for(family)
    if family.involvements.current().filter(user=user).exists():
        kind = ToDoKind.NEW_WORKER
        make_todo(family, kind=kind, owner=owner, cause_id=conflict.pk, by=by)
    if owner and owner != by:
        key = f"conflict:{conflict.pk}"
        notify(owner, key=key, kind="conflict_declared", by=by, about=family, **_facts(family))
    return conflict


@transaction.atomic
def lift_conflict(conflict, *, reason, by):
    """A safeguarding lead says why the bar is not needed; never the barred person."""
    conflict = ConflictOfInterest.objects.lock(conflict)
    if conflict.lifted_by_id or not conflict.is_current:
        raise Refused("This has been lifted already.")
    if conflict.user_id == by.pk:
        raise Refused("Nobody can lift a bar on themselves. Ask another safeguarding lead.")
    conflict.lifted_by, conflict.ends_at = by, timezone.now()
    conflict.end_reason = words(reason, "Enter why it can be lifted", 200)
    conflict.save(update_fields=["lifted_by", "ends_at", "end_reason", "updated_at"])
    record("conflict.lifted", by=by, about=conflict, family_id=conflict.family_id)
    return conflict


def accountable_for(family, besides=None):
    """The hub's manager, else who answers above; nobody barred, and no one of another service."""

    def can_answer(person):
        return person != besides and person.may_sign_in and not is_barred(person, family)

    ladder = ladder_of(None, Membership.objects.answering_for(family.hub))
    told = climb(ladder, Rung.MANAGER, can_answer)
    return told.person if told.rung in (Rung.MANAGER, Rung.SERVICE) else None
