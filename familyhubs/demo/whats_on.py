"""What's on in the demo: four weeks of sessions at every hub, planned and booked by actions."""

from datetime import date, time, timedelta
from itertools import count

from django.db import transaction
from django.utils import timezone

from familyhubs.database.actor import SystemActor, set_actor
from hubs import actions
from hubs.models import ActivityKind, Session, Site

FOUR_WEEKS = timedelta(days=27)
# Kind, name, what families read, weekday, start, end, and what else is said of it.
ACTIVITIES = (
    (
        "baby_play",
        "Baby play",
        "Songs, mats and a cup of tea. For babies who do not walk yet.",
        (0, time(10), time(11, 30)),
        {"room": 0, "bands": ["early_years"], "highest_age": 1, "access": "Step-free. Pram park."},
    ),
    (
        "parenting",
        "Parenting together",
        "Ten parents, two leaders and small steps that help at home.",
        (1, time(10), time(12)),
        {"room": 1, "bands": ["parents"], "is_course": True, "capacity": 10},
    ),
    (
        "new_baby",
        "Five to Thrive new baby course",
        "Your baby's brain, and five things that help it grow.",
        (2, time(13), time(14, 30)),
        {"room": 0, "bands": ["pre_birth", "early_years"], "is_course": True, "capacity": 8},
    ),
    (
        "language",
        "Language builders",
        "Talking, listening and first words, from your sofa.",
        (3, time(9, 30), time(10, 15)),
        {"mode": "online", "bands": ["early_years"], "needs_booking": True, "capacity": 12},
    ),
    (
        "feeding",
        "Breastfeeding workshop",
        "Bring your questions and your baby. We meet on a video call.",
        (4, time(11), time(12)),
        {
            "mode": "whatsapp",
            "bands": ["pre_birth", "early_years"],
            "needs_booking": True,
            "capacity": 6,
        },
    ),
    (
        "send_group",
        "Sparkle",
        "For parents of children with special needs. Come as you are, or join from home.",
        (3, time(13), time(14, 30)),
        {
            "room": 1,
            "mode": "hybrid",
            "bands": ["extra_support", "parents"],
            "is_send_friendly": True,
            "needs_booking": True,
            "capacity": 4,
        },
    ),
    (
        "youth",
        "Youth club",
        "Games, food and people who listen.",
        (4, time(17), time(19)),
        {"room": 0, "bands": ["teens"], "lowest_age": 11, "highest_age": 19, "is_youth_only": True},
    ),
    (
        "esol",
        "English conversation",
        "Practise English with a volunteer. Children are welcome.",
        (1, time(13), time(14, 30)),
        {"room": 0, "bands": ["parents"], "interpreter": "Arabic"},
    ),
    (
        "birth_registration",
        "Register a birth",
        "A registrar comes to the hub. Bring your red book.",
        (0, time(14), time(16)),
        {
            "room": 1,
            "bands": ["pre_birth", "early_years"],
            "needs_booking": True,
            "capacity": 1,
            "slot_minutes": 30,
        },
    ),
)
CALLED = ("Amira", "Beth", "Chris", "Dilys", "Ewa", "Farah", "Gemma", "Hanna", "Imran", "Jess")
CHAMPION = {
    "shown_as": "Pat",
    "speaks": "English, Polish",
    "here_when": "Mondays, 10am to midday, at baby play",
    "said_yes_on": date(2026, 2, 2),
}
VOLUNTEERS = (("Pat Moss", "clear", True), ("Lena Hart", "asked", False))


def whats_on(*, staff, hubs):
    """Rooms, volunteers and four weeks of sessions, some booked, one full with a waiting list."""
    numbers = count(1)
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        for hub in hubs:
            by = staff.managers[hub.pk]
            site = Site.objects.get(hub=hub, kind="main")
            rooms = build_rooms(site, by)
            volunteers = build_volunteers(hub, by)
            for key, name, *told in ACTIVITIES:
                kind, _new = ActivityKind.objects.get_or_create(key=key, defaults={"name": name})
                activity = plan(hub, site, rooms, kind, name, *told, by=by)
                first = Session.objects.filter(activity=activity).in_order().first()
                actions.choose_leaders(first, users=[by], volunteers=volunteers[:1], by=by)
                book(activity, first, numbers)


def build_rooms(site, by):
    """A hall that is for young people in the evening, and a small room."""
    hall = {"name": "Hall", "capacity": 40, "youth_from": time(17), "youth_until": time(21)}
    small = {"name": "Quiet room", "capacity": 12, "youth_from": None, "youth_until": None}
    return [actions.save_room(None, site=site, by=by, **room) for room in (hall, small)]


def build_volunteers(hub, by):
    checked = {"dbs_checked_on": date(2026, 1, 12), "dbs_due_on": date(2036, 1, 12)}
    return [
        actions.save_volunteer(
            None,
            hub=hub,
            name=name,
            role="Helps at play sessions",
            is_parent_champion=champion,
            dbs_status=status,
            by=by,
            **(CHAMPION if champion else {}),
            **(checked if status == "clear" else {}),
        )[0]
        for name, status, champion in VOLUNTEERS
    ]


def plan(hub, site, rooms, kind, name, description, when, more, *, by):
    """One activity, weekly for four weeks from its next day on."""
    weekday, starts, ends = when
    tomorrow = timezone.localdate() + timedelta(days=1)
    first = tomorrow + timedelta(days=(weekday - tomorrow.weekday()) % 7)
    room = rooms[more["room"]] if "room" in more else None
    facts = {key: value for key, value in more.items() if key != "room"}
    if facts.get("is_course"):
        facts["needs_booking"] = True
    if room is None or facts.get("mode") == "hybrid":
        facts["join_link"] = f"https://meet.calderwick.example/{hub.slug}/{kind.key}"
    return actions.save_activity(
        None,
        hub=hub,
        kind=kind,
        name=name,
        description=description,
        weekdays=[weekday],
        runs_from=first,
        runs_until=first + FOUR_WEEKS,
        starts=starts,
        ends=ends,
        site=site if room else None,
        room=room,
        by=by,
        **facts,
    ).activity


def book(activity, first, numbers):
    """Some families book; Sparkle fills up and two families wait."""
    if not activity.needs_booking:
        return
    wanted = min(activity.capacity, 5) + (2 if activity.name == "Sparkle" else -1)
    wanted = 1 if activity.slot_minutes else wanted
    for _turn in range(wanted):
        number = next(numbers)
        actions.ask_for_place(
            activity if activity.is_course else first,
            form_key=f"demo-{number}",
            name=CALLED[number % len(CALLED)],
            contact={
                "phone": f"+44770090{number % 1000:04}",
                "preferred": "text",
                "may_text": True,
            },
            access_needs="Step-free, please" if number % 7 == 0 else "",
            children_ages="8 months" if number % 2 else "3 and 5",
            by=SystemActor.PUBLIC,
        )
