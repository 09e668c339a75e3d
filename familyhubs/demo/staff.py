"""The invented council's people: one for every role to sign in as, and the colleagues they need."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from families.models import SharingAgreement
from familyhubs.accounts.models import Organisation, User
from hubs.models import Membership, Role, Team

STARTED = datetime(2020, 9, 1, 8, tzinfo=UTC)


@dataclass
class Staff:
    """Who works where in the demo: what the stories choose their workers from."""

    workers: dict = field(default_factory=dict)
    triage: dict = field(default_factory=dict)
    managers: dict = field(default_factory=dict)
    teams: dict = field(default_factory=dict)
    partners: list = field(default_factory=list)
    organisations: list = field(default_factory=list)
    safeguarding: User = None


ORGANISATIONS = (
    ("Weir Lane School", "school"),
    ("Kiln Hill Primary School", "school"),
    ("Calderwick Health Visiting", "nhs"),
    ("Calderwick Families Together", "voluntary"),
)
# Name, role, what the sign-in page says of them.
PARTNERS = (
    ("Sam Bell", 0, "Pastoral lead: sees only what families agreed to share"),
    ("Ruth Osei", 1, "Teacher"),
    ("Marta Nowak", 2, "Health visitor"),
    ("Joe Brennan", 3, "Family worker"),
)
# Per hub: front of house, triage officer, manager, three practitioners.
HUB_PEOPLE = (
    ("Amira Khan", "Dev Patel", "Helen Marsh", ("Nia Powell", "Owen Clarke", "Bisi Adeyemi")),
    ("Tom Fletcher", "Leah Stone", "Imran Shah", ("Carys Hughes", "Piotr Zielinski", "Jo Ward")),
    ("Shona Reid", "Kwame Mensah", "Alison Booth", ("Farah Iqbal", "Mick Doyle", "Tess Lowe")),
    ("Ravi Sharma", "Beth Garner", "Colin Holt", ("Grace Moyo", "Dan Sutton", "Elif Saleh")),
)
COUNCIL_PEOPLE = (
    ("Margaret Quinn", Role.SAFEGUARDING, "Safeguarding lead: every family, restricted ones too"),
    ("Philip Abbott", Role.COMMISSIONER, "Commissioner: figures only, never a person"),
    ("Yvonne Cole", Role.GOVERNANCE, "Information governance officer"),
    ("Lorna Tate", Role.SUPPORT, "Business support: acts for a family support team"),
    ("Edwin Marlow", Role.INSPECTOR, "Inspector: reads an agreed list of families, nothing else"),
    ("Stephen Lawson", Role.ADMINISTRATOR, "System administrator: accounts and settings"),
)


def build_staff(hubs):
    """Everybody, with their roles; the first hub's people and one of each role can be clicked."""
    council = Organisation.objects.create(name="Calderwick Borough Council", kind="council")
    staff = Staff()
    for at, (hub, people) in enumerate(zip(hubs, HUB_PEOPLE, strict=True)):
        add_hub_people(staff, hub, people, council=council, on_show=at == 0)
    for name, role, about in COUNCIL_PEOPLE:
        user = add_user(name, council, about=about)
        add_role(user, role)
        if role == Role.SAFEGUARDING:
            staff.safeguarding = user
    add_partners(staff)
    return staff


def add_hub_people(staff, hub, people, *, council, on_show):
    desk, triage, manager, workers = people
    team = Team.objects.create(
        name=f"{hub.district.name} family support", hub=hub, organisation=council
    )
    staff.teams[hub.pk] = team
    add_role(
        add_user(desk, council, on_show and f"Front of house at {hub}"),
        Role.FRONT_OF_HOUSE,
        hub=hub,
    )
    staff.triage[hub.pk] = add_user(triage, council, on_show and f"Triage officer for {hub}")
    add_role(staff.triage[hub.pk], Role.TRIAGE, hub=hub)
    staff.managers[hub.pk] = add_user(manager, council, on_show and f"Manager of {hub}")
    add_role(staff.managers[hub.pk], Role.MANAGER, hub=hub)
    staff.workers[hub.pk] = []
    for at, name in enumerate(workers):
        worker = add_user(name, council, on_show and at < 2 and f"Practitioner at {hub}")
        add_role(worker, Role.PRACTITIONER, hub=hub)
        staff.workers[hub.pk].append(worker)


def add_partners(staff):
    staff.organisations = [
        Organisation.objects.create(name=name, kind=kind) for name, kind in ORGANISATIONS
    ]
    for organisation in staff.organisations:
        SharingAgreement.objects.create(
            organisation=organisation,
            purposes="Early help for families who agree to it",
            starts_at=STARTED,
            review_due_on=date(2027, 9, 1),
        )
    for name, at, about in PARTNERS:
        user = add_user(name, staff.organisations[at], about=about)
        add_role(user, Role.PARTNER)
        staff.partners.append(user)


def add_user(full_name, organisation, about=""):
    """A demo person; `about` puts them on the sign-in page."""
    user = User(
        full_name=full_name,
        email=f"{full_name.lower().replace(' ', '.')}@calderwick.example",
        organisation=organisation,
        is_demo=bool(about),
        demo_about=about or "",
    )
    user.set_unusable_password()
    user.save()
    return user


def add_role(user, role, **scope):
    return Membership.objects.create(user=user, role=role, starts_at=STARTED, **scope)
