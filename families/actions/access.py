"""Who works with a family, who may look for a short while, and who is barred."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.actions.limits import highest_level_of, refuse_above_level
from hubs.escalation import Rung, climb, ladder_of
from hubs.models import Membership, Role, Team

from ..models import (
    ConflictOfInterest,
    EntryKind,
    Family,
    Grant,
    GrantKind,
    Involvement,
    InvolvementRole,
    SharingAgreement,
    TeamTold,
    ToDoKind,
)
from ..sharing import Ground
from .notes import note_event
from .timing import moment, words
from .todos import make_todo

# A restricted family is open to so many people by name (access.md section 2).
NAMED = 2
BY_NAME = (Ground.LEAD, Ground.WORKER, Ground.PARTNER)


@transaction.atomic
def allocate(
    family, *, role, by, user=None, team=None, reason="", chosen_by_family=None,
    happened_at=None, tell=False, level=None, above_level="",
):  # fmt: skip
    """Somebody works with the family from now on; a new lead takes over from the one before.

    `level`: the family's level of need, where the caller knows it: above a worker's own somebody
    says why in `above_level` (R059).
    """
    family = Family.objects.lock(family)
    at = moment(happened_at)
    _refuse_unfit(family, role, user, team)
    why_above, beyond = _above(user, level, above_level)
    same = family.involvements.current(at).filter(user=user, team=team, role=role)
    if known := same.first():
        return known
    _refuse_overlap(family, role, user, team, at)
    former = _end_former_lead(family, at, by, reason) if role == InvolvementRole.LEAD else None
    involvement = Involvement.objects.create(
        family=family,
        user=user,
        team=team,
        role=role,
        reason=reason,
        chosen_by_family=chosen_by_family,
        starts_at=at,
        above_level=why_above,
    )
    who = {"user": user.pk} if user else {"team": team.pk}
    record("family.allocated", by=by, about=family, family_id=family.pk, role=role, **who, **beyond)
    _tell_timeline(involvement, by, at)
    if former:
        _heed_names(family, former, by)
    if tell and user and user != by:
        _tell(user, family, "family_given", involvement, by)
    return involvement


def _above(user, level, why):
    """Why they take a family above their own level, and both for the log; nothing within it."""
    highest = highest_level_of(user) if user and level else None
    if highest is None or level <= highest:
        return "", {}
    refuse_above_level(user, level, why)
    return why.strip()[:300], {"level": level, "highest": highest}


def _tell(person, family, kind, cause, by):
    _notify(person, family, kind, cause.pk, by)


def _notify(person, family, kind, cause, by):
    notify(
        person,
        key=f"{kind.replace('_', '-')}:{cause}:{person.pk}",
        kind=kind,
        by=by,
        about=family,
        family_id=family.pk,
        organisation=person.organisation,
        hub=family.hub.name,
        link=family.get_absolute_url(),
    )


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
    if why_not := why_unfit(user or team, role, family):
        raise Refused(why_not)


def why_unfit(who, role, family):
    """Why a person or a team cannot be given this family, or an empty string."""
    if isinstance(who, User) and not who.may_sign_in:
        return f"{who}'s account is closed."
    if isinstance(who, User) and is_barred(who, family):
        return f"{who} cannot work with this family: there is a conflict of interest."
    # To follow up opens nothing that an agreement does not: whoever led may always be asked.
    may = _may_know(who.organisation, family) or _is_told_of(who, family)
    if role != InvolvementRole.FOLLOW_UP and not may:
        return _(
            "%(who)s would not see this family: first the council and the family must agree to"
            " share with %(organisation)s."
        ) % {"who": who, "organisation": who.organisation}
    return ""


def _may_know(organisation, family):
    """The council; another where it has an agreement and somebody here is covered (B, A8)."""
    if organisation is None or organisation.is_council:
        return organisation is not None
    agreed = SharingAgreement.objects.current().filter(organisation=organisation)
    return agreed.exists() and family.members.current().covered_for(organisation).exists()


def _is_told_of(who, family):
    """An integrated team that the family was told of, or somebody of its organisation in it (B)."""
    told = TeamTold.objects.filter(family=family)
    if isinstance(who, Team):
        named = (told.named_for(row.organisation) for row in told.select_related("organisation"))
        return any(rows.filter(team=who).exists() for rows in named)
    teams = Membership.objects.current().filter(user=who, team__isnull=False).values("team")
    return told.named_for(who.organisation).filter(team__in=teams).exists()


def is_barred(user, family):
    """Whether a conflict of interest keeps this person away from this family now."""
    return family.conflicts.current().filter(user=user, lifted_by=None).exists()


def _end_former_lead(family, at, by, reason):
    """The lead until now, or None where there was nobody."""
    former = family.involvements.current(at).leads().first()
    if former:
        _end(former, reason=reason or "Another lead practitioner took over", by=by, at=at)
    return former


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
    # The family first, as in every action: two orders would deadlock.
    family = Family.objects.lock(involvement.family)
    involvement = Involvement.objects.lock(involvement)
    if involvement.ends_at is not None:
        raise Refused("This has been ended already.")
    reason = words(reason, "Enter why it is ending", 200)
    _end(involvement, reason=reason, by=by, at=moment(happened_at))
    _heed_names(family, involvement, by)
    return involvement


def _end(involvement, *, reason, by, at):
    if at < involvement.starts_at:
        raise Refused("That is before the work with the family began.")
    involvement.ends_at, involvement.end_reason = at, reason[:200]
    involvement.save(update_fields=["ends_at", "end_reason", "updated_at"])
    facts = {"role": involvement.role, "user": involvement.user_id, "team": involvement.team_id}
    record("involvement.ended", by=by, about=involvement, family_id=involvement.family_id, **facts)
    _tell_timeline(involvement, by, at, ended=True)
    return involvement


def named_people(family):
    """Who sees this family by name, whatever teams, roles and the duty rota open to others."""
    roles = (InvolvementRole.LEAD, InvolvementRole.WORKER)
    rows = family.involvements.current().filter(user__isnull=False, role__in=roles)
    return {row.user for row in rows.select_related("user__organisation") if _sees_by_name(row)}


def _sees_by_name(involvement):
    families = Family.objects.visible_by(involvement.user, *BY_NAME)
    return families.filter(pk=involvement.family_id).exists()


def _sees(person, family):
    return Family.objects.visible_to(person).filter(pk=family.pk).exists()


def _heed_names(family, cause, by):
    """Where too few see a restricted family by name, the safeguarding leads learn of it at once."""
    if family.is_restricted and len(named_people(family)) < NAMED:
        tell_too_few(family, cause.pk, by)


def tell_too_few(family, cause, by):
    """The safeguarding leads who may see this family, once for each cause."""
    leads = Membership.objects.current().filter(role=Role.SAFEGUARDING).values("user")
    for lead in User.objects.filter(pk__in=leads).select_related("organisation"):
        if _sees(lead, family):
            _notify(lead, family, "too_few_named", cause, by)


@transaction.atomic
def hand_over(leaver, *, to, by, reason, levels=None, above_level=""):
    """Every current involvement of somebody who leaves goes to one colleague; how many went.

    `levels`: a family's id → its level of need, as `allocate` asks for it (R059).
    """
    if to == leaver:
        raise Refused("Select somebody else to take them over.")
    if not to.may_sign_in:
        raise Refused(f"{to}'s account is closed.")
    reason = words(reason, "Enter a reason", 200)
    mine = _lock_work_of(leaver)
    if any(is_barred(to, involvement.family) for involvement in mine):
        raise Refused(
            f"{to} has a conflict of interest with one of these families."
            " Give that family another worker first."
        )
    now = timezone.now()
    for involvement in mine:
        _end(involvement, reason=reason, by=by, at=now)
        level = (levels or {}).get(involvement.family_id)
        allocate(
            involvement.family, role=involvement.role, user=to, by=by, reason=reason,
            level=level, above_level=above_level,
        )  # fmt: skip
        _heed_names(involvement.family, involvement, by)
    if mine:
        record("families.handed_over", by=by, about=leaver, to=to.pk, count=len(mine))
        key = f"families-handed-over:{leaver.pk}:{to.pk}:{now.isoformat()}"
        notify(to, key=key, kind="families_handed_over", by=by, count=len(mine), link="/families/")
    return len(mine)


def _lock_work_of(person):
    """What they do now: the families are held first, in one order, as every action holds them."""
    work = Involvement.objects.filter(user=person)
    families = Family.objects.filter(pk__in=work.current().values("family")).order_by("pk")
    list(families.select_for_update(of=("self",)))
    # Now is when the families are held: their work may have ended while this waited.
    work = work.current().order_by("family", "role").select_for_update(of=("self",))
    return list(work.select_related("family", "user"))


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
        family=family,
        user=user,
        declared_by=by,
        reason=words(reason, "Enter how they know the family", 300),
        starts_at=timezone.now(),
    )
    # How they know the family is about its people: it stands on the row, not in the log.
    record("conflict.declared", by=by, about=conflict, family_id=family.pk, who=user.pk)
    _heed_names(family, conflict, by)
    owner = accountable_for(family)
    if family.involvements.current().filter(user=user).exists():
        kind = ToDoKind.NEW_WORKER
        make_todo(family, kind=kind, owner=owner, cause_id=conflict.pk, by=by)
    if owner and owner != by:
        _tell(owner, family, "conflict_declared", conflict, by)
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


def accountable_for(family):
    """The hub's manager, else who answers above: nobody who does not see this family (A3)."""
    ladder = ladder_of(None, Membership.objects.answering_for(family.hub))
    told = climb(ladder, Rung.MANAGER, lambda person: _sees(person, family))
    return told.person if told.rung in (Rung.MANAGER, Rung.SERVICE) else None
