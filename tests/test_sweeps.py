"""Every address of the portal, tried by those who must not get in.

An address that nobody has put in one of the lists below fails: a new page says whose it is.
"""

import re
from datetime import date
from typing import ClassVar
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.urls import reverse

from familyhubs.audit.models import Event
from familyhubs.requests import has_nul
from familyhubs.rights.registers.models import Dispute
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.families import (
    AttendanceFactory,
    ConflictFactory,
    ContactFactory,
    CrossReferralFactory,
    DeathFactory,
    DocumentFactory,
    EmergencyAccessFactory,
    GovernanceCaseFactory,
    IdentifierFactory,
    InvitationFactory,
    NameFactory,
    NeedFactory,
    NoteDraftFactory,
    RankingObjectionFactory,
    RestrictionFactory,
    SharingDecisionFactory,
    StopRequestFactory,
    StoryPartFactory,
    TeamToldFactory,
    TimelineEntryFactory,
    ToDoFactory,
    WarningNoteFactory,
)
from tests.factories.hubs import HubFactory, MembershipFactory, ServiceFactory
from tests.factories.outcomes import ActionFactory, GoalFactory, PlanFactory, StepFactory
from tests.factories.referrals import (
    ConcernFactory,
    ProfessionalDraftFactory,
    ReferralFactory,
    ReferralPersonFactory,
    RequestFileFactory,
)
from tests.factories.whats_on import SessionFactory
from tests.sweep import all_addresses

# No account is needed for these.
PUBLIC_ROOMS = (
    "ask:",
    "chat:",
    "help:",
    "hubs:",
    "join:",
    "offer:",
    "open_referral:",
    "partner:",
    "refer:",
    "seat:",
    "stop:",
    "whats_on:",
    "your_information:",
    "your_copy:",
)
PUBLIC = {
    "healthz",
    "readyz",
    "pages:start",
    "pages:theme",
    "pages:exit",
    "pages:privacy",
    "pages:privacy_full",
    "pages:privacy_young",
    "pages:accessibility",
    "pages:cookies",
    "pages:contact",
    "pages:complaints",
    "people:invitation",
    "people:join",
    # Routed in demo mode only, where every letter is invented.
    "notifications:outbox",
}
# Sign-in and second factors are allauth's and the accounts' own tests' business.
SIGN_IN = ("account_", "mfa_")
# Records that are not about families: each room's own tests say who may.
STAFF_RECORDS = (
    "keeping:",
    "copies:",
    "merging:",
    "people:",
    "places:",
    "notifications:",
    "pages:",
    "sessions:",
    "members:",
    "directory:",
    "network:",
    "insights:",
    "chats:",
    "desk:",
    "duty:",
)

ABOUT_A_CONCERN = (
    "concern",
    "concern_received",
    "take_concern",
    "decide_concern",
    "acknowledge_concern",
)
OF_A_DRAFT = ("refer_section", "forget_referral")
# Agreements and logs of any family are an officer's of information governance to read (A7).
OVERSEEN = {
    "families:agreements",
    "families:looks",
    "families:export_looks",
    "families:open_case",
    "families:review_emergency",
}
OF_NO_FAMILY = (
    "stop_request",
    "close_case",
    "end_support",
    "inspection",
    "decide_inspection",
    "end_inspection",
)
# Of the registers, those alone are of a family.
DISPUTES = ("registers:dispute_entry", "registers:dispute_person", "registers:decide_dispute")
OF_A_CROSS_REFERRAL = ("cross_referral", "pass_on", "cross_outcome")
ADDRESSES = [a for a in all_addresses() if not a.name.startswith(SIGN_IN)]


def is_public(address):
    return address.name.startswith(PUBLIC_ROOMS) or address.name in PUBLIC


SHUT = [a for a in ADDRESSES if not is_public(a)]
OF_A_FAMILY = [
    a
    for a in SHUT
    if a.is_of_a_record
    and not a.name.startswith(STAFF_RECORDS)
    and a.name.removeprefix("families:") not in OF_NO_FAMILY
    and (not a.name.startswith("registers:") or a.name in DISPUTES)
]
REFUSED = {403, 404}


