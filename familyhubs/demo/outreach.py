"""Contacts with the priority groups confirmed, offers decided, families invited (R072–R078)."""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from families import actions
from families.models import Agreement, Basis, Involvement, PriorityGroup
from familyhubs.database.actor import SystemActor, set_actor
from familyhubs.refusals import Refused
from hubs.actions import plan_area_action
from hubs.models import Session

FAMILIES_A_HUB = 10
KNOWN_FOR = 14  # Days, before there is something to tell.
# How often each group is met with in this invented council, in a hundred families.
OFTEN = {"P01": 45, "P02": 30, "P05": 15, "P06": 20, "P07": 25, "P08": 10, "P11": 15, "P12": 8}
OFTEN |= {"P03": 8, "P04": 12, "P10": 10, "P13": 35, "P14": 10, "P15": 18, "P16": 6, "P17": 5}
VISITS = (
    ("home_visit", "came", "Visited at home: bedtime goes better", "“We sleep till six now.”"),
    ("call", "spoke", "Rang: the school meeting is on Thursday", ""),
    ("walk_in", "came", "Came to the hub with the form for the nursery place", ""),
    ("video", "spoke", "Video call about the parenting course", "“I can only do mornings.”"),
)
PLANS = (
    ("A Saturday breakfast for fathers", "Calderwick Families Together"),
    ("Ask the housing team to come to the hub on Tuesdays", "Hub manager"),
)


def outreach(*, hubs, staff, seed):
    """Some families of each hub, as their workers would have said it."""
    random, groups = Random(seed), list(PriorityGroup.objects.in_force())
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        for hub in hubs:
            helped = families_of(hub)
            for at, involvement in enumerate(helped):
                tell(involvement, at, random, groups)
            decide(helped)
            invite(hub, staff.managers[hub.pk])
            due = timezone.localdate() + timedelta(days=random.randint(7, 40))
            what, owner = random.choice(PLANS)
            plan_area_action(hub, what=what, owner=owner, due_on=due, by=staff.managers[hub.pk])


def families_of(hub):
    rows = Involvement.objects.current().filter(
        family__hub=hub,
        family__is_restricted=False,
        role="lead",
        user__organisation__kind="council",
        family__first_known_at__lt=timezone.now() - timedelta(days=KNOWN_FOR),
    )
    # Those known longest have the most to tell, whatever day the demo is built on.
    rows = rows.select_related("family", "user").order_by("family__first_known_at", "pk")
    return list(rows[:FAMILIES_A_HUB])


def tell(involvement, at, random, groups):
    """Two contacts with the groups confirmed, and for some a call that nobody answered."""
    family, by = involvement.family, involvement.user
    true = [group for group in groups if random.randint(1, 100) <= OFTEN.get(group.code, 2)]
    members = family.members.current().filter(role="parent").select_related("person")
    parents = [member.person for member in members.order_by("starts_at", "pk")]
    known = (timezone.now() - family.first_known_at).days
    last = min(random.choice((4, 20, 45, 70, 120)), known // 2)
    for back in (min(last + random.randint(20, 60), known - 1), last):
        contact = contact_of(family, parents[:1], back, random.choice(VISITS), by)
        actions.confirm_groups(family, groups=true, contact=contact, basis=Basis.FAMILY, by=by)
    if at % 3 == 0:
        contact_of(family, [], last - 2, ("call", "no_answer", "", ""), by)
    if at % 2 == 0:
        for person in parents:
            agree(family, person)


def contact_of(family, present, back, said, by):
    way, came_of, summary, body = said
    return actions.log_contact(
        family,
        way=way,
        direction="in" if way == "walk_in" else "out",
        came_of=came_of,
        summary=summary,
        body=body,
        present=present if came_of != "no_answer" else [],
        happened_at=timezone.now() - timedelta(days=back, hours=3),
        next_due_on=timezone.localdate() + timedelta(days=28 - back),
        by=by,
    )


def agree(family, person):
    """To news and what's on."""
    said = Agreement.objects.current().filter(family=family, person=person, purpose="news")
    if not said.exists():
        Agreement.objects.create(family=family, person=person, purpose="news", status="given")


def decide(helped):
    """The first family of a hub is offered help; the second is left alone for now."""
    if len(helped) < 2:
        return
    first, second = helped[:2]
    due = timezone.localdate() + timedelta(days=4)
    actions.offer_help(first.family, owner=first.user, due_on=due, by=first.user)
    actions.not_now(second.family, reason="Their grandmother is staying", by=second.user)


def invite(hub, by):
    """Fathers, to the next session that a list may be for."""
    sessions = Session.objects.planned().filter(
        activity__hub=hub,
        activity__kind__is_joint=False,
        activity__is_youth_only=False,
        starts_at__gt=timezone.now(),
    )
    session = sessions.in_order().first()
    groups = list(PriorityGroup.objects.filter(code="P13"))
    if session is None:
        return
    try:
        actions.invite(session, hub=hub, groups=groups, by=by)
    except Refused:
        return
