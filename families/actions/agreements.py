"""What people agree to, and what happens at once when they stop (access.md section 7)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.notifications.outbox import drop_for, notify
from familyhubs.refusals import Refused
from hubs.models import Membership, Role

from ..models import (
    Agreement,
    AgreementStatus,
    Capacity,
    EntryKind,
    Family,
    Grant,
    GrantKind,
    InvolvementRole,
    MemberRole,
    Method,
    ParentalResponsibility,
    Purpose,
    Sensitivity,
    ToDoKind,
)
from .access import accountable_for, allocate, end_involvement, why_unfit
from .notes import note_event
from .timing import author, moment, words
from .todos import make_todo

NAMES_AN_ORGANISATION = (Purpose.SHARE, Purpose.GATHER)
CHILDREN = (MemberRole.CHILD, MemberRole.UNBORN)
REVIEWED_AFTER = timedelta(days=365)
SIXTEEN = 16


@transaction.atomic
def record_agreement(
    family,
    *,
    person,
    purpose,
    status,
    by,
    organisation=None,
    given_by=None,
    capacity=Capacity.SELF,
    method=Method.VERBAL,
    happened_at=None,
):
    """One person's answer for one purpose; a new answer ends the one before, and both stay.

    A parent's word against another's answer about a child is an objection, and ends nothing.
    """
    family = Family.objects.lock(family)
    at = moment(happened_at)
    given_by = given_by or person
    _refuse_unfit(family, person, purpose, organisation, given_by, capacity, at)
    same = {"person": person, "purpose": purpose, "organisation": organisation}
    how = {"given_by": given_by, "capacity": capacity, "method": method}
    before = family.agreements.filter(ends_at=None, **same).first()
    if before and before.status == status:
        return before
    if before and _is_objection(before, status, given_by, capacity):
        return _record_objection(family, before, by=by, at=at, **same, **how)
    if before:
        _end(before, reason="Answered again", by=by, at=at)
    if family.agreements.filter(ends_at__gt=at, **same).exists():
        raise Refused("There is an answer on record for that time already.")
    agreement = _write_down(family, status, at, by=by, **same, **how)
    if before and before.status == AgreementStatus.GIVEN:
        _what_follows(before, by, at)
    return agreement


def _write_down(family, status, at, *, by, **answer):
    agreement = Agreement.objects.create(
        family=family,
        status=status,
        starts_at=at,
        review_due_on=(at + REVIEWED_AFTER).date() if status == AgreementStatus.GIVEN else None,
        **answer,
    )
    record("agreement.recorded", by=by, about=agreement, **_facts(agreement), status=status)
    _tell_timeline(agreement, agreement.get_status_display().lower(), by, at)
    return agreement


def _is_objection(before, status, given_by, capacity):
    """A parent's no to another's yes, or their word against a young person's own (access.md 4)."""
    if capacity != Capacity.PARENT or before.given_by_id in (None, given_by.pk):
        return False
    is_own = before.capacity in (Capacity.SELF, Capacity.YOUNG_PERSON)
    return is_own or status == AgreementStatus.DECLINED


def _record_objection(family, before, *, by, at, reason="", **said):
    """It is kept and ends nothing: the manager decides in the child's interest, and says why."""
    status = AgreementStatus.OBJECTED
    known = family.agreements.filter(status=status, recorded_at__gte=before.recorded_at, **said)
    if objection := known.first():
        return objection
    objection = Agreement.objects.create(
        family=family,
        status=status,
        starts_at=at,
        ends_at=at,
        end_reason=reason or _("The answer before stands"),
        **said,
    )
    record("agreement.objected", by=by, about=objection, **_facts(objection), stands=before.pk)
    _tell_timeline(objection, _("%s objected") % objection.given_by, by, at)
    manager = accountable_for(family)
    kind, cause = ToDoKind.OBJECTION, objection.pk
    todo = make_todo(family, kind=kind, owner=manager, cause_id=cause, by=by)
    if manager and manager != by:
        _tell(manager, "agreement_objected", todo, by, family)
    return objection


def _facts(agreement):
    return {
        "family_id": agreement.family_id,
        "purpose": agreement.purpose,
        "organisation": agreement.organisation_id,
    }


