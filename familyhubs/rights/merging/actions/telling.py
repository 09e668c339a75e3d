"""Whoever works with either record hears that they became one, or two again."""

from families.actions import note_event
from families.models import EntryKind, Involvement, Sensitivity
from familyhubs.accounts.models import User
from familyhubs.database.actor import beyond_sight
from familyhubs.notifications.outbox import notify

# Neither names the other record: after it was undone its existence may be a danger (decision 78).
MERGED = "Another record of this family was merged into this one"
UNDONE = "A merge with another record was undone"


def note_merge(family, merge, said, *, by):
    """A line in the timeline, for the council's own workers."""
    note_event(
        family,
        kind=EntryKind.DECISION,
        summary=said,
        sensitivity=Sensitivity.TEAM,
        source_id=merge.pk,
        by=by,
    )


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
