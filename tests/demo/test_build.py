"""The invented council is whole, however many families it is asked for."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from families.models import Family
from familyhubs.accounts.models import User
from familyhubs.council.models import CouncilSettings
from familyhubs.database.models import Mark
from familyhubs.demo import names
from familyhubs.insights.figures import published_periods
from hubs.models import Hub, Membership, Role, Site
from referrals.models import Referral
from tests.bench.pages import pages

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "reporting"])


@pytest.fixture
def demo(owner):
    """Fills the empty database; what other tests keep is put back as it was."""
    before = CouncilSettings.objects.values().first()
    yield lambda families: call_command("demo", families=families, verbosity=0)
    owner.execute("UPDATE database_mark SET filled_at = NULL")
    CouncilSettings.objects.all().delete()
    if before:
        CouncilSettings.objects.create(**before)


@pytest.mark.parametrize("families", [0, 1, 5])
def test_a_small_demo_is_whole_too(demo, families):
    """There may be nobody who asks again, and no plan but one opened today to hand over."""
    demo(families)
    assert Mark.objects.get().filled_at
    # One request of this week is accepted, and so makes a family.
    assert Family.objects.count() == families + 1


def test_an_invented_family_like_one_that_asks_this_week_does_not_stop_the_demo(demo, monkeypatch):
    """On some days the stories hold one by chance."""
    monkeypatch.setattr(names, "FIRST_WOMEN", ("Chloe",))
    monkeypatch.setattr(names, "FIRST_MEN", ("Chloe",))
    monkeypatch.setattr(names, "FIRST_CHILDREN", ("Tommy",))
    monkeypatch.setattr(names, "LAST", ("Barker",))
    demo(5)
    accepted = Referral.objects.get(family__isnull=False, decided_at__date=timezone.localdate())
    assert accepted.contact_name == "Chloe Barker"
    assert accepted.matches.exists()


def test_every_role_has_somebody_to_try_and_every_page_that_the_bench_times_opens(demo):
    demo(20)
    people = User.objects.demo().may_sign_in()
    roles = Membership.objects.current().filter(user__in=people).values_list("role", flat=True)
    assert set(roles) == set(Role.values)
    assert Hub.objects.count() == Site.objects.filter(kind="main").count() == 4
    assert Site.objects.filter(kind="satellite").count() == 8
    assert published_periods()
    statuses = Referral.objects.values_list("status", flat=True)
    assert set(statuses) == {"waiting", "asked_family", "decided"}
    found, _without = pages()
    answers = {page: page.visitor().get(page.path).status_code for page in found}
    assert not {(page.role, page.path) for page, status in answers.items() if status != 200}
