"""Somebody says that the record is wrong: marked at once, decided by a person (UK GDPR 16, 18)."""

from django.db import transaction
from django.utils import timezone

from families.models import Family, FamilyMember, TimelineEntry
from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Dispute, Fact, Outcome
from ..permissions import can_decide_dispute


@transaction.atomic
def dispute(family, *, said_by, words, by, entry=None, person=None, fact=""):
    """From now on it stands beside the line, or the fact, that somebody disputes it."""
    family = Family.objects.lock(family)
    people = [one for one in (said_by, person) if one is not None]
    known = FamilyMember.objects.filter(family=family, person__in=people)
    if known.values("person").distinct().count() != len({one.pk for one in people}):
        raise Refused("Select somebody of this family.")
    about = {"entry": entry, "person": person, "fact": fact}
    standing = Dispute.objects.open().filter(family=family, said_by=said_by, **about)
    if standing.exists():
        raise Refused("It is marked as disputed by them already.")
    made = Dispute.objects.create(
        family=family,
        said_by=said_by,
        words=words,
        disputed_on=timezone.localdate(),
        recorded_by=by,
        **about,
    )
    record("record.disputed", by=by, about=made, family_id=family.pk, fact=fact)
    return made


@transaction.atomic
def decide_dispute(dispute, *, outcome, why, by):
    """Corrected by a newer version, or it stays and what they say stays beside it."""
    Family.objects.lock(dispute.family)
    dispute = Dispute.objects.lock(dispute)
    if dispute.outcome:
        raise Refused("This was decided already.")
    if not can_decide_dispute(by, dispute):
        raise Refused("Somebody else must decide: this is about your own words.")
    is_corrected = outcome == Outcome.CORRECTED
    if is_corrected and not _was_corrected(dispute):
        raise Refused("Correct it on the record first: nothing here is overwritten.")
    dispute.outcome, dispute.why = outcome, why
    dispute.decided_at, dispute.decided_by = timezone.now(), by
    dispute.save()
    facts = {"outcome": outcome, "family_id": dispute.family_id}
    record("dispute.decided", by=by, about=dispute, **facts)
    return dispute


def _was_corrected(dispute):
    """Whether a newer version of the line stands, or the person's own row has changed since.

    Facts that are rows of their own (addresses, ties, needs) say themselves when they changed.
    """
    if dispute.entry_id is not None:
        return TimelineEntry.objects.filter(amends=dispute.entry_id).exists()
    own_row = dispute.fact in (Fact.NAME, Fact.BORN)
    return not own_row or dispute.person.updated_at > dispute.recorded_at
