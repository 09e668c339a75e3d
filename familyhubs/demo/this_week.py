"""This week's open work, made by the portal's real actions, so that the demo's queue is alive."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from families.actions import pin, refer, still_right, tell_story, write_note
from families.models import Family, FamilyMember
from familyhubs.calendar.front_door import working_calendar
from familyhubs.database.actor import SystemActor, set_actor
from hubs.models import Postcode, Service
from outcomes.actions import add_action, add_goal, propose_step
from outcomes.models import Need, Plan
from referrals import actions as front_door
from referrals.models import Decision

from .asked import asked
from .chats import chats
from .held import add_leaflets, tell_of_people
from .notes import notes
from .professionals import professionals

LONDON = ZoneInfo("Europe/London")

# Who asks, for which children, what about, what they say, and by what way. Five of them are the
# stories that the hubs of another county told of their own families.
ASKERS = (
    (
        "Chloe Barker",
        (("Tommy Barker", 2),),
        ("sleep_feeding",),
        "He is two and has never slept through. I fell asleep at the bus stop today.",
        "web",
        (),
    ),
    (
        "Yasmin Saleh",
        (("Zara Saleh", 7), ("Musa Saleh", 4), ("Baby Saleh", 0)),
        ("no_school", "new_here"),
        "We moved here in summer. My two big ones have no school place and"
        " I cannot fill in the forms in English.",
        "walk_in",
        (),
    ),
    (
        "Jade Cunningham",
        (("Ivy Cunningham", 1),),
        ("new_baby", "debt"),
        "I am on my own in a flat with her. Letters about money come and I do not open them.",
        "web",
        (),
    ),
    (
        "Bronwen Price",
        (("Dylan Price", 6), ("Alfie Price", 3)),
        ("development", "housing"),
        "Our plot has no water since Monday. The little one's teeth hurt.",
        "phone",
        (),
    ),
    (
        "Darren Cole",
        (("Mia Cole", 9),),
        ("separation",),
        "I have not seen my daughter since March. I want to do this right.",
        "web",
        (),
    ),
    (
        "Kelly Garner",
        (("Riley Garner", 11), ("Lily Garner", 8)),
        ("arguments", "alone"),
        "He drinks and I am scared when he comes home.",
        "web",
        ("fear",),
    ),
    (
        "Priya Sharma",
        (("Anya Sharma", 14),),
        ("child_mood",),
        "She has not left her room for two weeks and says she wants it all to stop.",
        "web",
        ("self_harm",),
    ),
    (
        "Andrei Popescu",
        (("Luca Popescu", 5),),
        ("talking", "send"),
        "School says he should be seen, the list is two years long.",
        "professional",
        (),
    ),
    (
        "Naomi Walsh",
        (("Oscar Walsh", 13),),
        ("attendance", "bullying"),
        "He has been in eleven days this term.",
        "professional",
        (),
    ),
    (
        "Leanne Holt",
        (("Poppy Holt", 4), ("Theo Holt", 1)),
        ("money",),
        "The meter is on its last five pounds.",
        "walk_in",
        (),
    ),
    (
        "Temi Adeyemi",
        (("Amara Adeyemi", 3),),
        ("behaviour",),
        "She bites the others and nursery rings me every day.",
        "web",
        (),
    ),
    (
        "Rachel Abbott",
        (("Ezra Abbott", 10),),
        ("young_carer", "parent_health"),
        "Since my stroke he does the shopping and puts his sister to bed.",
        "paper",
        (),
    ),
)


def this_week(*, staff, hubs):
    """Requests in every state, a step waiting for its answer, and a plan worked on yesterday."""
    with transaction.atomic():
        requests = [ask(at, row, staff=staff, hubs=hubs) for at, row in enumerate(ASKERS)]
        known_family_asks_again(hubs[0])
        front_door.attend_to_waiting(by=SystemActor.MATCHING)
        triage(staff, hubs, requests)
        worry(staff, hubs[0], requests)
        work_a_plan(staff, hubs[0])
        tell_the_story(staff, hubs[0])
        notes(hubs[0], staff=staff, as_somebody=as_somebody)
        ask_services(staff, hubs[0])
        offer_lighter_help(staff, hubs[0])
        professionals(staff=staff, hubs=hubs)
        add_leaflets(by=as_somebody(staff.workers[hubs[0].pk][0]))
        asked(staff=staff, hub=hubs[0])
        chats(hubs[0])
        front_door.attend_to_waiting(by=SystemActor.MATCHING)


def as_somebody(user):
    """From here on this person acts; gives what actions call `by`."""
    actor = user or SystemActor.PUBLIC
    set_actor(getattr(actor, "pk", actor))
    return actor


def working_day_ago(days, hour=10, minute=0):
    """A moment on the front door's nth working day before today; today itself is 0."""
    day = timezone.localdate()
    while days:
        day -= timedelta(days=1)
        days -= working_calendar().is_working_day(day)
    moment = datetime.combine(day, time(hour, minute), LONDON)
    return min(moment, timezone.now() - timedelta(minutes=5))


