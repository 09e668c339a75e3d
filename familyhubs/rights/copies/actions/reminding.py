"""Before a copy is due whoever logged it hears of it, and once it is late every officer does."""

from datetime import timedelta

from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.notifications.outbox import notify
from hubs.models import Membership, Role

from ..models import CopyRequest, Pause

BEFORE = timedelta(days=7)


def remind(*, by):
    """Once for each day that it is due on; a clock that stands reminds nobody."""
    today = timezone.localdate()
    standing = Pause.objects.filter(until_on=None).values("request")
    rows = CopyRequest.objects.due_by(today + BEFORE).exclude(pk__in=standing)
    for asked in rows.select_related("logged_by__organisation"):
        is_late = asked.due_on < today
        for person in officers() if is_late else [asked.logged_by]:
            notify(
                person,
                key=f"copy-{'late' if is_late else 'due'}:{asked.pk}:{asked.due_on}:{person.pk}",
                kind="copy_due",
                by=by,
                about=asked,
                count=max(0, (today - asked.due_on).days),
            )


def officers():
    holders = Membership.objects.current().filter(role=Role.GOVERNANCE).values("user")
    return User.objects.filter(pk__in=holders).select_related("organisation")