def one_of_everything(family, worker, ada):
    """What each placeholder of an address may name: one of everything of a family."""
    plan = PlanFactory(family=family)
    goal = GoalFactory(plan=plan)
    referral = ReferralFactory(hub=family.hub, contact_name="Ada Okafor")
    ReferralPersonFactory(referral=referral)
    asked = {"pk": CrossReferralFactory(family=family).pk}
    draft = {"pk": ProfessionalDraftFactory(owner=worker).pk, "section": "you"}
    concern = {"pk": ConcernFactory(family=family, referral=referral).pk}
    told = {"family": family, "person": ada, "fact": "name", "said_by": ada, "recorded_by": worker}
    disputed = Dispute.objects.create(**told, words="It is spelt Adah", disputed_on=date.today())
    return {
        "families": {
            "pk": family.pk,
            "entry_pk": TimelineEntryFactory(family=family, author=worker).pk,
            "document_pk": DocumentFactory(family=family, entry__author=worker).pk,
            "warning_pk": WarningNoteFactory(family=family, owner=worker).pk,
            "draft_pk": NoteDraftFactory(family=family, author=worker).pk,
            "involvement_pk": family.involvements.first().pk,
            "agreement_pk": family.agreements.first().pk,
            "member_pk": family.members.first().pk,
            "decision_pk": SharingDecisionFactory(family=family, person=ada).pk,
            "conflict_pk": ConflictFactory(family=family).pk,
            "contact_pk": ContactFactory(family=family, made_by=worker).pk,
            "death_pk": DeathFactory(family=family, recorded_by=worker).pk,
            "objection_pk": RankingObjectionFactory(family=family, recorded_by=worker).pk,
            "invitation_pk": InvitationFactory(family=family, person=ada, invited_by=worker).pk,
            "todo_pk": ToDoFactory(family=family).pk,
            "service_pk": ServiceFactory().pk,
            "said_pk": RestrictionFactory(family=family, protects=ada).pk,
            "section": "happening",
            "part_pk": StoryPartFactory(family=family).pk,
            "attendance_pk": AttendanceFactory(family=family, person=ada, noted_by=worker).pk,
            "identifier_pk": IdentifierFactory(
                family=family, person=ada, system="social_care", value=str(uuid4().int)[:9]
            ).pk,
            "told_pk": TeamToldFactory(family=family, told=ada).pk,
            "name_pk": NameFactory(family=family, person=ada).pk,
            "need_pk": NeedFactory(family=family, person=ada).pk,
            "activity_pk": SessionFactory(activity__mode="online").activity_id,
        },
        **{f"families:{name}": {"pk": SessionFactory().pk} for name in ("led", "online_group")},
        **{f"families:{name}": asked for name in OF_A_CROSS_REFERRAL},
        "families:stop_request": {"pk": StopRequestFactory().pk},
        "families:close_case": {"pk": GovernanceCaseFactory(family=family).pk},
        "families:review_emergency": {"pk": EmergencyAccessFactory(family=family).pk},
        "outcomes": {"pk": plan.pk, "family_pk": family.pk},
        "outcomes:add_action": {"pk": goal.pk},
        "outcomes:finish_goal": {"pk": goal.pk},
        "outcomes:finish_action": {"pk": ActionFactory(goal=goal, owner_user=worker).pk},
        "outcomes:undo_action": {"pk": ActionFactory(goal=goal, owner_user=worker).pk},
        "outcomes:step": {"pk": StepFactory(plan=plan, sender=worker).pk},
        "referrals": {"pk": referral.pk, "file_pk": RequestFileFactory(referral=referral).pk},
        "referrals:raise_about_family": {"pk": family.pk},
        "registers": {
            "pk": family.pk,
            "entry_pk": TimelineEntryFactory(family=family, author=worker).pk,
            "member_pk": family.members.first().pk,
            "dispute_pk": disputed.pk,
        },
        **{f"referrals:{name}": draft for name in OF_A_DRAFT},
        **{f"referrals:{name}": concern for name in ABOUT_A_CONCERN},
    }


@pytest.fixture
def world(family, worker, teacher, ada):
    """The Okafors with one of everything."""
    return one_of_everything(family, worker, ada)


def url_of(address, world, *, real=True):
    """The address of the world's own record, or of one that does not exist."""
    room = address.name.split(":")[0]
    known = world.get(address.name) or (
        world["outcomes:step"] if address.name == "outcomes:withdraw_step" else world[room]
    )
    names = [name for name, _ in address.placeholders]
    return reverse(address.name, kwargs={n: known[n] if real else uuid4() for n in names})


def bare(response):
    """An answer without what differs from one request to the next."""
    return re.sub(
        rb'(csrfmiddlewaretoken" value|nonce|data-request)="[^"]*"', b"", response.content
    )


@pytest.mark.parametrize("address", SHUT, ids=str)
def test_every_staff_page_is_shut_to_the_signed_out(client, db, address):
    url = reverse(address.name, kwargs=address.values())
    for method in (client.get, client.post):
        response = method(url)
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


def outsiders(hub, school):
    """People with an account and no business with the Okafors."""
    partner = PartnerFactory(organisation=school)
    MembershipFactory(user=partner, role="partner")
    return {
        "practitioner of another hub": somebody("practitioner", hub=HubFactory()),
        "colleague of the same hub": somebody("practitioner", hub=hub),
        "manager of another hub": somebody("manager", hub=HubFactory()),
        "front desk": somebody("front_of_house", hub=hub),
        "partner without involvement": partner,
        "commissioner": somebody("commissioner"),
        "administrator": somebody("administrator"),
        "governance officer": somebody("governance"),
    }


@pytest.mark.parametrize("who", range(8))
@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_a_stranger_cannot_tell_a_real_record_from_none(client, hub, school, world, who, whole):
    """Each page is tried by one of them, and by all with --thorough; who is refused which page is
    the access matrix's: tests/pages/test_access_matrix.py."""
    name, user = list(outsiders(hub, school).items())[who]
    client.force_login(user)
    addresses = OF_A_FAMILY if whole else OF_A_FAMILY[who::8]
    for address in addresses:
        if name == "governance officer" and address.name in OVERSEEN:
            continue
        for ask in (client.get, client.post):
            real, unreal = (ask(url_of(address, world, real=real)) for real in (True, False))
            assert real.status_code in REFUSED | {405}, f"{name}: {address} {real.status_code}"
            assert real.status_code == unreal.status_code, f"{name}: {address}"
            assert bare(real) == bare(unreal), f"{name}: {address}"


