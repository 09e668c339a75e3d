"""What people agree to, and what happens at once when they stop (access.md section 7)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
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
from ..models.agreements import OWN_WORD
from .access import accountable_for, allocate, end_involvement, why_unfit
from .competence import SIXTEEN, own_capacity
from .notes import note_event
from .timing import author, moment, words
from .todos import make_todo, settle_todo

NAMES_AN_ORGANISATION = (Purpose.SHARE, Purpose.GATHER)
CHILDREN = (MemberRole.CHILD, MemberRole.UNBORN)
# Of what else stops, nobody need call the family.
CALLED_ABOUT = (Purpose.SUPPORT, *NAMES_AN_ORGANISATION)
REVIEWED_AFTER = timedelta(days=365)
ASKED_BEFORE = timedelta(days=28)


@transaction.atomic
def record_agreement(
    family, *, person, purpose, status, by, organisation=None, given_by=None,
    capacity=Capacity.SELF, method=Method.VERBAL, happened_at=None, until=None, wording=None,
    on_behalf="",
):  # fmt: skip
    """One person's answer for one purpose; a new answer ends the one before, and both stay.

    A parent's word against another's answer about a child is an objection, and ends nothing.
    `until`: the moment it ends by itself; `wording`: the words that were shown.
    """
    family = Family.objects.lock(family)
    at = moment(happened_at)
    given_by = None if capacity == Capacity.COUNCIL else given_by or person
    same = {"person": person, "purpose": purpose, "organisation": organisation}
    how = {"given_by": given_by, "method": method, "wording": wording, "ends_at": until}
    how |= _capacity(family, given_by, capacity, on_behalf, at, **same)
    if until and until <= at:
        raise Refused(_("The last day must be in the future."))
    before = family.agreements.current(at).filter(**same).first()
    if before and _stands(before, status, until):
        return before
    if before and _is_objection(before, status, given_by, how["capacity"]):
        return _record_objection(family, before, by=by, at=at, **same, **how | {"ends_at": at})
    if before:
        _end(before, reason="Answered again", by=by, at=at)
    later = Q(ends_at__gt=at) | Q(ends_at=None) | Q(starts_at__gt=at)
    if family.agreements.filter(later, **same).exclude(starts_at=F("ends_at")).exists():
        raise Refused("There is an answer on record for that time already.")
    agreement = _write_down(family, status, at, by=by, **same, **how)
    _settle(family, before, organisation, by=by)
    if before and before.status == AgreementStatus.GIVEN != status:
        _what_follows(before, by, at)
    return agreement


def _stands(before, status, until):
    """The same answer as before; asked again near its end, it is an answer of its own."""
    if before.status != status or before.ends_at != until:
        return False
    return before.review_due_on is None or before.review_due_on > soon()


def soon():
    """The day by which an agreement that runs out is spoken of."""
    return timezone.localdate() + ASKED_BEFORE


def _settle(family, before, organisation, *, by):
    """What there was to ask has been asked; what a family stops by itself, a worker settles."""
    if author(by) is None:
        return
    asked = family.todos.open().filter(kind=ToDoKind.ASK_FAMILY, organisation=organisation)
    causes = [(todo.cause_id, todo.kind) for todo in asked] if organisation else []
    causes += [(before.pk, ToDoKind.RENEW)] if before else []
    for cause, kind in causes:
        settle_todo(cause, kind, result=_("The family answered."), by=by)


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
    if capacity != Capacity.PARENT or before.given_by_id == given_by.pk:
        return False
    if before.capacity == Capacity.COUNCIL:
        return True
    if before.given_by_id is None:
        return False
    return before.is_own or status == AgreementStatus.DECLINED


def _record_objection(family, before, *, by, at, reason="", **said):
    """It is kept and ends nothing: the manager decides in the child's interest, and says why."""
    status = AgreementStatus.OBJECTED
    same = {name: said[name] for name in ("person", "purpose", "organisation", "given_by")}
    known = family.agreements.filter(status=status, recorded_at__gte=before.recorded_at, **same)
    if objection := known.first():
        return objection
    objection = Agreement.objects.create(
        family=family,
        status=status,
        starts_at=at,
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


def _capacity(family, given_by, capacity, on_behalf, at, *, person, purpose, organisation):
    """In what capacity the answer holds, and the finding or the order that it rests on."""
    _refuse_unfit(family, person, purpose, organisation, given_by, capacity, at)
    if capacity == Capacity.COUNCIL:
        spoke = words(
            on_behalf, _("Enter who answered for the council or court, and by what order")
        )
        return {"capacity": capacity, "on_behalf": spoke}
    member = family.members.current().get(person=person)
    if given_by != person or member.role not in CHILDREN:
        return {"capacity": capacity}
    own, finding = own_capacity(person, purpose, organisation, at)
    return {"capacity": own, "competence": finding}


def _refuse_unfit(family, person, purpose, organisation, given_by, capacity, at):
    if purpose in NAMES_AN_ORGANISATION and organisation is None:
        raise Refused("Select the organisation.")
    if purpose not in NAMES_AN_ORGANISATION and organisation is not None:
        raise Refused("An organisation is only named for sharing or asking.")
    if organisation is not None and (organisation.is_council or organisation.has_ended):
        raise Refused("Select an organisation that works with the council.")
    members = {row.person_id: row for row in family.members.current().select_related("person")}
    if person.pk not in members or (given_by and given_by.pk not in members):
        raise Refused("Select people who are in this family.")
    if given_by:
        _refuse_capacity(members[person.pk], members[given_by.pk], capacity, at)
    elif members[person.pk].role not in CHILDREN:
        raise Refused(_("%s is an adult, and answers for themselves.") % person)


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
    if capacity in OWN_WORD and giver != about:
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
    if agreement.ends_at is not None and agreement.ends_at <= timezone.now():
        raise Refused("This has been stopped already.")
    if agreement.status != AgreementStatus.GIVEN:
        raise Refused("Nothing was agreed to here, so there is nothing to stop.")
    reason = words(reason, "Enter what they said", 200)
    if said_by and said_by.pk not in (agreement.given_by_id, agreement.person_id):
        return _object_to(agreement, family, said_by, reason, by=by, at=at)
    _end(agreement, reason=reason, by=by, at=at)
    _settle(family, agreement, None, by=by)
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
    how = {"given_by": said_by, "capacity": capacity, "method": Method.VERBAL, "ends_at": at}
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
    if agreement.purpose not in CALLED_ABOUT:
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
