"""Whether a young person is able to take one decision (Gillick; domain.md 2.16)."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Capacity, Competence, EntryKind, Family, MemberRole, Sensitivity
from .notes import note_event
from .timing import moment, words

SIXTEEN, EIGHTEEN = 16, 18
LONGEST = 2_000


@transaction.atomic
def record_competence(
    family,
    *,
    person,
    purpose,
    is_able,
    understood,
    reasons,
    by,
    organisation=None,
    kept_from_parents=False,
    happened_at=None,
):
    """Somebody talked it through with them and found whether they can decide this one thing."""
    family = Family.objects.lock(family)
    at = moment(happened_at)
    _refuse_other_than_young(family, person, at)
    if kept_from_parents and not is_able:
        raise Refused(_("Only somebody who can decide this can keep it from their parents."))
    found = Competence.objects.create(
        family=family,
        person=person,
        purpose=purpose,
        organisation=organisation,
        is_able=is_able,
        understood=words(understood, _("Enter what they understood"), LONGEST),
        reasons=words(reasons, _("Enter why you think so"), LONGEST),
        kept_from_parents=kept_from_parents,
        happened_at=at,
        decided_by=by,
    )
    record("competence.recorded", by=by, about=found, family_id=family.pk, is_able=is_able)
    _tell_timeline(found, by)
    return found


def _refuse_other_than_young(family, person, at):
    member = family.members.current().filter(person=person).select_related("person").first()
    age = person.age(at.date())
    if member is None or member.role != MemberRole.CHILD or (age or 0) >= EIGHTEEN:
        raise Refused(_("Select a child or young person in this family."))


def _tell_timeline(found, by):
    said = _("able to decide") if found.is_able else _("not able to decide")
    note_event(
        found.family,
        kind=EntryKind.DECISION,
        summary=f"{found.person}: {found.what}: {said}"[:300],
        about=[found.person],
        sensitivity=Sensitivity.TEAM,
        source_id=found.pk,
        by=by,
        happened_at=found.happened_at,
    )


def own_capacity(person, purpose, organisation, at):
    """In what capacity a young person answers for themselves, and the finding it rests on.

    At 16 and 17 presumed able, unless somebody found otherwise for this decision; under 16 only
    where somebody found so for this decision.
    """
    found = Competence.objects.of_decision(person, purpose, organisation)
    found = found.filter(happened_at__lte=at).first()
    age = person.age(at.date())
    if found is not None and not found.is_able:
        raise Refused(
            _("%s was found not able to decide this. Ask again, or ask a parent.") % person
        )
    if age is not None and age >= SIXTEEN:
        return Capacity.YOUNG_PERSON, found
    if found is None:
        raise Refused(
            _("First write down whether %s is able to decide this, on the page of agreements.")
            % person
        )
    return Capacity.COMPETENT, found
