"""Which rows: governance sees that somebody asked; what is in a copy, only inside a case (A7)."""

from django.utils import timezone

from families.models import CaseKind, GovernanceCase
from families.permissions import can_govern
from families.querysets.bars import families_barred_to
from familyhubs.records import RecordQuerySet


class CopyRequestQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Every officer's, but those about a family that they are barred from."""
        if not can_govern(user):
            return self.none()
        return self.exclude(family__in=families_barred_to(user))

    def open(self):
        return self.filter(released_at=None)

    def to_gather(self):
        """The person who asked is known to be who they say, and nothing was gathered yet."""
        return self.open().filter(gathered_at=None, identity_on__isnull=False)

    def to_draw(self):
        """Two people agreed, and the paper is not made yet."""
        return self.filter(agreed_at__isnull=False, paper=None, taken_back_why="")

    def due_by(self, day):
        return self.open().filter(due_on__lte=day)

    def overdue(self):
        return self.open().filter(due_on__lt=timezone.localdate())


class EntryQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """For officers with a case of subject access of their own, open for this very family."""
        if not can_govern(user):
            return self.none()
        cases = GovernanceCase.objects.visible_to(user).open()
        cases = cases.filter(kind=CaseKind.SUBJECT_ACCESS, officer=user)
        return self.filter(family__in=cases.values("family"))

    def unmarked(self):
        return self.filter(mark="")

    def shown(self, state):
        """Those of one mark, or that have none yet; all of them for any other word."""
        if state == "unmarked":
            return self.unmarked()
        return self.filter(mark=state) if state in ("give", "part", "hold") else self

    def given(self):
        return self.filter(mark__in=["give", "part"])
