"""The invented council's directory: sixty services, some due for a check and one hidden (R025)."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from familyhubs.accounts.models import Organisation
from hubs.actions.offer import PROPOSABLE, write_hours
from hubs.actions.problems import report_problem
from hubs.actions.proposals import propose
from hubs.models import Service, ServiceAtSite, Topic

TURN_UP = "Just turn up."
# Name, topic, age bands, days, when, cost in words, how to get it.
KINDS = (
    ("Stay and play", "baby-groups", ["early_years"], "Mon 9.30am - 11am", "", TURN_UP),
    ("Baby clinic", "health-visiting", ["early_years"], "Tues 1pm - 3pm", "", TURN_UP),
    (
        "Feeding drop-in",
        "infant-feeding",
        ["pre_birth", "early_years"],
        "Weds 10am - 12pm",
        "",
        TURN_UP,
    ),
    ("Midwife clinic", "maternity", ["pre_birth"], "Thurs 9am - 12pm", "", "Ring to book."),
    ("Chatter time", "early-language", ["early_years"], "Fri 10am - 11am", "", TURN_UP),
    ("Parents’ course", "parenting", ["parents"], "Tues 6pm - 8pm", "", "Ask us for a place."),
    ("Money and debt advice", "debt", ["parents"], "Mon 1pm - 4pm", "", "Ring to book."),
    ("Food pantry", "food", ["parents"], "Fri 1pm - 3pm", "£4 a basket", "Bring a bag."),
    ("English class", "esol", ["parents"], "Weds 1pm - 3pm", "", "Come at the start of term."),
    ("Job club", "employment", ["parents", "teens"], "Thurs 1pm - 3pm", "", TURN_UP),
    ("Dads’ Saturday", "fathers", ["early_years", "primary"], "Sat 10am - 12pm", "", TURN_UP),
    ("Young carers’ group", "young-carers", ["primary", "teens"], "Weds 4pm - 6pm", "", "Ask us."),
    ("Youth club", "youth-support", ["teens"], "Fri 6pm - 8pm", "50p", TURN_UP),
    (
        "SEND parents’ group",
        "send-parents",
        ["extra_support", "parents"],
        "Thurs 10am - 12pm",
        "",
        TURN_UP,
    ),
    (
        "Birth registration",
        "birth-registration",
        ["early_years"],
        "Mon 9am - 12pm",
        "",
        "Ring to book.",
    ),
)


def build_offer(hubs, staff):
    """Fifteen services at each hub's sites; the first of each is on the managers' page."""
    providers = list(Organisation.objects.order_by("name"))
    topics = {topic.code: topic for topic in Topic.objects.all()}
    today, rows = timezone.localdate(), []
    for at_hub, hub in enumerate(hubs):
        sites = list(hub.sites.order_by("name"))
        for at, (name, topic, bands, when, cost, how) in enumerate(KINDS):
            checked = today - timedelta(days=(at * 7 + at_hub * 3) % 80)
            service = Service.objects.create(
                name=f"{name}, {hub.district.name}",
                slug=f"{hub.slug}-{topic}",
                summary=f"{name} for families in {hub.district.name}.",
                provider=providers[at % len(providers)],
                age_bands=bands,
                cost="pay" if cost else "free",
                cost_words=cost,
                modes=["in_person"],
                languages=["en"],
                how_to_get_it=how,
                phone=hub.phone,
                owner=staff.managers[hub.pk] if at % 3 else None,
                last_assured_on=checked,
                review_due_on=checked + timedelta(days=90),
            )
            service.topics.add(topics[topic])
            site = sites[at % len(sites)]
            write_hours(ServiceAtSite.objects.create(service=service, site=site, schedule=when))
            rows.append(service)
    leave_work(rows, today, staff)


def leave_work(rows, today, staff):
    """Some are due, one is hidden; a change waits, and somebody has told of a problem."""
    for days, service in zip((1, 5, 12, 45), rows[:4], strict=True):
        due = today - timedelta(days=days)
        service.last_assured_on, service.review_due_on = due - timedelta(days=90), due
        service.save()
    changed = rows[5]
    values = {name: getattr(changed, name) for name in PROPOSABLE}
    values["how_to_get_it"] = "Ask us for a place. The next course starts after the holidays."
    propose(changed, seen=1, values=values, by=staff.partners[0])
    report_problem(
        UUID(int=1),
        kind="out_of_date",
        words="It starts at ten now, not half past nine.",
        service=rows[7],
        by=staff.partners[0],
    )
