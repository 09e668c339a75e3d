"""The main pages of every role. A page added to the portal is added here."""

from dataclasses import dataclass

from django.urls import reverse

from families.models import Family
from familyhubs.accounts.models import User
from hubs.models import Hub, Role
from outcomes.models import Plan
from referrals.models import Referral

KEPT_SEARCH, SEARCHED_FOR = "bench", "Khan"


@dataclass(frozen=True)
class Page:
    """One page as one role sees it; no user means the public."""

    role: str
    name: str
    path: str
    user: User | None = None


def somebody(role):
    return User.objects.filter(memberships__role=role, is_demo=True).order_by("full_name").first()


def pages():
    """Every main page, with a real record of the loaded world behind each address."""
    return [*public(), *staff()]


def public():
    hub = Hub.objects.order_by("name").first()
    return [
        Page("public", "start", reverse("pages:start")),
        Page("public", "find a hub", reverse("hubs:list")),
        Page("public", "hub", reverse("hubs:hub", args=[hub.slug])),
        Page("public", "privacy", reverse("pages:privacy")),
    ]


def staff():
    worker, triage = somebody(Role.PRACTITIONER), somebody(Role.TRIAGE)
    manager, partner = somebody(Role.MANAGER), somebody(Role.PARTNER)
    lead = somebody(Role.SAFEGUARDING)
    family = Family.objects.visible_to(worker).order_by("name").first()
    plan = Plan.objects.visible_to(worker).open().first()
    waiting = Referral.objects.visible_to(triage).in_queue().first()
    rows = []
    for role, user in (
        ("practitioner", worker),
        ("triage", triage),
        ("manager", manager),
        ("safeguarding", lead),
        ("partner", partner),
    ):
        rows.append(Page(role, "today", reverse("pages:today"), user))
    for role, user in (("practitioner", worker), ("manager", manager), ("safeguarding", lead)):
        rows.append(Page(role, "families", reverse("families:list"), user))
        search = f"{reverse('families:list')}?search={KEPT_SEARCH}"
        rows.append(Page(role, "families, search", search, user))
    rows += [
        Page("practitioner", "family record", family.get_absolute_url(), worker),
        Page("practitioner", "plan", plan.get_absolute_url(), worker),
        Page("triage", "queue", reverse("referrals:queue"), triage),
        Page("triage", "request", waiting.get_absolute_url(), triage),
        Page("manager", "figures of the hub", figures_of(manager), manager),
        *setting_up(),
        Page("commissioner", "figures", reverse("insights:overview"), somebody(Role.COMMISSIONER)),
    ]
    return rows


def setting_up():
    """The council's own pages about its network and its partners."""
    administrator, officer = somebody(Role.ADMINISTRATOR), somebody(Role.GOVERNANCE)
    return [
        Page("administrator", "districts and hubs", reverse("places:districts"), administrator),
        Page("administrator", "sites", reverse("places:sites"), administrator),
        Page("administrator", "teams", reverse("places:teams"), administrator),
        Page("governance", "sharing agreements", reverse("people:sharing"), officer),
    ]


def figures_of(manager):
    hub = Hub.objects.where(manager, Role.MANAGER).first()
    return reverse("insights:hub", args=[hub.slug])
