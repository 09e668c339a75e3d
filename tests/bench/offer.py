"""An invented offer as large as a county's: services, sites, sessions, and members of the hubs."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from familyhubs.contact.models import ContactCard
from hubs.models import (
    Activity,
    ActivityKind,
    AgeBand,
    Hub,
    Member,
    Mode,
    Service,
    ServiceAtSite,
    Session,
    Site,
    Topic,
)

SERVICES, SITES, ACTIVITIES, WEEKS, MEMBERS = 5_000, 1_500, 800, 25, 4_000
WORDS = (
    "advice", "baby", "bereavement", "breakfast", "breastfeeding", "counselling", "dads", "debt",
    "drama", "family", "football", "grandparents", "housing", "language", "lunch", "massage",
    "music", "parenting", "play", "reading", "sleep", "speech", "swimming", "toddler", "weaning",
)  # fmt: skip
MIDDLE = (-1.63, 54.06)
ONE_AND_A_HALF = timedelta(minutes=90)


def build_offer(random):
    """All of it in the open transaction."""
    hubs, today = list(Hub.objects.all()), timezone.localdate()
    sites = Site.objects.bulk_create(
        Site(
            kind="community",
            name=f"Bench Hall {n}",
            postcode=f"ZZ1{n % 3 + 1} 1AA",
            longitude=MIDDLE[0] + random.uniform(-0.2, 0.2),
            latitude=MIDDLE[1] + random.uniform(-0.15, 0.15),
        )
        for n in range(SITES)
    )
    services = Service.objects.bulk_create(
        (service(n, today, random) for n in range(SERVICES)), batch_size=1_000
    )
    ServiceAtSite.objects.bulk_create(
        ServiceAtSite(service=one, site=site)
        for one in services
        if one.modes != ["phone"]
        for site in random.sample(sites, random.choice((1, 1, 1, 2)))
    )
    topics = list(Topic.objects.filter(children=None))
    through = Service.topics.through
    through.objects.bulk_create(
        (through(service=one, topic=random.choice(topics)) for one in services), batch_size=1_000
    )
    build_sessions(hubs, sites, today, random)
    build_members(hubs, random)


def service(n, today, random):
    words = random.sample(WORDS, 3)
    return Service(
        name=f"{words[0].title()} {words[1]} {n}",
        slug=f"bench-{n}",
        summary=f"Help with {words[2]} for families, near you.",
        description=" ".join(random.choices(WORDS, k=40)),
        modes=[random.choice(Mode.values[:4])],
        age_bands=random.sample(AgeBand.values, 2),
        languages=random.choice(([], ["en"], ["en", "ur"], ["pl"])),
        days=sorted(random.sample(range(7), 2)),
        cost=random.choice(("free", "free", "pay")),
        review_due_on=today + timedelta(days=random.randint(1, 90)),
    )


def build_sessions(hubs, sites, today, random):
    """Every activity once a week for half a year."""
    kind = ActivityKind.objects.first()
    activities = Activity.objects.bulk_create(
        Activity(
            hub=random.choice(hubs),
            kind=kind,
            name=f"{' '.join(random.sample(WORDS, 2)).capitalize()} group {n}",
            bands=random.sample(AgeBand.values, 2),
            mode=random.choice(("in_person",) * 5 + ("online",)),
            site=random.choice(sites),
            weekdays=[n % 7],
            runs_from=today,
            runs_until=today + timedelta(weeks=WEEKS),
            starts=time(10),
            ends=time(11, 30),
        )
        for n in range(ACTIVITIES)
    )
    rows = [
        Session(
            activity=one, site=one.site, planned_on=day, starts_at=at, ends_at=at + ONE_AND_A_HALF
        )
        for one in activities
        for week in range(WEEKS)
        for day in [today + timedelta(days=7 * week + one.weekdays[0])]
        for at in [timezone.make_aware(datetime.combine(day, one.starts))]
    ]
    Session.objects.bulk_create(rows, batch_size=2_000)


def build_members(hubs, random):
    """Each joined by their own link, and hears what is on by text."""
    now = timezone.now()
    cards = ContactCard.objects.bulk_create(
        (
            ContactCard(phone=f"+447700900{n % 1000:03}", preferred="text", may_text=True)
            for n in range(MEMBERS)
        ),
        batch_size=1_000,
    )
    Member.objects.bulk_create(
        (
            Member(
                hub=random.choice(hubs),
                name=f"Bench member {n}",
                card=card,
                hears=["whats_on"],
                state="member",
                channel="web",
                reach_hash=f"{n:064x}",
                form_hash=f"{n:064x}",
                agreed_at=now,
                agreed_words="Yes, I want to join",
                joined_at=now,
            )
            for n, card in enumerate(cards)
        ),
        batch_size=1_000,
    )
