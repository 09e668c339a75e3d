"""Requests about information that were matched to no family: six years after they were closed."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.rights.keeping import tasks
from familyhubs.rights.keeping.due import is_due
from familyhubs.rights.keeping.models import Certificate, Rule
from familyhubs.rights.keeping.schedule import ROOTS
from familyhubs.rights.registers import actions as registers
from familyhubs.rights.registers.models import RightsRequest
from tests.cast import somebody
from tests.rights.copied import ask
from tests.rights.kept import MARK, agreed_batch, quiet_guards, run, where_marked
from tests.rights.registered import matched, sent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rule(db):
    return Rule.objects.get(code="rights_request")


def closed(asked, officer, *, months_ago=73, words="Done"):
    with acting_as(officer):
        registers.decide(asked, decision="upheld", answer=words, by=officer)
        registers.close(asked, told_how=words, by=officer)
    make_old_request(asked, months_ago)
    return asked


def make_old_request(asked, months_ago):
    with transaction.atomic(), acting_as(SystemActor.CLOCK):
        quiet_guards()
        run(
            "UPDATE registers_rightsrequest SET closed_at ="
            " now() - make_interval(months => %s) WHERE id = %s", months_ago, asked.pk,
        )  # fmt: skip


def due(rule, asked, *, on=None):
    with acting_as(SystemActor.CLOCK):
        return is_due(rule, asked.pk, on=on or timezone.localdate())


def test_it_is_due_six_years_after_it_was_closed_and_never_while_open(rule):
    asked = sent("other", days_ago=20 * 366)
    assert not due(rule, asked)
    closed(asked, somebody("governance"), months_ago=0)
    today = timezone.localdate()
    six = today.replace(year=today.year + 6, day=min(today.day, 28))
    assert not due(rule, asked, on=six - timedelta(days=4))
    assert due(rule, asked, on=six + timedelta(days=4))


def test_one_that_was_matched_goes_with_the_family(rule, family):
    officer = somebody("governance")
    asked = sent("other")
    matched(asked, family, officer)
    closed(asked, officer)
    assert not due(rule, asked)


def test_a_copy_that_is_owed_to_it_stops_it(rule, family, ada):
    officer = somebody("governance")
    asked = closed(sent("copy"), officer)
    assert due(rule, asked)
    copy = ask(family, ada, officer)
    with acting_as(officer):
        RightsRequest.objects.filter(pk=asked.pk).update(copy=copy)
    assert not due(rule, asked)


def test_all_of_it_goes_and_another_request_stays(rule, owner, family):
    officer = somebody("governance")
    words = {"what": MARK, "reach": MARK, "about": MARK, "name": MARK}
    asked = sent("other", email=f"{MARK}@example.org", **words)
    other = closed(sent("other", email="other@example.org"), officer, months_ago=60)
    closed(asked, officer, words=MARK)
    assert {"registers_rightsrequest", "notifications_message"} <= where_marked(owner)
    batch = agreed_batch("rights_request")
    assert batch.records.get().about_id == asked.pk
    tasks.erase_approved()
    with acting_as(officer):
        assert RightsRequest.objects.get().pk == other.pk
    assert where_marked(owner) == set()
    left = "SELECT count(*) FROM notifications_message WHERE about_id = %s"
    assert owner.execute(left, [asked.pk]).fetchone() == (0,)
    assert Certificate.objects.get().said["tables"]["registers_rightsrequest"] == 1
    assert not Event.objects.filter(about_id=asked.pk).exists()


def test_the_database_begins_where_the_schedule_says(owner):
    for code, table in ROOTS.items():
        root = "SELECT keeping_root(%s)::text"
        assert owner.execute(root, [code]).fetchone() == (table,)