def contact_of(at, channel):
    """Invented numbers from the range kept for drama."""
    return {
        "phone": f"+4477009001{at:02d}",
        "preferred": "text" if at % 2 else "call",
        "may_call": True,
        "may_text": bool(at % 2),
        "may_voicemail": at % 3 == 0,
        "good_times": ("After 1 pm", "", "Mornings before 11")[at % 3],
    }


def ask(at, row, *, staff, hubs):
    """One family's request, on one of the last working days, at one of the hubs."""
    name, children, topics, story, channel, flags = row
    hub = hubs[at % len(hubs)] if at % 3 else hubs[0]
    postcode = Postcode.objects.filter(ward__hub=hub).order_by("postcode")[at * 7]
    taken_by = staff.triage[hub.pk] if channel in ("walk_in", "phone", "paper") else None
    partner = staff.partners[at % 2] if channel == "professional" else None
    received = working_day_ago(2 - at % 3 if at % 4 else 0, hour=9 + at % 7, minute=(at * 13) % 60)
    return front_door.receive(
        channel=channel,
        source="2A" if partner else "1A",
        asker="somebody_else" if partner else "my_family",
        contact_name=name,
        contact=contact_of(at, channel),
        by=as_somebody(taken_by or partner),
        hub=hub,
        story=story,
        postcode=postcode.postcode,
        people=people_of(name, children),
        topics=topics,
        sharing=[{"kind": "school", "agrees": True}, {"kind": "gp", "agrees": at % 2 == 0}],
        safety_flags=flags,
        referrer=partner,
        organisation=partner and partner.organisation,
        happened_at=received,
    )


def people_of(name, children):
    year = timezone.localdate().year
    return [
        {"full_name": name, "is_child": False, "is_contact": True},
        *(
            {"full_name": child, "is_child": True, "born_on": date(year - 1 - age, 3, 14)}
            for child, age in children
        ),
    ]


def known_family_asks_again(hub):
    """Somebody we know comes back: the officer sees a likely match and decides."""
    closed = Plan.objects.filter(hub=hub, closed_at__isnull=False, family__is_restricted=False)
    plan = closed.order_by("-closed_at").select_related("family").first()
    if plan is None:
        return
    members = FamilyMember.objects.current().filter(family=plan.family).select_related("person")
    front_door.receive(
        channel="web",
        source="1A",
        asker="my_family",
        contact_name=members.filter(role="parent").first().person.full_name,
        contact=contact_of(31, "web"),
        by=as_somebody(None),
        story="You helped us before and it got better. Now it is hard again since we moved.",
        postcode=plan.family.postcode,
        people=[
            {
                "full_name": member.person.full_name,
                "is_child": member.role == "child",
                "born_on": member.person.born_on,
            }
            for member in members
        ],
        topics=("behaviour", "housing"),
        happened_at=working_day_ago(0, hour=9),
    )


def triage(staff, hubs, requests):
    """Some are decided, one waits for the family, one is prepared; the rest wait for you."""
    calm = [r for r in requests if r.hub_id == hubs[0].pk and not r.safety_flags]
    officer = as_somebody(staff.triage[hubs[0].pk])
    front_door.screen(calm[0], by=officer)
    front_door.record_enquiry(calm[0], told="safe", by=officer)
    front_door.accept(
        calm[0],
        decision=Decision.EARLY_HELP,
        level=3,
        lead=staff.workers[hubs[0].pk][0],
        by=officer,
        # Invented families may resemble each other by chance: the officer looked, and it is none.
        not_these=calm[0].matches.values("family"),
    )
    question = "Which school do the children go to?"
    front_door.ask_more(calm[1], question=question, by=officer)
    for request in calm[2:3]:
        front_door.claim(request, by=officer)
        front_door.add_need(request, topic="debt", by=officer)
        front_door.record_attempt(request, channel="call", reached=False, by=officer)
    for request in calm[3:4]:
        again = timezone.localdate() + timedelta(days=14)
        why = "Wants to come with her sister, who is back in two weeks"
        front_door.prepare(request, review_on=again, reason=why, by=officer)


