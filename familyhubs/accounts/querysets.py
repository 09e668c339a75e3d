"""Which people, invitations and held requests."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from familyhubs.records import RecordQuerySet, today

HELD_FOR = timedelta(hours=24)
# Twelve months, whatever the year.
LEAVERS_FOR = timedelta(days=366)
INVITATIONS_FOR = timedelta(days=90)
# What the address of a leaver becomes: reserved, so that nothing is ever sent there.
GONE = "@gone.invalid"


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

    def left_long_ago(self, at=None):
        """Closed for twelve months, and their address still stands here."""
        until = (at or timezone.now()) - LEAVERS_FOR
        return self.filter(closed_at__lte=until).exclude(email__endswith=GONE)


class InvitationQuerySet(RecordQuerySet):
    def open(self):
        """Neither accepted nor withdrawn; it may have run out."""
        return self.filter(accepted_at=None, revoked_at=None)

    def usable(self, at=None):
        return self.open().filter(expires_at__gt=at or timezone.now())

    def never_taken_up(self, at=None):
        """Ran out, or were withdrawn, 90 days ago and more."""
        until = (at or timezone.now()) - INVITATIONS_FOR
        return self.filter(accepted_at=None, expires_at__lte=until)


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