def _refuse_unfit(family, person, purpose, organisation, given_by, capacity, at):
    if purpose in NAMES_AN_ORGANISATION and organisation is None:
        raise Refused("Select the organisation.")
    if purpose not in NAMES_AN_ORGANISATION and organisation is not None:
        raise Refused("An organisation is only named for sharing or asking.")
    if organisation is not None and (organisation.is_council or organisation.has_ended):
        raise Refused("Select an organisation that works with the council.")
    members = {row.person_id: row for row in family.members.current().select_related("person")}
    if person.pk not in members or given_by.pk not in members:
        raise Refused("Select people who are in this family.")
    _refuse_capacity(members[person.pk], members[given_by.pk], capacity, at)


def _refuse_capacity(about, giver, capacity, at):
    """Who may answer for whom (domain.md 2.11, 2.16); a young person's ability is a record."""
    age = about.person.age(at.date())
    is_child = about.role in CHILDREN
    if capacity == Capacity.PARENT and giver == about:
        raise Refused(f"Select who agrees for {about.person}.")
    if capacity == Capacity.PARENT and not is_child:
        raise Refused(_("%s is an adult, and answers for themselves.") % about.person)
    if capacity == Capacity.PARENT and giver.role in CHILDREN:
        raise Refused(_("%s is a child, and cannot answer for somebody else.") % giver.person)
    if capacity == Capacity.PARENT and _lacks_responsibility(about, giver, at):
        raise Refused(f"{giver.person} does not hold parental responsibility.")
    if capacity in (Capacity.SELF, Capacity.YOUNG_PERSON) and giver != about:
        raise Refused(f"{giver.person} cannot agree as {about.person}.")
    if capacity == Capacity.SELF and is_child and (age is None or age < SIXTEEN):
        raise Refused(f"Select who agrees for {about.person}.")


def _lacks_responsibility(about, giver, at):
    """By what is said of this very child; by the member's flag where nothing is (decision 59)."""
    said = ParentalResponsibility.objects.filter(family=about.family_id)
    if said.current(at).filter(child=about.person_id, holder=giver.person_id).exists():
        return said.held_for(about.person_id, giver.person_id, at) is False
    return giver.has_parental_responsibility is False


@transaction.atomic
def withdraw_agreement(agreement, *, reason, by, said_by=None, happened_at=None):
    """Stops now: the organisation's next look finds nothing, and somebody calls the family.

    Who agreed, or whom it is about, stops it; another's word (`said_by`) is an objection, which
    ends nothing (access.md section 4).
    """
    family = Family.objects.lock(agreement.family)
    agreement = Agreement.objects.lock(agreement)
    at = moment(happened_at)
    if agreement.ends_at is not None:
        raise Refused("This has been stopped already.")
    if agreement.status != AgreementStatus.GIVEN:
        raise Refused("Nothing was agreed to here, so there is nothing to stop.")
    reason = words(reason, "Enter what they said", 200)
    if said_by and said_by.pk not in (agreement.given_by_id, agreement.person_id):
        return _object_to(agreement, family, said_by, reason, by=by, at=at)
    _end(agreement, reason=reason, by=by, at=at)
    agreement.family = family
    record("agreement.withdrawn", by=by, about=agreement, **_facts(agreement))
    _tell_timeline(agreement, "stopped", by, at)
    _what_follows(agreement, by, at)
    return agreement


def _object_to(agreement, family, said_by, reason, *, by, at):
    """Only somebody who may answer for a child can object to what another agreed for it."""
    person, capacity = agreement.person, Capacity.PARENT
    _refuse_unfit(family, person, agreement.purpose, agreement.organisation, said_by, capacity, at)
    same = {"person": person, "purpose": agreement.purpose, "organisation": agreement.organisation}
    how = {"given_by": said_by, "capacity": capacity, "method": Method.VERBAL}
    return _record_objection(family, agreement, by=by, at=at, reason=reason, **same, **how)


def _end(agreement, *, reason, by, at):
    if at < agreement.starts_at:
        raise Refused("That is before the answer was given.")
    agreement.ends_at, agreement.end_reason = at, reason
    agreement.ended_by = author(by)
    agreement.save(update_fields=["ends_at", "end_reason", "ended_by", "updated_at"])


