"""Families by priority group and hub, and the plan beside it (R077, R079, R088)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families.models import PriorityGroup
from familyhubs.insights import reach
from familyhubs.insights.disclosure import FEW
from hubs.members.rules import later
from hubs.models import AreaAction, Hub
from tests.cast import somebody
from tests.factories.accounts import UserFactory
from tests.factories.families import FamilyFactory, ObservationFactory

pytestmark = pytest.mark.django_db(databases=["default", "reporting"], transaction=True)
PAGE = reverse("insights:reach")


def text(response):
    return " ".join(response.content.decode().split())


def words():
    rows = PriorityGroup.objects.with_words().filter(code__in=["P09", "P12"])
    return dict(rows.values_list("code", "words_now"))


@pytest.fixture
def both(hub, southgate):
    """Seven Armed Forces families here and two there; three Traveller families here."""
    by = UserFactory()
    for at, code, many in ((hub, "P12", 7), (southgate, "P12", 2), (hub, "P09", 3)):
        for _n in range(many):
            ObservationFactory(family=FamilyFactory(hub=at), code=code, observed_by=by)
    return hub, southgate


def test_a_manager_sees_the_true_figures_of_their_own_hub(both, client):
    hub, _other = both
    shown = reach.exact([hub], words())
    assert [(figures[0].number, all.number) for _n, figures, all in shown.rows] == [(3, 3), (7, 7)]
    client.force_login(somebody("manager", hub=hub))
    page = text(client.get(PAGE))
    assert "Armed Forces" in page
    assert "Northgate" in page
    assert "Southgate" not in page


def test_a_restricted_family_is_in_no_number(both):
    hub, _other = both
    hidden = FamilyFactory(hub=hub, is_restricted=True)
    ObservationFactory(family=hidden, code="P12", observed_by=UserFactory())
    assert reach.exact([hub], words()).rows[1][2].number == 7


def test_for_commissioners_small_numbers_are_hidden_and_cannot_be_worked_out(both, client):
    hubs, next_month = (
        list(Hub.objects.order_by("name")),
        later(timezone.localdate().replace(day=1), 1),
    )
    this_month = timezone.localdate().replace(day=1)
    none = reach.published(hubs, words(), this_month)
    assert {all.number for _name, _figures, all in none.rows} == {0}, "said since it began"
    shown = reach.published(hubs, words(), next_month)
    by_group = {name: (figures, all) for name, figures, all in shown.rows}
    travellers, together = by_group[words()["P09"]]
    assert travellers[0] == FEW
    assert together == FEW
    forces, _together = by_group[words()["P12"]]
    assert all(figure.hidden for figure in forces), "the other part would tell the hidden one"
    client.force_login(somebody("commissioner"))
    page = text(client.get(PAGE))
    assert "rounded to the nearest 5" in page
    assert "Add to the plan" not in page


def test_the_action_plan_of_an_area(client, hub, southgate):
    """R077: action, owner, due, done."""
    client.force_login(somebody("manager", hub=hub))
    address = reverse("insights:plan_area_action", args=[hub.slug])
    page = text(client.post(address, {}))
    for said in ("Enter what is to be done", "Enter who does it", "Enter the day"):
        assert said in page
    day = timezone.localdate()
    due = {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}
    client.post(address, {"what": "Dads’ breakfast", "owner": "Family voice", **due})
    action = AreaAction.objects.get()
    page = text(client.get(PAGE))
    assert "Dads’ breakfast" in page
    done = reverse("insights:finish_area_action", args=[action.pk])
    assert "Enter what came of it" in text(client.post(done, {}))
    client.post(done, {"result": "Eleven fathers came"})
    assert "Eleven fathers came" in text(client.get(PAGE))
    assert "done already" in text(client.post(done, {"result": "Again"}))
    other = reverse("insights:plan_area_action", args=[southgate.slug])
    assert client.get(other).status_code == 403
    client.force_login(somebody("manager", hub=southgate))
    assert client.get(done).status_code == 403
    client.force_login(somebody("practitioner", hub=hub))
    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("wrong", [{"what": ""}, {"owner": ""}, {"result": "x"}])
def test_the_database_holds_what_is_true_of_it(hub, wrong):
    right = {"hub": hub, "what": "x", "owner": "x", "due_on": timezone.localdate()}
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaAction.objects.create(added_by=UserFactory(), **right | wrong)
