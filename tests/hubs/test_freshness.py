"""The directory is kept true: asks, proposals and reported problems (R025)."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, close_old_connections, transaction
from django.utils import timezone

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.actions.offer import PROPOSABLE
from hubs.links import ask_of, token_of
from hubs.models import Ask, Problem, Proposal, Service
from tests.cast import somebody
from tests.factories.contact import ContactCardFactory
from tests.factories.hubs import HubFactory, ServiceFactory, SiteFactory

pytestmark = pytest.mark.django_db
OWNER = {"email": "owner@trust.example", "may_email": True, "preferred": "email", "phone": ""}


def card():
    return ContactCardFactory(may_call=False, may_text=False, **OWNER)


def run():
    return actions.ask_owners(by=SystemActor.CLOCK)


def values_of(service, **changed):
    return {name: getattr(service, name) for name in PROPOSABLE} | changed


def asked(due=-1, **values):
    service = ServiceFactory(due=due, **(values or {"owner_card": card()}))
    run()
    return service, service.asks.get()


def test_r025_an_owner_is_asked_once_a_stage_and_by_card_or_account(administrator):
    ServiceFactory(due=13, owner_card=card())
    ServiceFactory(due=0, owner=administrator)
    ServiceFactory(due=-30, owner_card=card())
    ServiceFactory(due=15, owner_card=card())
    assert run() == 3
    run()
    assert sorted(Ask.objects.values_list("stage", flat=True)) == ["due", "hidden", "soon"]
    kinds = Message.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["service_check", "service_check", "service_hidden"]


def test_r025_of_a_service_that_nobody_owns_the_hubs_manager_is_asked_once_a_week(administrator):
    hub = HubFactory()
    manager = somebody("manager", hub=hub)
    somebody("manager", hub=HubFactory())
    for _ in range(3):
        ServiceFactory(due=0, sites=[SiteFactory(hub=hub)])
    ServiceFactory(due=0)
    run()
    run()
    told = {m.user: m.facts["count"] for m in Message.objects.filter(kind="services_to_check")}
    assert told == {manager: 3, administrator: 1}


def test_r025_one_press_says_that_it_is_right_and_only_once():
    service, ask = asked()
    actions.still_right(ask)
    service.refresh_from_db()
    today = timezone.localdate()
    assert (service.last_assured_on, service.review_due_on) == (today, today + timedelta(90))
    with pytest.raises(Refused):
        actions.still_right(ask)


def test_a_link_is_signed_and_ends():
    _, ask = asked()
    token = token_of(ask)
    assert ask_of(token) == ask
    other = token_of(Ask(pk=uuid4()))
    for forged in ("", "x", token[:-1], f"{token[:32]}{other[32:]}", other, token.upper()):
        assert ask_of(forged) is None
    Ask.objects.update(expires_at=timezone.now())
    with pytest.raises(Refused):
        actions.still_right(ask_of(token))


def test_a_link_of_an_owner_who_is_none_any_more_opens_nothing(administrator):
    service, ask = asked()
    actions.save_service(
        service, seen=1, topics=[], owner_email="new@trust.example", by=administrator
    )
    with pytest.raises(Refused):
        actions.still_right(ask)


def test_opening_a_link_changes_nothing_and_pressing_does(client):
    service, ask = asked()
    url = f"/still-right/{token_of(ask)}/"
    for ask_for in (client.get, client.head, client.options):
        ask_for(url)
    ask.refresh_from_db()
    assert ask.used_at is None
    assert client.post(url).status_code == 302
    service.refresh_from_db()
    assert service.last_assured_on == timezone.localdate()
    assert b"has been used" in client.get(url).content
    assert client.post(url).status_code == 200


def test_the_approved_version_stays_live_until_the_edit_is_approved(administrator):
    service, ask = asked()
    changed = values_of(service, summary="New", days=[2])
    proposal = actions.propose(service, seen=1, values=changed, ask=ask)
    assert proposal.changes == {"summary": "New", "days": [2]}
    service.refresh_from_db()
    assert service.summary != "New"
    actions.approve(proposal, seen=1, by=administrator)
    service.refresh_from_db()
    assert (service.summary, service.days, service.version) == ("New", [2], 2)
    with pytest.raises(Refused):
        actions.approve(proposal, seen=2, by=administrator)
    assert Message.objects.filter(kind="service_edit_decided").count() == 1


def test_a_reviewer_who_saw_an_older_version_looks_again(administrator):
    service, ask = asked()
    values = values_of(service, summary="New")
    proposal = actions.propose(service, seen=1, values=values, ask=ask)
    other = actions.propose(
        service, seen=1, values=values_of(service, phone="1"), by=somebody("partner")
    )
    actions.approve(other, seen=1, by=administrator)
    with pytest.raises(Refused):
        actions.approve(proposal, seen=1, by=administrator)
    actions.approve(proposal, seen=2, by=administrator)
    service.refresh_from_db()
    assert (service.summary, service.phone) == ("New", "1")


def test_declining_needs_a_reason_which_the_provider_reads(client, administrator):
    service, ask = asked()
    values = values_of(service, summary="New")
    proposal = actions.propose(service, seen=1, values=values, ask=ask)
    with pytest.raises(Refused):
        actions.decline(proposal, reason=" ", by=administrator)
    actions.decline(proposal, reason="The hall is shut", by=administrator)
    assert "The hall is shut" in client.get(f"/still-right/{token_of(ask)}/").content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(reason="")


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one():
    _, ask = asked()
    results = []

    def press():
        try:
            with acting_as(SystemActor.PUBLIC):
                actions.still_right(ask)
            results.append("done")
        except Refused:
            results.append("refused")
        finally:
            close_old_connections()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["done", "refused", "refused", "refused"]


def test_r025_a_problem_reaches_owner_and_manager_once_and_closes_with_what_was_done(client):
    hub = HubFactory()
    manager = somebody("manager", hub=hub)
    service = ServiceFactory(owner_card=card(), sites=[SiteFactory(hub=hub)])
    url, key = f"/services/{service.slug}/problem/", uuid4()
    for _ in range(2):
        assert client.post(url, {"kind": "closed", "words": "Shut", "key": key}).status_code == 302
    client.post(url, {"kind": "other", "key": "not-a-key"})
    problem = Problem.objects.get(key=key)
    kinds = sorted(Message.objects.values_list("kind", flat=True))
    assert kinds == ["listing_problem", "service_problem"]
    actions.close_problem(problem, what_was_done="Rang them", by=manager)
    with pytest.raises(Refused):
        actions.close_problem(problem, what_was_done="Again", by=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.filter(pk=problem.pk).update(what_was_done="")


def test_a_problem_with_a_site_goes_to_its_hubs_manager(client):
    site = SiteFactory()
    manager = somebody("manager", hub=site.hub)
    assert client.post(f"/sites/{site.pk}/problem/", {"kind": "closed"}).status_code == 302
    assert Message.objects.get().user == manager


def test_problem_reports_of_one_address_are_not_endless(client):
    url = f"/services/{ServiceFactory().slug}/problem/"
    statuses = [client.post(url, {"kind": "closed"}).status_code for _ in range(31)]
    assert (statuses[29], statuses[30]) == (302, 429)


def test_r023_a_service_is_switched_off_with_a_banner(client, administrator):
    service = ServiceFactory()
    today = timezone.localdate()
    actions.switch_service(
        service, seen=1, status="active", on_from=None, on_until=today - timedelta(1),
        banner="The library runs a group", by=administrator,
    )  # fmt: skip
    page = client.get(service.get_absolute_url()).content.decode()
    assert "This is not on any more" in page
    assert "The library runs a group" in page
    assert not Service.objects.public().exists()


def test_two_who_change_at_once_the_second_is_told(administrator):
    service = ServiceFactory()
    change = {"topics": [], "owner_email": "", "by": administrator}
    actions.save_service(service, seen=1, **change, name="First")
    with pytest.raises(Refused):
        actions.save_service(service, seen=1, **change, name="Second")
