"""Providers' edits under any order of verbs, and with several people at once (R025)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connections, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.actions.offer import PROPOSABLE
from hubs.links import token_of
from hubs.models import Ask, Proposal, Service
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.hubs import MembershipFactory, ServiceFactory

from .test_freshness import asked, values_of

CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "summary": st.sampled_from(["", "One", "Two"]),
        "phone": st.sampled_from(["", "01632 960001"]),
        "lowest_age": st.none() | st.integers(0, 9),
        "highest_age": st.none() | st.integers(0, 9),
    },
)
WHICH = st.integers(0, 3)


class Edits(RuleBasedStateMachine):
    """A service, two providers, two who look: beside it what should stand there, kept by hand."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def a_service(self):
        self.service = ServiceFactory(summary="", source="list", source_key="1")
        self.providers = [somebody("partner") for _ in range(2)]
        self.reviewers = [somebody("administrator") for _ in range(2)]
        self.live = values_of(self.service)
        self.version = 1
        # What is proposed and how it stands: (changes, how).
        self.edits = {}

    def try_(self, verb, *, may):
        """Done exactly where it may be; a refusal leaves all as it was."""
        before = self.all_rows()
        try:
            with transaction.atomic():
                result = verb()
        except Refused:
            assert not may
            assert self.all_rows() == before
            return None
        assert may
        return result

    def all_rows(self):
        models = (Service, Proposal, Message, Event)
        return [sorted(model.objects.values_list("pk", flat=True)) for model in models] + [
            list(Service.objects.values_list("version", "updated_at")),
            sorted(Proposal.objects.values_list("state", "updated_at")),
        ]

    def fits(self, changes):
        low, high = (({**self.live, **changes})[name] for name in ("lowest_age", "highest_age"))
        return low is None or high is None or low <= high

    @rule(changed=CHANGES, who=st.integers(0, 1), behind=st.booleans())
    def propose(self, changed, who, behind):
        """On what was seen; on an older version it is refused."""
        values = self.live | changed
        changes = {name: value for name, value in values.items() if self.live[name] != value}
        found = self.try_(
            lambda: actions.propose(
                self.service,
                seen=self.version - behind,
                values=values,
                by=self.providers[who],
            ),
            may=bool(changes) and not behind and self.fits(changes),
        )
        if found is None:
            return
        assert found.changes == changes
        if found.pk in self.edits:
            assert self.edits[found.pk] == [changes, "waiting"], "the same once more is the same"
        self.edits[found.pk] = [changes, "waiting"]

    def pick(self, which):
        rows = list(Proposal.objects.order_by("recorded_at", "pk"))
        return rows[which % len(rows)] if rows else None

    @rule(which=WHICH, who=st.integers(0, 1), behind=st.booleans())
    def approve(self, which, who, behind):
        """Only what waits, over what the reviewer saw, and no field that was not proposed."""
        if (proposal := self.pick(which)) is None:
            return
        changes, state = self.edits[proposal.pk]
        done = self.try_(
            lambda: actions.approve(proposal, seen=self.version - behind, by=self.reviewers[who]),
            may=state == "waiting" and not behind and self.fits(changes),
        )
        if done:
            self.live |= changes
            self.version += 1
            self.edits[proposal.pk][1] = "approved"

    @rule(which=WHICH, who=st.integers(0, 1), reason=st.sampled_from(["", " ", "It is shut"]))
    def decline(self, which, who, reason):
        if (proposal := self.pick(which)) is None:
            return
        done = self.try_(
            lambda: actions.decline(proposal, reason=reason, by=self.reviewers[who]),
            may=self.edits[proposal.pk][1] == "waiting" and bool(reason.strip()),
        )
        if done:
            self.edits[proposal.pk][1] = "declined"

    @rule(which=WHICH)
    def withdraw(self, which):
        """Whoever made it takes back what nobody has decided; nobody hears of an answer."""
        if (proposal := self.pick(which)) is None:
            return
        done = self.try_(
            lambda: actions.withdraw(proposal, by=proposal.proposed_by),
            may=self.edits[proposal.pk][1] == "waiting",
        )
        if done:
            self.edits[proposal.pk][1] = "withdrawn"

    @rule()
    def somebody_changes_the_service(self):
        """Staff edit it meanwhile: whoever looks at a proposal looks again."""
        self.live["how_to_get_it"] = f"Version {self.version}"
        service = Service.objects.get()
        values = {name: self.live[name] for name in PROPOSABLE}
        actions.save_service(
            service,
            seen=self.version,
            topics=[],
            owner_email="",
            by=self.reviewers[0],
            **values,
        )
        self.version += 1

    @invariant()
    def what_is_live_is_what_was_approved(self):
        service = Service.objects.get()
        assert values_of(service) == self.live
        assert service.version == self.version
        assert service.is_edited_here == (self.version > 1)
        states = dict(Proposal.objects.values_list("pk", "state"))
        assert states == {pk: state for pk, (_changes, state) in self.edits.items()}
        decided = [state for state in states.values() if state in ("approved", "declined")]
        assert Message.objects.filter(kind="service_edit_decided").count() == len(decided)
        rings = Message.objects.filter(kind="service_edit_waiting", dropped_at=None)
        withdrawn = {pk for pk, state in states.items() if state == "withdrawn"}
        assert not withdrawn & set(rings.values_list("about_id", flat=True))


