"""Which wordings, findings about who was able to decide, receipts, and cases of governance."""

from django.utils import timezone

from familyhubs.languages.known import ENGLISH
from familyhubs.records import PeriodQuerySet, RecordQuerySet
from hubs.models import Role
from hubs.permissions import holds, hubs_where

from ..sharing import Ground, Part, grounds_that_open
from .bars import families_barred_to
from .door import may_see_any_family, of_family, opened

# Who takes a family's word at the desk or on the telephone, and who answers for them.
ANSWER_STOPS = (Role.FRONT_OF_HOUSE, Role.TRIAGE, Role.MANAGER)


class WordingQuerySet(RecordQuerySet):
    def in_force(self, at=None):
        """The newest words of each purpose and language that have begun by then."""
        begun = self.filter(in_force_from__lte=at or timezone.now())
        return begun.order_by("purpose", "language", "-in_force_from", "-version").distinct(
            "purpose", "language"
        )

    def shown(self, purpose, language=ENGLISH, at=None):
        """The words for one purpose; in English where there are none in that language."""
        words = {row.language: row for row in self.in_force(at).filter(purpose=purpose)}
        return words.get(language) or words.get(ENGLISH)


class CompetenceQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """Those of families whose agreements this user reads whole; never another organisation."""
        if not may_see_any_family(user):
            return self.none()
        grounds = grounds_that_open(Part.AGREEMENTS) - {Ground.PARTNER}
        if not user.organisation.is_council:
            grounds &= {Ground.LEAD}
        return of_family(self, within).filter(opened(user, grounds, within))

    def of_decision(self, person, purpose, organisation):
        """About one decision, the newest first."""
        rows = self.filter(person=person, purpose=purpose, organisation=organisation)
        return rows.order_by("-happened_at", "-recorded_at")


class ReceiptQuerySet(PeriodQuerySet):
    def visible_to(self, user, within=None):
        """That and when one was given, to those who keep the agreements; a partner sees none."""
        if not may_see_any_family(user) or not user.organisation.is_council:
            return self.none()
        grounds = grounds_that_open(Part.AGREEMENTS) - {Ground.PARTNER}
        return of_family(self, within).filter(opened(user, grounds, within))


class StopRequestQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the hubs at whose desk, queue or head this person stands."""
        if not may_see_any_family(user) or not user.organisation.is_council:
            return self.none()
        return self.filter(hub__in=hubs_where(user, *ANSWER_STOPS))

    def open(self):
        return self.filter(done_at=None)


class GovernanceCaseQuerySet(PeriodQuerySet):
    def visible_to(self, user):
        """An officer's own, and their colleagues': who holds what is no secret among them."""
        if not may_see_any_family(user) or not holds(user, Role.GOVERNANCE):
            return self.none()
        return self.exclude(family__in=families_barred_to(user))

    def open(self):
        return self.current()
