"""Members in the demo: some of every hub, by the portal's own actions; and news for them."""

from datetime import timedelta
from itertools import count

from django.db import transaction
from django.utils import timezone

from familyhubs.database.actor import SystemActor, set_actor
from hubs import actions

# Name, months since the child's birth (under nought: until it is due), what they hear about.
JOINED = (
    ("Amira", (-3,), ("whats_on", "courses")),
    ("Bethan", (8,), ("whats_on",)),
    ("Chidi", (14, 50), ("whats_on", "news")),
    ("Divya", (2,), ("whats_on", "courses", "news", "say")),
    ("Ewa", (40,), ()),
    ("Fatou", (5, 29), ("news", "say")),
    ("Gareth", (), ("courses",)),
)
NEWS = ("news", "We open on the first Saturday", "From 10am to noon, with breakfast for all.")
QUESTION = ("say", "Which day suits you best?", "We plan next term. Tell us at the desk, or ring.")


def members(*, staff, hubs):
    """Most joined at the desk, the last of each hub by the link that was sent to them."""
    numbers = count(1)
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        for hub in hubs:
            by = staff.managers[hub.pk]
            for row in JOINED[:-1]:
                at_the_desk(hub, row, next(numbers), by=by)
            on_the_web(hub, JOINED[-1], next(numbers))
    # News goes to those who were members when it was written.
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        for hub in hubs:
            write_news(hub, by=staff.managers[hub.pk])


def write_news(hub, *, by):
    for at, (about, title, words) in enumerate((NEWS, QUESTION)):
        said = {"about": about, "title": title, "words": words, "link": ""}
        actions.write_notice(hub, form_key=f"demo-{at}", by=by, **said)


def told(row, number):
    """What somebody says; numbers are from the range kept for drama."""
    name, ages, hears = row
    today = timezone.localdate()
    return {
        "name": name,
        "contact": {
            "phone": f"+4477009002{number:02}",
            "preferred": "text",
            "may_text": True,
        },
        "children": [(today - timedelta(days=30 * age)).replace(day=1) for age in ages],
        "hears": list(hears),
    }


def at_the_desk(hub, row, number, *, by):
    """Whose baby is very young joined when its birth was registered."""
    newborn = any(0 <= age < 3 for age in row[1])
    channel = "birth" if newborn else "desk"
    heard_of = "birth" if newborn else ("midwife", "friend", "leaflet")[number % 3]
    actions.add_member(hub, channel=channel, heard_of=heard_of, by=by, **told(row, number))


def on_the_web(hub, row, number):
    public = {"by": SystemActor.PUBLIC}
    said = {"form_key": f"demo-{number}", "heard_of": "online", "channel": "web"}
    actions.confirm_member(
        actions.ask_to_join(hub, **told(row, number), **said, **public), **public
    )
