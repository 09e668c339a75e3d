"""Which unfinished notes."""

from django.db.models import Count, Q
from django.utils import timezone

from familyhubs.records import RecordQuerySet

from ..sharing import Part, grounds_that_open
from .door import may_see_any_family, of_family, opened


class NoteDraftQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """Its author's, while they see the family (decision 63); handed in, the supervisor's too.

        Nobody else's, whatever their role: what is not written yet is nobody's record.
        """
        if not may_see_any_family(user):
            return self.none()
        theirs = Q(author=user) | Q(author__supervisor=user, handed_in_at__isnull=False)
        seen = opened(user, grounds_that_open(Part.NOTES_SHARED), within)
        return of_family(self, within).in_time().filter(theirs & seen)

    def of(self, user):
        """All of one author's, also of families they see no more: for the list, not the words."""
        return self.in_time().filter(author=user)

    def handed_to(self, user):
        """Those that wait for this supervisor."""
        return self.filter(author__supervisor=user, handed_in_at__isnull=False)

    def for_today(self, user):
        """How many this person has not finished, and how many wait for them to agree."""
        mine = Q(author=user)
        return (
            self.in_time()
            .filter(mine | Q(author__supervisor=user, handed_in_at__isnull=False))
            .aggregate(
                mine=Count("pk", mine),
                waiting=Count("pk", ~mine),
            )
        )

    def in_time(self):
        """What waits for a supervisor does not run out."""
        return self.filter(Q(expires_at__gt=timezone.now()) | Q(handed_in_at__isnull=False))

    def expired(self):
        return self.filter(expires_at__lte=timezone.now(), handed_in_at=None)
