"""Who in information governance hears of what is owed: before it is late, and once it is."""

from datetime import timedelta

from familyhubs.accounts.models import User
from familyhubs.notifications.outbox import notify
from hubs.models import Membership, Role

BEFORE = timedelta(days=7)


def officers():
    holders = Membership.objects.current().filter(role=Role.GOVERNANCE).values("user")
    return User.objects.filter(pk__in=holders).select_related("organisation")


def remind_of(thing, *, kind, due_on, owner, today, by):
    """Once for each day that it is due on: its owner before it, every officer once it is late.

    What nobody owns yet is every officer's from the beginning.
    """
    is_late = due_on < today
    key = kind.replace("_due", "")
    for person in officers() if is_late or owner is None else [owner]:
        notify(
            person,
            key=f"{key}-{'late' if is_late else 'due'}:{thing.pk}:{due_on}:{person.pk}",
            kind=kind,
            by=by,
            about=thing,
            count=max(0, (today - due_on).days),
        )