def worry(staff, hub, requests):
    """A worker has rung the safeguarding team and writes it down; nobody has taken it yet."""
    flagged = next(request for request in requests if "fear" in request.safety_flags)
    front_door.raise_concern(
        who="Kelly Garner and her two children",
        what="She rang from the school gate and whispered: he had been drinking since morning.",
        seen="Today at about nine",
        is_now="not_sure",
        told="Rang the safeguarding team at ten past nine.",
        family_knows="yes",
        referral=flagged,
        by=as_somebody(staff.workers[hub.pk][0]),
    )


def work_a_plan(staff, hub):
    """The plan of the family just accepted gets its first goal, actions and scores."""
    lead = as_somebody(staff.workers[hub.pk][0])
    plan = Plan.objects.open().filter(hub=hub).order_by("-opened_at").first()
    goal = add_goal(
        plan,
        words="We all get a night's sleep",
        by=lead,
        need=Need.objects.get(pk="2.2"),
        baseline=3,
        family_baseline=2,
    )
    parent = FamilyMember.objects.current().filter(family=plan.family, role="parent").first()
    soon = timezone.localdate() + timedelta(days=10)
    add_action(goal, what="Keep a sleep diary", due_on=soon, by=lead, owner_person=parent.person)
    add_action(goal, what="Bring the bedtime chart", due_on=soon, by=lead, owner_user=lead)
    tell_of_people(plan.family, by=lead)


def tell_the_story(staff, hub):
    """What that family told stands in one place, read to them since; one entry is pinned."""
    lead = as_somebody(staff.workers[hub.pk][0])
    plan = Plan.objects.open().filter(hub=hub).order_by("-opened_at").first()
    for section, told in (
        ("helps", "Her sister takes the little one on Fridays. Then she sleeps in the afternoon."),
        ("important", "Nana, who they ring every evening. The key worker at nursery."),
        ("avoid", "Nobody should turn up unannounced. She panics when the bell rings."),
    ):
        part = tell_story(plan.family, section=section, words_told=told, by=lead)
    still_right(part, by=lead)
    entry = write_note(
        plan.family,
        summary="Always text before a visit",
        body="She asked me to pin this where everybody sees it.",
        by=lead,
    )
    pin(entry, by=lead)


def ask_services(staff, hub):
    """Two of the council's own services are asked to help that family; each learns in its way."""
    lead = as_somebody(staff.workers[hub.pk][0])
    plan = Plan.objects.open().filter(hub=hub).order_by("-opened_at").first()
    own = Service.objects.public().filter(at_sites__site__hub=hub, provider__kind="council")
    asked = (
        (own.filter(owner__isnull=False), "She would like to meet other parents of two-year-olds."),
        (own.filter(owner=None), "The little one is late with his words. The nursery says so too."),
    )
    for services, reason in asked:
        if service := services.order_by("name").first():
            refer(plan.family, service=service, reason=reason, by=lead)


def offer_lighter_help(staff, hub):
    """A colleague is asked to take a family on at a lighter level, and has not answered yet."""
    sender, receiver, *_ = staff.workers[hub.pk]
    mine = Family.objects.filter(
        involvements__user=sender, involvements__role="lead", involvements__ends_at=None
    )
    asked_at = working_day_ago(1, hour=15)
    open_then = Plan.objects.open().filter(level__gte=3, opened_at__lt=asked_at)
    plan = open_then.filter(family__in=mine).order_by("opened_at").first()
    if plan is None:
        return
    propose_step(
        plan,
        to_level=plan.level - 1,
        reason="risk_reduced",
        explanation="Most of the plan is done. Mum says they manage and wants a lighter touch.",
        receiver=receiver,
        by=as_somebody(sender),
        family_view="We are glad it is still somebody we have met.",
        contingency="If school days are missed again, ring me first.",
        meeting_on=timezone.localdate() + timedelta(days=6),
        happened_at=asked_at,
    )