@pytest.mark.django_db
def test_no_order_of_verbs_makes_anything_live_that_nobody_approved():
    few = settings(
        max_examples=12,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Edits, settings=few)


@pytest.fixture
def no_doorbell(monkeypatch):
    monkeypatch.setattr("familyhubs.notifications.outbox.ring", lambda message_id: None)


def at_once(*works):
    """Run these at the same moment; how many were done."""
    ready = Barrier(len(works))

    def run(work):
        ready.wait(10)
        try:
            work()
        except Refused:
            return 0
        finally:
            connections.close_all()
        return 1

    with ThreadPoolExecutor(len(works)) as threads:
        return sum(threads.map(run, works))


def told():
    return Message.objects.filter(kind="service_edit_decided").count()


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once(no_doorbell):
    """Approve against decline, approve or withdraw; and the provider hears one answer at most."""
    reviewers, answers = [somebody("administrator") for _ in range(2)], 0
    orders = ("approve", "decline"), ("approve", "approve"), ("approve", "withdraw")
    for verbs in orders:
        service = ServiceFactory()
        values = values_of(service, summary="New")
        proposal = actions.propose(service, seen=1, values=values, by=somebody("partner"))

        def press(verb, by, proposal=proposal):
            if verb == "approve":
                return actions.approve(proposal, seen=1, by=by)
            if verb == "withdraw":
                return actions.withdraw(proposal, by=proposal.proposed_by)
            return actions.decline(proposal, reason="It is shut", by=by)

        works = [
            lambda verb=verb, by=by: press(verb, by)
            for verb, by in zip(verbs, reviewers, strict=True)
        ]
        assert at_once(*works) == 1
        proposal.refresh_from_db()
        service.refresh_from_db()
        approved = proposal.state == "approved"
        assert (service.summary == "New") == approved == (service.version == 2)
        answers += proposal.state != "withdrawn"
        assert told() == answers


@pytest.mark.django_db(transaction=True)
def test_of_two_edits_approved_at_once_the_second_is_looked_at_again(no_doorbell):
    """Both were read over version 1: neither goes over the other unseen."""
    reviewers, service = [somebody("administrator") for _ in range(2)], ServiceFactory()
    edits = [
        actions.propose(service, seen=1, values=values_of(service, **new), by=somebody("partner"))
        for new in ({"summary": "New"}, {"summary": "Newer", "phone": "1"})
    ]
    done = at_once(
        *(
            lambda edit=edit, by=by: actions.approve(edit, seen=1, by=by)
            for edit, by in zip(edits, reviewers, strict=True)
        )
    )
    assert done == 1
    live = Proposal.objects.get(state="approved")
    service.refresh_from_db()
    assert service.summary == live.changes["summary"]
    assert (service.version, told()) == (2, 1)
    assert Proposal.objects.filter(state="waiting").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_edit_sent_twice_at_once_is_one(no_doorbell):
    """By somebody signed in, both presses get the same answer; a link works once."""
    service, provider = ServiceFactory(), somebody("partner")
    values = values_of(service, summary="New")
    work = [lambda: actions.propose(service, seen=1, values=values, by=provider)] * 3
    assert at_once(*work) == 3
    assert service.proposals.count() == 1
    other, ask = asked()
    values = values_of(other, summary="New")

    def by_link():
        with acting_as(SystemActor.PUBLIC):
            actions.propose(other, seen=1, values=values, ask=ask)

    assert at_once(*[by_link] * 3) == 1
    assert other.proposals.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_edit_and_an_approval_at_once_never_mix(no_doorbell):
    """Whoever proposes over the version that just went is told; or was first, and waits."""
    service = ServiceFactory()
    first = actions.propose(
        service, seen=1, values=values_of(service, phone="1"), by=somebody("partner")
    )
    provider, reviewer = somebody("partner"), somebody("administrator")
    values = values_of(service, summary="New")
    done = at_once(
        lambda: actions.approve(first, seen=1, by=reviewer),
        lambda: actions.propose(service, seen=1, values=values, by=provider),
    )
    service.refresh_from_db()
    assert (service.phone, service.summary == "New") == ("1", False)
    assert done == 1 + service.proposals.filter(state="waiting", base_version=1).count()