def test_each_refusal_is_written_down_once(client, stranger, world, bare_refusals):
    client.force_login(stranger)
    for address in OF_A_FAMILY:
        for real in (True, False):
            before = Event.objects.filter(verb="access.refused").count()
            url = url_of(address, world, real=real)
            if client.post(url).status_code == 405:
                client.get(url)
            assert Event.objects.filter(verb="access.refused").count() == before + 1, address


@pytest.mark.parametrize("ask", ["get", "options", "post"])
def test_no_page_of_a_family_is_read_without_one_event(
    client, world, family, worker, safeguarding_lead, bare_refusals, ask
):
    looks = Event.objects.looks().filter(family_id=family.pk)
    for user in (worker, safeguarding_lead):
        client.force_login(user)
        for address in OF_A_FAMILY:
            if not address.name.startswith(("families:", "outcomes:")):
                continue
            before = looks.count()
            if getattr(client, ask)(url_of(address, world)).status_code == 200:
                assert looks.count() == before + 1, f"{user}: {address}"


@pytest.mark.django_db(databases=["default", "reporting"])
@pytest.mark.parametrize("role", ["commissioner", "administrator", "governance"])
def test_no_page_shows_a_name_to_those_who_never_see_a_person(client, world, role):
    client.force_login(somebody(role))
    for address in SHUT:
        if address.is_of_a_record:
            continue
        response = client.get(reverse(address.name, kwargs=address.values()))
        assert response.status_code < 500, address
        for name in (b"Okafor", b"Tobi", b"Ada "):
            assert name not in response.content, f"{role}: {address} shows {name}"


HOSTILE = ("\x00", "%00", "💥" * 400, "' OR 1=1 --", "<script>", "\u202e" * 50)


NAMES = ("q", "page", "after", "before", "kind", "hub", "period", "postcode")


class Heard(QueryDict):
    """A page's query that remembers which names were asked for."""

    names: ClassVar[set] = set()

    def hear(self, *names):
        if not self._mutable:  # It is while it is made.
            self.names.update(names)

    def __getitem__(self, name):
        self.hear(name)
        return super().__getitem__(name)

    def _getlist(self, name, *args, **kwargs):
        self.hear(name)
        return super()._getlist(name, *args, **kwargs)

    def __contains__(self, name):
        self.hear(name)
        return super().__contains__(name)

    def __iter__(self):
        self.hear(*NAMES)
        return super().__iter__()

    def lists(self):
        self.hear(*NAMES)
        return super().lists()


@pytest.fixture
def hears(monkeypatch):
    """Each page's query is one that hears; the look for what is no text at all asks every name."""

    def deaf(request):
        found = has_nul(request)
        Heard.names.clear()
        return found

    monkeypatch.setattr("django.core.handlers.wsgi.QueryDict", Heard)
    monkeypatch.setattr("familyhubs.requests.has_nul", deaf)


# In handfuls, each with a world of its own.
@pytest.mark.parametrize("turn", range(6))
@pytest.mark.usefixtures("hears")
def test_no_bytes_in_an_address_cause_an_error(client, worker, world, turn):
    """All names at once with each text; and each name alone, with one. What a page never asks for
    cannot trouble it: of such names it is sent one text only."""
    client.force_login(worker)
    for address in ADDRESSES[turn::6]:
        url, heard = url_for_worker(address, world), set(NAMES)
        for at, text in enumerate(HOSTILE):
            queries = [dict.fromkeys(heard, text)]
            if not address.placeholders:
                alone = [name for n, name in enumerate(NAMES) if n % len(HOSTILE) == at]
                queries += [{name: text} for name in alone if name in heard]
            asked = set()
            for query in filter(None, queries):
                response = client.get(url, query)
                # The health page says 503 here: no worker runs beside the tests.
                assert response.status_code < 500 or address.name == "readyz", f"{url}?{query}"
                asked |= Heard.names
            # The first text ends before any page is reached.
            heard &= asked if at else set(NAMES)


def url_for_worker(address, world):
    """The page of a real record where the worker has one."""
    if address in OF_A_FAMILY and address.name.split(":")[0] in world:
        return url_of(address, world)
    return reverse(address.name, kwargs=address.values())


# In handfuls: to make a world takes longer than to ask one address.
@pytest.mark.parametrize("turn", range(10))
def test_no_form_of_nonsense_causes_an_error(client, worker, world, turn):
    nonsense = {"name": "x" * 100_000, "pk": "not-an-id", "born_on_0": "99", "when": "\u0000"}
    for address in ADDRESSES[turn::10]:
        client.force_login(worker)  # One of them may have signed out.
        url = url_for_worker(address, world)
        for data in ({}, nonsense):
            assert client.post(url, data).status_code < 500, address
