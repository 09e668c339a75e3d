"""A family with a mother, a father apart from her and a child; officers; a copy that is asked."""

from datetime import timedelta

from django.utils import timezone

from families.actions import open_case
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.models import Message
from familyhubs.rights.copies import actions, tasks
from tests.cast import somebody
from tests.factories.families import TimelineEntryFactory

SECRET = "Hazel Wood Refuge"


def ask(family, person, by, **said):
    said = {"capacity": "self", "received_on": timezone.localdate(), "asker": "Ada"} | said
    own_case(family, by)
    with acting_as(by):
        return actions.log_request(family, person=person, by=by, **said)


def gathered(asked, by):
    with acting_as(by):
        actions.show_identity(asked, shown="Passport, in person", by=by)
    tasks.gather_copies()
    asked.refresh_from_db()
    return asked


def own_case(family, by):
    with acting_as(SystemActor.CLOCK):
        due = timezone.localdate() + timedelta(days=30)
        return open_case(family, kind="access", why="To agree to a copy", due_on=due, by=by)


def written(family, text, **said):
    return TimelineEntryFactory(family=family, body=text, summary="A visit", **said)


def a_copy(family, person, officer, words):
    """What the pages show: a request whose entries are there."""
    asked = gathered(ask(family, person, officer, asker=words), officer)
    with acting_as(officer):
        return asked, asked.entries.first()


def give_all(asked, by):
    with acting_as(by):
        rows = list(asked.entries.unmarked().values_list("pk", flat=True))
        actions.mark(asked, chosen=rows, mark="give", by=by)


def agreed(asked, one, other):
    """Whatever nobody marked is given, and another officer agrees."""
    give_all(asked, one)
    own_case(asked.family, other)
    with acting_as(other):
        return actions.agree(asked, by=other)


def a_link(family, person, officer):
    """The secret of a link to a copy that another officer agreed to."""
    asked, other = gathered(ask(family, person, officer), officer), somebody("governance")
    agreed(asked, officer, other)
    tasks.draw_papers()
    with acting_as(other):
        link, _code = actions.send_link(asked, address="ada@example.org", by=other)
    words = Message.objects.get(kind="copy_link", about_id=link.pk).words
    return words.rstrip("/").rpartition("/")[2]
