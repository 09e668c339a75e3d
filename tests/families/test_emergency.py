"""access.md D: a record opened in an emergency, with a reason, for four hours, and reviewed."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families import tasks
from families.actions import open_in_emergency, review_emergency
from families.models import EmergencyAccess, Family, Grant, TimelineEntry
from families.permissions import can_review_emergency, grounds
from families.sharing import FULL, Ground, Part, parts_open
from familyhubs.audit.models import Event
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs.models import DutyShift
from tests.cast import somebody
from tests.factories.families import ConflictFactory, GrantFactory, TimelineEntryFactory
from tests.factories.hubs import HubFactory

PAGE = "families:emergency"
WHY = "A neighbour rang: the baby is alone in the flat"
pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(client, family, stranger, safeguarding_lead):
    client.force_login(stranger)
    answer = client.post(reverse(PAGE), {"reference": family.reference, "reason": WHY})
    assert (answer.status_code, answer.url) == (302, family.get_absolute_url())
    return EmergencyAccess.objects.get()


@pytest.fixture
def duty_manager(db):
    user = somebody("manager", hub=HubFactory())
    DutyShift.objects.create(user=user, hub=user.memberships.first().hub, kind="practice")
    return user


def test_it_opens_the_record_and_nothing_is_written(client, opened, family, stranger):
    entry = TimelineEntryFactory(family=family, sensitivity="team", summary="Rang twice")
    TimelineEntryFactory(family=family, sensitivity="safeguard", summary="Not for them")
    assert grounds(stranger, family) == {Ground.BREAK_GLASS}
    assert parts_open({Ground.BREAK_GLASS}) == FULL - {Part.SAFEGUARDING}
    assert set(TimelineEntry.objects.visible_to(stranger)) == {entry}
    page = client.get(family.get_absolute_url()).content.decode()
    assert "You opened this record in an emergency" in page
    assert "Not for them" not in page
    for name in ("write_note", "add_member", "allocate", "restrict", "decide_to_share"):
        assert client.post(reverse(f"families:{name}", args=[family.pk])).status_code == 403


def test_a_banner_stands_on_every_page_and_every_reading_is_marked(client, opened, family):
    for page in ("families:list", "pages:today", "families:find"):
        assert "You opened a record until" in client.get(reverse(page)).content.decode(), page
    client.get(family.get_absolute_url())
    verbs = Event.objects.looks().filter(family_id=family.pk).values_list("verb", flat=True)
    assert set(verbs) == {"family.opened_break_glass", "family.seen_break_glass"}
    assert Event.objects.get(verb="family.opened_break_glass").reason == WHY
    with time_machine.travel(opened.ends_at, tick=False):
        page = client.get(reverse("families:list"))
        assert "You opened a record until" not in page.content.decode()


def test_it_ends_after_four_hours_to_the_minute(opened, stranger, family):
    assert opened.ends_at - opened.starts_at == timedelta(hours=4)
    with time_machine.travel(opened.ends_at - timedelta(seconds=1), tick=False):
        assert Family.objects.visible_to(stranger).filter(pk=family.pk).exists()
    with time_machine.travel(opened.ends_at, tick=False):
        assert not Family.objects.visible_to(stranger).exists()


def test_the_safeguarding_leads_are_told_at_once(opened, safeguarding_lead):
    told = Message.objects.get(kind="emergency_opened")
    assert told.user == safeguarding_lead
    assert WHY not in str(told.__dict__)


@pytest.mark.parametrize("who", ["front_desk", "commissioner", "administrator", "teacher"])
def test_nobody_else_opens_anything(client, request, family, who):
    client.force_login(request.getfixturevalue(who))
    sent = {"reference": family.reference, "reason": WHY}
    assert client.post(reverse(PAGE), sent).status_code == 403
    assert not EmergencyAccess.objects.exists()


def test_a_restricted_family_looks_like_no_match_with_the_same_work(client, family, stranger):
    client.force_login(stranger)
    sent = {"reference": "FH-ZZZZ-ZZZZ", "reason": WHY}
    none = client.post(reverse(PAGE), sent)
    Family.objects.update(is_restricted=True)
    hidden = client.post(reverse(PAGE), sent | {"reference": family.reference})
    assert "No single family fits" in none.content.decode()
    assert hidden.status_code == 200
    assert "No single family fits" in hidden.content.decode()
    assert not Grant.objects.exists()


def test_a_manager_on_duty_opens_restricted_families_and_safeguarding_entries(
    family, duty_manager, safeguarding_lead
):
    Family.objects.update(is_restricted=True)
    entry = TimelineEntryFactory(family=family, sensitivity="safeguard")
    assert open_in_emergency(reference=family.reference, reason=WHY, by=duty_manager) == family
    assert grounds(duty_manager, family) == {Ground.BREAK_GLASS_DUTY}
    assert set(TimelineEntry.objects.visible_to(duty_manager)) == {entry}


def test_a_bar_is_stronger(family, stranger):
    ConflictFactory(family=family, user=stranger)
    assert open_in_emergency(reference=family.reference, reason=WHY, by=stranger) is None


def test_a_bar_found_later_shuts_it(opened, family, stranger):
    ConflictFactory(family=family, user=stranger)
    assert not Family.objects.visible_to(stranger).exists()


def test_whoever_reads_it_anyway_needs_no_emergency(family, worker):
    assert open_in_emergency(reference=family.reference, reason=WHY, by=worker) == family
    assert not EmergencyAccess.objects.exists()


def test_another_reviews_it_once(client, opened, safeguarding_lead):
    client.force_login(safeguarding_lead)
    queue = client.get(reverse("families:emergencies")).content.decode()
    page = reverse("families:review_emergency", args=[opened.pk])
    assert page in queue
    assert WHY in client.get(page).content.decode()
    assert "Select whether it was needed" in client.post(page).content.decode()
    sent = {"finding": "needed", "review": "Rang the neighbour. The baby is safe."}
    assert client.post(page, sent).status_code == 302
    opened.refresh_from_db()
    assert (opened.finding, opened.reviewed_by) == ("needed", safeguarding_lead)
    assert "reviewed already" in client.post(page, sent).content.decode()


def test_nobody_reviews_their_own(opened, stranger, safeguarding_lead):
    assert not can_review_emergency(stranger, opened)
    both = opened.user
    with pytest.raises(Refused, match="their own"):
        review_emergency(opened, finding="needed", review="Fine", by=both)
    now = timezone.now()
    whole = {"finding": "needed", "review": "Fine", "reviewed_at": now}
    with pytest.raises(IntegrityError, match="never_reviewed_by_its_opener"), transaction.atomic():
        EmergencyAccess.objects.update(reviewed_by=stranger, **whole)


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"reason": ""}, "emergency_says_why"),
        ({"ends_at": None}, "emergency_lasts_four_hours_at_most"),
        ({"ends_at": timezone.now() + timedelta(hours=5)}, "emergency_lasts_four_hours_at_most"),
        ({"finding": "needed"}, "emergency_review_is_whole"),
    ],
)
def test_the_database_holds_the_truth(opened, broken, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        EmergencyAccess.objects.update(**broken)


@pytest.mark.parametrize("kind", ["break_glass", "glass_duty", "closed"])
def test_no_grant_with_a_reason_lasts_for_ever(family, stranger, kind):
    with pytest.raises(IntegrityError, match="grant_with_a_reason_ends"), transaction.atomic():
        GrantFactory(family=family, kind=kind, user=stranger)


def test_what_nobody_reviews_rings_once_and_then_above(opened, safeguarding_lead):
    chief = somebody("manager")
    tasks.remind_emergencies_to_review()
    assert not Message.objects.filter(kind="emergency_overdue").exists()
    with time_machine.travel(opened.review_due_at, tick=False):
        tasks.remind_emergencies_to_review()
        tasks.remind_emergencies_to_review()
    assert Message.objects.get(kind="emergency_overdue").user == safeguarding_lead
    assert not Message.objects.filter(kind="emergency_unreviewed").exists()
    with time_machine.travel(opened.review_due_at + timedelta(days=10), tick=False):
        tasks.remind_emergencies_to_review()
    assert Message.objects.get(kind="emergency_unreviewed").user == chief


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reason": WHY}, "Enter a reference, or a name and a date of birth"),
        ({"reference": "FH-ZZZZ-ZZZZ"}, "Enter what the emergency is"),
        ({"reference": "\x00", "reason": "x"}, ""),
        ({"reference": "FH-ZZZZ-ZZZZ", "reason": "x" * 501}, "500 characters or fewer"),
    ],
)
def test_it_asks_for_facts_and_a_reason(client, stranger, sent, said):
    client.force_login(stranger)
    answer = client.post(reverse(PAGE), sent)
    assert answer.status_code in (200, 400)
    assert said in answer.content.decode()
