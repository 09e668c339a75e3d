"""R059: a worker's highest level of need; above it somebody says why, and that is kept."""

import pytest
from django.urls import reverse

from families import actions
from families.models import Involvement
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from hubs.actions import set_limits
from hubs.models import WorkLimit
from outcomes.actions import accept_step, propose_step
from referrals.actions import accept
from tests.cast import somebody
from tests.factories.outcomes import PlanFactory
from tests.factories.referrals import ReferralFactory

WHY = "She knows them since the birth, and her manager reads along"


@pytest.fixture
def light(hub, administrator):
    """A parent engagement worker: up to level 2."""
    user = somebody("practitioner", hub=hub)
    set_limits(user, highest_level=2, families=None, by=administrator)
    return user


def test_on_the_record_a_reason_is_asked_and_kept(client, family, hub, manager, light):
    PlanFactory(family=family, hub=hub, level=3)
    client.force_login(manager)
    page = reverse("families:allocate", args=[family.pk])
    asked = client.get(page).content.decode()
    assert f"{light.full_name} (up to level 2)" in asked
    assert "above their own level" not in asked, "only once it may be needed"
    sent = {"user": light.pk, "role": "worker", "reason": "Knows the children"}
    said = client.post(page, sent).content.decode()
    assert "works with families up to level 2, and this is level 3" in said
    assert "above their own level" in said
    assert not Involvement.objects.filter(user=light).exists()
    assert client.post(page, sent | {"above_level": WHY}).status_code == 302
    assert Involvement.objects.get(user=light).above_level == WHY
    event = Event.objects.filter(verb="family.allocated").latest("pk")
    assert (event.facts["level"], event.facts["highest"]) == (3, 2)


def test_within_the_level_nothing_is_asked_and_nothing_kept(family, hub, manager, light):
    row = actions.allocate(family, role="worker", user=light, by=manager, level=2, above_level=WHY)
    assert row.above_level == ""
    other = somebody("practitioner", hub=hub)
    assert actions.allocate(family, role="worker", user=other, by=manager, level=4)


def test_when_a_request_is_accepted(hub, triage_officer, light):
    referral = ReferralFactory(hub=hub)
    given = {"decision": "eha", "level": 3, "lead": light, "by": triage_officer}
    with pytest.raises(Refused, match="up to level 2"):
        accept(referral, **given)
    referral.refresh_from_db()
    assert referral.is_open
    done = accept(referral, **given, above_level=WHY)
    assert done.family.involvements.get(user=light).above_level == WHY


def test_when_a_family_is_handed_on_at_another_level(family, hub, worker, light):
    plan = PlanFactory(family=family, hub=hub, level=2)
    asked = {"to_level": 3, "reason": "new_information", "explanation": "The flat is cold"}
    asked |= {"receiver": light, "by": worker}
    with pytest.raises(Refused, match="up to level 2"):
        propose_step(plan, **asked)
    step = propose_step(plan, **asked, above_level=WHY)
    accept_step(step, by=light)
    assert WHY in family.involvements.current().leads().get().above_level


def test_when_a_leavers_families_go_to_a_colleague(client, family, hub, worker, light, manager):
    """R059: what is heavier than a colleague's own level goes to them with a reason."""
    PlanFactory(family=family, hub=hub, level=3)
    client.force_login(manager)
    page = reverse("people:close", args=[worker.pk])
    asked = client.get(page).content.decode()
    assert f"{light.full_name} (up to level 2)" in asked
    assert "above their own level" not in asked
    sent = {"to": light.pk, "reason": "Leaving"}
    said = client.post(page, sent).content.decode()
    assert "works with families up to level 2, and this is level 3" in said
    assert not Involvement.objects.filter(user=light).exists()
    assert client.post(page, sent | {"above_level": WHY}).status_code == 302
    assert family.involvements.get(user=light).above_level == WHY


def test_managers_set_it_on_the_persons_page(client, manager, light, stranger):
    client.force_login(manager)
    page = reverse("people:limits", args=[light.pk])
    assert client.post(page, {"highest_level": "3", "families": "61"}).status_code == 200
    assert client.post(page, {"highest_level": "3", "families": "8"}).status_code == 302
    limit = WorkLimit.objects.get(user=light)
    assert (limit.highest_level, limit.families) == (3, 8)
    person = client.get(reverse("people:person", args=[light.pk])).content.decode()
    assert "Families at once" in person
    assert client.get(reverse("people:limits", args=[stranger.pk])).status_code == 404
    client.post(page, {"highest_level": "", "families": ""})
    limit.refresh_from_db()
    assert (limit.highest_level, limit.families) == (None, None)
