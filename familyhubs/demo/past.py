"""Four weeks behind the demo: what was on, who came and how, and the doors (R012, R015, R018)."""

from datetime import time, timedelta
from itertools import count
from random import Random
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from families.actions import note_attendance
from families.models import Involvement
from familyhubs.contact.models import ContactCard
from familyhubs.database.actor import SystemActor, set_actor
from hubs import actions
from hubs.actions.activities import new_session
from hubs.actions.bookings import booker_hash_of, form_hash_of, hash_of
from hubs.models import Activity, Booking, DoorDay, Session, SessionMode, Site
from hubs.whats_on.schedule import days_of, moments_of

from .whats_on import CALLED

FOUR_WEEKS = timedelta(weeks=4)
A_DAY = timedelta(days=1)
# What stays the same from one run to the next.
OF_A_RUN = (
    "hub",
    "kind",
    "name",
    "description",
    "is_course",
    "needs_booking",
    "bands",
    "lowest_age",
    "highest_age",
    "interpreter",
    "is_send_friendly",
    "access",
    "mode",
    "join_link",
    "is_youth_only",
    "site",
    "room",
    "capacity",
    "weekdays",
    "starts",
    "ends",
    "slot_minutes",
)
FAMILIES_A_HUB = 4


def past_weeks(*, staff, hubs, seed):
    """The run before each activity's, counted at the door; the sites' doors; families who came."""
    random, numbers = Random(seed), count(1)
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        for hub in hubs:
            by = staff.managers[hub.pk]
            for activity in list(Activity.objects.filter(hub=hub).order_by("name", "pk")):
                run = run_before(activity, by)
                booked = bookings_of(run, random, numbers)
                for session in run.sessions.planned().in_order():
                    if session.ends_at <= timezone.now():
                        count_session(session, booked.get(session.pk, ()), random, by)
            families_who_came(hub, random)
        keep_doors(random)


def run_before(activity, by):
    """It ended the day before this one begins; what is over already no action plans any more."""
    told = {name: getattr(activity, name) for name in OF_A_RUN}
    first = activity.runs_from - FOUR_WEEKS
    last = activity.runs_from - A_DAY
    run = actions.save_activity(None, by=by, runs_from=first, runs_until=last, **told).activity
    Session.objects.bulk_create(
        new_session(run, (day, slot), (starts, ends))
        for day in days_of(run)
        for slot, starts, ends in moments_of(run, day)
        if starts <= timezone.now()
    )
    return run


def bookings_of(run, random, numbers):
    """{session: its bookings}; a course's are those of each of its days."""
    sessions = list(run.sessions.in_order())
    if not run.needs_booking or not sessions:
        return {}
    targets = [run] if run.is_course else sessions
    booked = {}
    for target in targets:
        wanted = random.randint(0, 1) if run.slot_minutes else random.randint(2, run.capacity)
        booked[target.pk] = book(target, wanted, numbers)
    return {row.pk: booked[run.pk] for row in sessions} if run.is_course else booked


def book(target, wanted, numbers):
    """So many families have a place; some come to several things."""
    rows = []
    for place in range(1, wanted + 1):
        number = next(numbers)
        phone, token = f"+44770090{1_000 + number % 60:04}", token_urlsafe(24)
        rows.append(
            Booking(
                name=CALLED[number % len(CALLED)],
                card=ContactCard(phone=phone, preferred="text", may_text=True),
                children_ages="8 months" if number % 2 else "3 and 5",
                state="booked",
                place=place,
                number=place,
                token=token,
                token_hash=hash_of(token),
                form_hash=form_hash_of(token, []),
                booker_hash=booker_hash_of({"phone": phone}),
                **{target._meta.model_name: target},
            )
        )
    ContactCard.objects.bulk_create(row.card for row in rows)
    return Booking.objects.bulk_create(rows)


def count_session(session, bookings, random, by):
    """Most who booked came; to what needs no booking, more just come along."""
    activity = session.activity
    if activity.slot_minutes and not bookings:
        return
    hybrid = (SessionMode.IN_PERSON, SessionMode.ONLINE)
    modes = hybrid if activity.mode == SessionMode.HYBRID else (activity.mode,)
    came = {row: random.choice(modes) for row in bookings if random.random() < 0.8}
    most = 2 if activity.needs_booking else 12
    counts = {
        mode: {"walk_ins": random.randint(0, most), "children": random.randint(0, most)}
        for mode in modes
    }
    actions.count_at_the_door(session, came=came, counts=counts, by=by)


def keep_doors(random):
    """When each site of the network was open, and how many came in, on working days."""
    today = timezone.localdate()
    days = [today - A_DAY * back for back in range(FOUR_WEEKS.days, 0, -1)]
    DoorDay.objects.bulk_create(
        DoorDay(
            site=site,
            day=day,
            opened_at=time(8, random.randint(50, 59)),
            closed_at=time(17, random.randint(0, 20)),
            people=random.randint(12, 70 if site.kind == "main" else 30),
        )
        for site in Site.objects.hub_sites().order_by("name", "pk")
        for day in days
        if day.weekday() < 5
    )


def families_who_came(hub, random):
    """Some families' workers know that they came to baby play."""
    today = timezone.now()
    sessions = Session.objects.filter(activity__hub=hub, activity__name="Baby play")
    sessions = list(sessions.filter(ends_at__lte=today).select_related("activity").in_order())
    helped = Involvement.objects.current().filter(
        family__hub=hub, family__is_restricted=False, user__isnull=False
    )
    helped = helped.select_related("family", "user").order_by("family__reference", "pk")
    for involvement in helped[:FAMILIES_A_HUB]:
        members = involvement.family.members.current().select_related("person")
        people = [member.person for member in members.order_by("starts_at", "pk")[:2]]
        for session in random.sample(sessions, min(2, len(sessions))):
            told = {"people": people, "mode": SessionMode.IN_PERSON, "by": involvement.user}
            note_attendance(involvement.family, session=session, **told)
