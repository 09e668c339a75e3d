"""Problems that somebody has dealt with: found again, page by page; filters come off one by one."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from hubs import actions
from hubs.models import Problem, Topic
from tests.cast import somebody
from tests.factories.hubs import HubFactory, ServiceFactory, SiteFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("directory:closed_problems")
DIRECTORY = reverse("directory:list")


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def keeper(client, hub):
    user = somebody("manager", hub=hub)
    client.force_login(user)
    return user


def closed(keeper, done, *, kind="closed", **about):
    problem = actions.report_problem(uuid4(), kind=kind, words="", by=keeper, **about)
    actions.close_problem(problem, what_was_done=done, by=keeper)
    return problem


def names(page):
    return [problem.what_was_done for problem in page.context["page"].rows]


def test_the_latest_first_by_words_and_kind_and_linked_from_what_needs_attention(client, keeper):
    site = SiteFactory(name="Mill House")
    closed(keeper, "Rang them", service=ServiceFactory(name="Debt advice"))
    closed(keeper, "New hours", site=site, kind="out_of_date")
    open_one = actions.report_problem(uuid4(), kind="closed", words="", by=keeper, site=site)
    assert PAGE in text(client.get(reverse("directory:attention")))
    page = client.get(PAGE)
    assert names(page) == ["New hours", "Rang them"]
    assert str(open_one.pk) not in text(page)
    assert names(client.get(PAGE, {"q": "mill"})) == ["New hours"]
    assert names(client.get(PAGE, {"q": "RANG"})) == ["Rang them"]
    found = client.get(PAGE, {"q": "mill", "kind": "closed"})
    assert names(found) == []
    assert "Take a filter away" in text(found)
    assert [query for _words, query in found.context["chips"]] == ["kind=closed", "q=mill"]


def test_thirty_are_on_two_pages_and_cost_the_same(client, keeper, django_assert_max_num_queries):
    service = ServiceFactory()
    Problem.objects.bulk_create(
        Problem(
            service=service, kind="closed", closed_at=timezone.now(), closed_by=keeper,
            what_was_done=str(n), key=uuid4(),
        )
        for n in range(30)
    )  # fmt: skip
    with django_assert_max_num_queries(14):
        first = client.get(PAGE)
    second = client.get(PAGE + first.context["page"].after)
    seen = {*names(first), *names(second)}
    assert len(seen) == 30


@pytest.mark.parametrize("role", ["practitioner", "front_of_house", "partner", "commissioner"])
def test_only_those_who_keep_the_directory_read_it(client, role):
    client.force_login(somebody(role, hub=HubFactory()))
    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("typed", ["x" * 5_000, "' OR 1=1 --", "💥", "%"])
def test_nonsense_is_left_out(client, keeper, typed):
    for page in (PAGE, DIRECTORY):
        query = dict.fromkeys(("q", "kind", "after", "state", "topic", "hub", "page"), typed)
        assert client.get(page, query).status_code == 200


def test_each_filter_of_the_directory_comes_off_by_itself(client, keeper, hub):
    topic = Topic.objects.get(code="debt")
    asked = {
        "q": "debt",
        "topic": topic.pk,
        "hub": hub.pk,
        "state": "due",
        "sort": "due",
        "page": 2,
    }
    page = client.get(DIRECTORY, asked)
    chips = dict(page.context["chips"])
    assert set(chips) == {"“debt”", str(topic), str(hub), "Check is due"}
    without = chips["Check is due"]
    assert "state=" not in without
    assert "page=" not in without
    assert all(f"{name}=" in without for name in ("q", "topic", "hub", "sort"))
    assert "fh-chips" not in text(client.get(DIRECTORY))
