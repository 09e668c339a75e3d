"""Teams, as a council's administrator sets them up, and their end."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from families import actions as family_actions
from familyhubs.audit.models import Event
from familyhubs.pages.people.actions import give_role
from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Team
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory
from tests.factories.families import FamilyFactory, InvolvementFactory
from tests.factories.hubs import MembershipFactory, TeamFactory

from .at_once import second_comes_meanwhile

pytestmark = pytest.mark.django_db
UNKNOWN = "b1f9aee0-7d4b-4d22-8c7a-2d3b7d2a1c55"


@pytest.fixture
def signed_in(client, administrator):
    client.force_login(administrator)
    return client


def text(response):
    return " ".join(response.content.decode().split())


def at(name, *args):
    return reverse(f"places:{name}", args=args)


def verbs():
    return list(Event.objects.filter(kind="did").order_by("pk").values_list("verb", flat=True))


def test_a_team_is_added_renamed_moved_and_ended(signed_in, hub, administrator):
    council = administrator.organisation
    signed_in.post(at("add_team"), {"name": "Early years", "organisation": council.pk})
    team = Team.objects.get()
    assert (team.hub, team.organisation) == (None, council)
    signed_in.post(at("team", team.pk), {"name": "Early help", "hub": hub.pk})
    team.refresh_from_db()
    assert (team.name, team.hub) == ("Early help", hub)
    signed_in.post(at("end_team", team.pk))
    team.refresh_from_db()
    assert team.ended_on == timezone.localdate()
    assert "has ended already" in text(signed_in.post(at("end_team", team.pk)))
    assert "This team has ended" in text(signed_in.post(at("team", team.pk), {"name": "Again"}))
    assert verbs()[-3:] == ["team.added", "team.changed", "team.ended"]


def test_a_team_that_somebody_counts_on_does_not_end(signed_in, family):
    team = TeamFactory()
    work = InvolvementFactory(family=family, team=team, user=None)
    role = MembershipFactory(team=team)
    said = text(signed_in.post(at("end_team", team.pk)))
    assert "Families this team still works with: 1." in said
    family_actions.end_involvement(work, reason="Done", by=role.user)
    assert "Roles in this team that have not ended: 1." in text(
        signed_in.post(at("end_team", team.pk))
    )
    role.ends_at = timezone.now()
    role.save()
    assert signed_in.post(at("end_team", team.pk)).status_code == 302


def test_an_ended_team_takes_nothing_on(administrator, family, manager):
    team = TeamFactory(ended_on=timezone.localdate())
    with pytest.raises(Refused, match="has ended"):
        family_actions.allocate(family, role="worker", team=team, by=manager)
    with pytest.raises(Refused, match="has ended"):
        give_role(manager, role="practitioner", team=team, by=administrator)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "New"}, "Select the team’s organisation"),
        ({"name": "New", "organisation": UNKNOWN}, "Select an organisation from the list"),
        ({"name": ""}, "Enter the name of the team"),
        ({"name": "TAKEN", "organisation": "school"}, "a team with this name already"),
        ({"name": "New", "organisation": "school", "hub": UNKNOWN}, "Select a hub from the list"),
    ],
)
def test_what_is_wrong_with_a_team_is_said(signed_in, school, sent, said):
    TeamFactory(name="Taken")
    if sent.get("organisation") == "school":
        sent = sent | {"organisation": school.pk}
    assert said in text(signed_in.post(at("add_team"), sent))
    assert Team.objects.count() == 1


def test_an_ended_organisation_gets_no_team(administrator):
    ended = OrganisationFactory(ended_on=date(2020, 1, 1))
    with pytest.raises(Refused, match="has ended"):
        actions.save_team(None, name="New", hub=None, organisation=ended, by=administrator)


@pytest.mark.django_db(transaction=True)
def test_a_team_ends_while_it_is_given_a_family_or_a_colleague():
    team, family, colleague = TeamFactory(), FamilyFactory(), somebody("practitioner")
    outcomes = second_comes_meanwhile(
        lambda by: family_actions.end_team(team, by=by),
        lambda by: family_actions.allocate(family, role="worker", team=team, by=by),
        by=somebody("manager", hub=family.hub),
    )
    assert outcomes == {"first": "done", "second": f"{team} has ended."}
    team = TeamFactory()
    outcomes = second_comes_meanwhile(
        lambda by: give_role(colleague, role="practitioner", team=team, by=by),
        lambda by: family_actions.end_team(team, by=by),
    )
    said = "Roles in this team that have not ended: 1. End them first."
    assert outcomes == {"first": "done", "second": said}