@pytest.mark.django_db
def test_taken_back_by_the_link_it_asks_again_with_what_was_written_r025(client, administrator):
    service, ask = asked()
    values = values_of(service, summary="New words")
    with acting_as(SystemActor.PUBLIC):
        proposal = actions.propose(service, seen=1, values=values, ask=ask)
    page, back = f"/still-right/{token_of(ask)}/", f"/still-right/{token_of(ask)}/take-back/"
    assert back in client.get(page).content.decode()
    assert client.get(back).status_code == 405, "a look takes nothing back"
    for _ in range(2):
        assert client.post(back).url == page
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
    waiting = Message.objects.get(kind="service_edit_waiting")
    assert (waiting.user, waiting.drop_reason) == (administrator, "It was taken back")
    assert "You took your change back" in client.get(page).content.decode()
    assert "New words" in client.get(f"{page}?change=1").content.decode()
    assert client.post(page).status_code == 302
    ask.refresh_from_db()
    assert ask.used_at is not None
    service.refresh_from_db()
    assert service.last_assured_on == timezone.localdate()
    assert client.post(f"/still-right/{'0' * 32}-{'0' * 64}/take-back/").status_code == 404


@pytest.mark.django_db
def test_another_edit_by_the_same_link_and_never_two_that_stand(administrator):
    service, ask = asked()
    with acting_as(SystemActor.PUBLIC):
        values = values_of(service, summary="New words")
        first = actions.propose(service, seen=1, values=values, ask=ask)
        actions.withdraw(first, by=SystemActor.PUBLIC)
        ask.refresh_from_db()
        second = actions.propose(service, seen=1, values=values, ask=ask)
    with pytest.raises(Refused, match="taken it back"):
        actions.approve(first, seen=1, by=administrator)
    for broken in ({"state": "waiting"}, {"decided_by": administrator}, {"decided_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=first.pk).update(**{"decided_at": None} | broken)
    actions.approve(second, seen=1, by=administrator)
    with pytest.raises(Refused, match="decided already"):
        actions.withdraw(second, by=SystemActor.PUBLIC)


@pytest.mark.django_db
def test_when_the_time_of_the_link_is_over_the_page_still_says_it_was_taken_back(client):
    service, ask = asked()
    with acting_as(SystemActor.PUBLIC):
        actions.propose(service, seen=1, values=values_of(service, summary="New"), ask=ask)
    Ask.objects.update(expires_at=timezone.now())
    client.post(f"/still-right/{token_of(ask)}/take-back/")
    page = client.get(f"/still-right/{token_of(ask)}/")
    assert page.status_code == 200
    assert "You took your change back" in page.content.decode()


@pytest.mark.django_db
def test_signed_in_only_whoever_made_it_takes_it_back_and_sends_it_again(client, administrator):
    service = ServiceFactory()
    user = PartnerFactory(organisation=service.provider)
    MembershipFactory(user=user, role="partner")
    values = values_of(service, summary="New words", languages=["pl"])
    proposal = actions.propose(service, seen=1, values=values, by=user)
    address = reverse("directory:withdraw", args=[proposal.pk])
    for other in (administrator, somebody("partner")):
        client.force_login(other)
        assert client.post(address).status_code == 404
    client.force_login(administrator)
    queue = reverse("directory:attention")
    assert proposal.service.name in client.get(queue).content.decode()
    client.force_login(user)
    page = reverse("directory:service", args=[service.pk])
    assert address in client.get(page).content.decode()
    assert "Taken back" in client.post(address, follow=True).content.decode()
    assert "taken it back" in client.post(address, follow=True).content.decode()
    again = f"{reverse('directory:propose', args=[service.pk])}?again={proposal.pk}"
    assert again in client.get(page).content.decode()
    form = client.get(again).content.decode()
    assert "New words" in form
    assert "Polish" in form
    assert client.get(again[:-1] + "x").status_code == 200
    client.force_login(administrator)
    assert proposal.service.name not in client.get(queue).content.decode()
    seen = client.get(reverse("directory:proposal", args=[proposal.pk])).content.decode()
    assert "nothing to decide" in seen
    assert "Approve" not in seen
