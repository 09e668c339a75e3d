"""Priority groups and what the outreach lists read: the council's workers' alone (access.md 3)."""

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from familyhubs.records import PeriodQuerySet, RecordQuerySet

from ..sharing import Part, grounds_that_open
from .door import may_see_any_family, of_family, opened, rows

WHOLE = grounds_that_open(Part.PRIORITIES)


class PriorityGroupQuerySet(RecordQuerySet):
    def in_force(self, on=None):
        """Groups that have words on this day."""
        on = on or timezone.localdate()
        lasting = Q(ends_on=None) | Q(ends_on__gte=on)
        worded = rows(self, "PriorityWording").filter(lasting, starts_on__lte=on)
        return self.filter(pk__in=worded.values("group"))

    def with_words(self):
        """Each with the words that it goes by, or went by last."""
        return self.annotate(words_now=Subquery(self._wordings().values("words")[:1]))

    def words(self):
        """Id → the words that the group goes by, or went by last."""
        return dict(self.with_words().values_list("pk", "words_now"))

    def _wordings(self):
        today, wordings = timezone.localdate(), rows(self, "PriorityWording")
        return wordings.filter(group=OuterRef("pk"), starts_on__lte=today).order_by("-starts_on")


class PartOfPrioritiesQuerySet(PeriodQuerySet):
    def visible_to(self, user, within=None):
        """To those who read this part of the record: never a partner, never a family."""
        if not may_see_any_family(user) or not user.organisation.is_council:
            return self.none()
        return of_family(self, within).filter(opened(user, WHOLE, within))


class ObservationQuerySet(PartOfPrioritiesQuerySet):
    def newest(self):
        """Of each group, and of each person in it, what was said last."""
        return self.order_by("group_id", "person_id", "-observed_on", "-recorded_at").distinct(
            "group", "person"
        )


class StandingQuerySet(PartOfPrioritiesQuerySet):
    def ranked(self, on=None):
        """Families who may need an offer of help, less those decided about for now (R075)."""
        on = on or timezone.localdate()
        undecided = Q(looks_again_on=None) | Q(looks_again_on__lte=on)
        return self.filter(undecided, ranked__gt=0, objected=False)

    def quiet_for(self, since):
        """Nobody has spoken with them since this moment (R078)."""
        return self.filter(quiet_since__lt=since)
