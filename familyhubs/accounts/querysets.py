"""Which people, invitations and held requests."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from familyhubs.records import RecordQuerySet, today

HELD_FOR = timedelta(hours=24)


class UserQuerySet(RecordQuerySet):
    def may_sign_in(self, on=None):
        """People whose account, end date and organisation let them in on this day."""
        on = on or today()
        return self.filter(
            Q(access_ends_on=None) | Q(access_ends_on__gte=on),
            Q(organisation=None)
            | Q(organisation__ended_on=None)
            | Q(organisation__ended_on__gt=on),
            is_active=True,
        )

    def with_second_factor(self, authenticators):
        """Each person annotated with whether they hold one of these authenticators."""
        return self.annotate(
            has_second_factor=Exists(authenticators.filter(user_id=OuterRef("pk")))
        )

    def demo(self):
        return self.filter(is_demo=True)


class InvitationQuerySet(RecordQuerySet):
    def open(self):
        """Neither accepted nor withdrawn; it may have run out."""
        return self.filter(accepted_at=None, revoked_at=None)

    def usable(self, at=None):
        return self.open().filter(expires_at__gt=at or timezone.now())


class HeldRequestQuerySet(RecordQuerySet):
    def kept(self, at=None):
        """Not older than the day they are kept for."""
        return self.filter(made_at__gt=(at or timezone.now()) - HELD_FOR)

    def waiting(self, at=None):
        """What the person has not yet sent again or thrown away."""
        return self.kept(at).filter(used_at=None, discarded_at=None)

    def of(self, user):
        return self.filter(user=user)

    def run_out(self, at=None):
        return self.filter(made_at__lte=(at or timezone.now()) - HELD_FOR)
