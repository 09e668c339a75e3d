"""Whoever works with either record hears that they became one, or two again."""

from families.models import Involvement
from familyhubs.accounts.models import User
from familyhubs.database.actor import beyond_sight
from familyhubs.notifications.outbox import notify


def team_of(*families):
    """Who works with these families now, by name."""
    with beyond_sight("who works with two records that are merged"):
        work = Involvement.objects.current().filter(family__in=families).exclude(user=None)
        return list(User.objects.filter(pk__in=work.values("user")).order_by("pk"))


def tell_team(merge, kind, people, *, by):
    """Each of them once."""
    for person in people:
        if person.pk == by.pk:
            continue
        notify(
            person,
            key=f"{kind.replace('_', '-')}:{merge.pk}:{person.pk}",
            kind=kind,
            by=by,
            about=merge,
            hub=merge.target.hub.name,
            link=merge.target.get_absolute_url(),
        )