def _tell_timeline(agreement, outcome, by, at):
    """For the council's own workers: what one organisation may know is not another's business."""
    note_event(
        agreement.family,
        kind=EntryKind.AGREEMENT,
        summary=f"{agreement.person}: {agreement.what}: {outcome}"[:300],
        about=[agreement.person],
        sensitivity=Sensitivity.TEAM,
        source_id=agreement.pk,
        by=by,
        happened_at=at,
    )


def _what_follows(agreement, by, at):
    """After sharing stopped: access and messages end, and two tasks are made."""
    if agreement.purpose in (Purpose.MESSAGES, Purpose.NEWS):
        return
    family = agreement.family
    if agreement.purpose == Purpose.SHARE:
        close_to(family, agreement, by=by, at=at, why="The family stopped sharing")
    lead = family.involvements.current().leads().select_related("user").first()
    manager = accountable_for(family)
    owner = lead.user if lead else manager
    make_todo(family, kind=ToDoKind.CALL_FAMILY, owner=owner, cause_id=agreement.pk, by=by, at=at)
    if agreement.purpose == Purpose.SHARE:
        kind = ToDoKind.RISK_CHECK
        todo = make_todo(family, kind=kind, owner=owner, cause_id=agreement.pk, by=by, at=at)
        for person in {owner, manager} - {None, by}:
            _tell(person, "risk_check", todo, by, family)


def _tell(person, kind, about, by, family):
    notify(
        person,
        key=f"{kind.replace('_', '-')}:{about.pk}:{person.pk}",
        kind=kind,
        by=by,
        about=about,
        family_id=family.pk,
        hub=family.hub.name,
        when=getattr(about, "due_at", None) or about.ends_at,
        **({"link": family.get_absolute_url()} if kind != "access_ended" else {}),
    )


def close_to(family, ended, *, by, at, why):
    """One organisation loses what an answer or a decision gave; its people learn so without a name.

    `ended` is the Agreement or SharingDecision that has just ended.
    """
    organisation = ended.organisation
    drop_for(organisation, family.pk, why)
    still = family.members.current().covered_for(organisation).exists()
    theirs = Q(user__organisation=organisation) | Q(team__organisation=organisation)
    involved = list(family.involvements.current().filter(theirs).select_related("user", "team"))
    told = {row.user for row in involved if row.user} | through_teams(family, organisation)
    for row in involved:
        if still and row.role != InvolvementRole.LEAD:
            continue
        end_involvement(row, reason=why, by=by)
        if row.role == InvolvementRole.LEAD:
            replace_lead(family, by=by, why=why)
            # Whoever cannot be given it any more does not keep the family from stopping.
            if still and not why_unfit(row.user, InvolvementRole.WORKER, family):
                allocate(family, role=InvolvementRole.WORKER, user=row.user, by=by, reason=why)
    for offered in Grant.objects.current().filter(
        family=family,
        kind__in=[GrantKind.RECEIVER, GrantKind.REFERRED],
        user__organisation=organisation,
    ):
        # What was offered after a no that is told of late never held.
        offered.ends_at, offered.end_reason = max(at, offered.starts_at), why
        offered.save(update_fields=["ends_at", "end_reason", "updated_at"])
    if not still:
        for person in told:
            _tell(person, "access_ended", ended, by, family)


def through_teams(family, organisation):
    """People of the organisation who see this family because a team of theirs works with it."""
    if family.is_restricted:
        return set()
    teams = family.involvements.current().values("team")
    members = Membership.objects.current().filter(team__in=teams, role=Role.PARTNER)
    barred = family.conflicts.current().filter(lifted_by=None)
    people = User.objects.may_sign_in().filter(organisation=organisation)
    return set(people.filter(pk__in=members.values("user")).exclude(pk__in=barred.values("user")))


def replace_lead(family, *, by, why):
    """The manager answers for the family until there is a new lead."""
    if manager := accountable_for(family):
        lead = InvolvementRole.LEAD
        allocate(family, role=lead, user=manager, by=by, reason=why, tell=True)
