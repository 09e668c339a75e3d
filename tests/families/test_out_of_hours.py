"""access.md A6: the out-of-hours social worker reads any family, with a reason, to the minute."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families.models import Family, Grant, TimelineEntry
from families.permissions import can_read_out_of_hours, grounds
from families.sharing import Ground, Part, parts_open
from familyhubs.audit.models import Event
from hubs.actions import hand_over
from hubs.models import DutyShift
from tests.cast import somebody
from tests.factories.families import ConflictFactory, TimelineEntryFactory
from tests.factories.outcomes import PlanFactory

PAGE = "families:out_of_hours"
WHY = "Police ask whether the children are safe tonight"


@pytest.fixture
def restricted(family):
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    return Family.objects.get(pk=family.pk)


@pytest.fixture
def shift(stranger):
    now = timezone.now()
    ends = now + timedelta(hours=8)
    return DutyShift.objects.create(
        user=stranger, kind="out_of_hours", starts_at=now - timedelta(hours=1), ends_at=ends
    )


@pytest.fixture
def opened(client, restricted, stranger, shift):
    """The record of a restricted family, opened during the duty."""
    client.force_login(stranger)
    data = {"reference": restricted.reference.lower(), "reason": WHY}
    answer = client.post(reverse(PAGE), data)
    assert (answer.status_code, answer.url) == (302, restricted.get_absolute_url())
    return restricted


def test_it_is_read_whole_and_every_page_is_marked(
    client, opened, stranger, worker, safeguarding_lead
):
    entry = TimelineEntryFactory(family=opened, sensitivity="safeguard", summary="Seen at the door")
    plan = PlanFactory(family=opened)
    assert grounds(stranger, opened) == {Ground.OUT_OF_HOURS}
    assert parts_open({Ground.OUT_OF_HOURS}) == set(Part)
    assert set(TimelineEntry.objects.visible_to(stranger)) == {entry}
    pages = [opened.get_absolute_url(), plan.get_absolute_url()]
    pages += [reverse("families:looks", args=[opened.pk])]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert page == pages[2] or "during your out-of-hours duty" in answer.content.decode()
    assert "It ends with your duty." in client.get(pages[0]).content.decode()
    verbs = Event.objects.looks().filter(family_id=opened.pk).values_list("verb", flat=True)
    assert set(verbs) == {
        "family.opened_out_of_hours", "family.seen_out_of_hours", "plan.seen_out_of_hours",
        "family.log_seen_out_of_hours",
    }  # fmt: skip
    assert Event.objects.get(verb="family.opened_out_of_hours").reason == WHY
    client.force_login(safeguarding_lead)
    log = client.get(pages[2]).content.decode()
    assert WHY in log
    assert log.count("govuk-tag--purple") == len(verbs)


def test_nothing_is_written(client, opened, stranger, ada):
    """Whatever is sent to any page of the record is refused, save that they know the family."""
    before = Event.objects.filter(kind="did").count()
    for name in ("write_note", "add_member", "record_agreement", "decide_to_share", "allocate"):
        answer = client.post(reverse(f"families:{name}", args=[opened.pk]), {"text": "x"})
        assert answer.status_code == 403, name
    plan = PlanFactory(family=opened)
    assert client.post(reverse("outcomes:add_goal", args=[plan.pk])).status_code == 403
    assert client.post(reverse("families:restrict", args=[opened.pk])).status_code == 403
    assert Event.objects.filter(kind="did").count() == before


def test_it_ends_to_the_minute_and_when_somebody_else_takes_the_duty(
    client, opened, stranger, shift, colleague, manager
):
    page = opened.get_absolute_url()
    with time_machine.travel(shift.ends_at - timedelta(seconds=1), tick=False):
        assert Family.objects.visible_to(stranger).filter(pk=opened.pk).exists()
    with time_machine.travel(shift.ends_at, tick=False):
        assert not Family.objects.visible_to(stranger).exists()
        assert not can_read_out_of_hours(stranger)
    assert client.get(page).status_code == 200
    hand_over(shift, to=colleague, by=manager)
    assert client.get(page).status_code == 404
    assert client.get(reverse(PAGE)).status_code == 403
    assert not Family.objects.visible_to(colleague).exists(), "a reason opens it to its writer"


def test_a_longer_duty_does_not_lengthen_what_was_opened(opened, stranger, shift):
    ends = shift.ends_at
    DutyShift.objects.filter(pk=shift.pk).update(ends_at=ends + timedelta(hours=3))
    with time_machine.travel(ends, tick=False):
        assert can_read_out_of_hours(stranger)
        assert not Family.objects.visible_to(stranger).exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reference": "FH-ZZZZ-ZZZZ", "reason": WHY}, "No single family fits"),
        ({"name": "Ada Okafor", "reason": WHY}, "Enter a date of birth as well"),
        ({"reason": WHY}, "Enter a reference, or a name and a date of birth"),
        ({"reference": "mine"}, "Enter why you need to read it"),
    ],
)
def test_it_asks_for_facts_and_a_reason(client, family, stranger, shift, sent, said):
    client.force_login(stranger)
    sent = {name: family.reference if text == "mine" else text for name, text in sent.items()}
    assert said in client.post(reverse(PAGE), sent).content.decode()
    assert not Grant.objects.exists()


def test_a_name_and_a_date_of_birth_find_it(client, restricted, stranger, shift, ada):
    client.force_login(stranger)
    day = ada.born_on
    born = {"born_on_day": day.day, "born_on_month": day.month, "born_on_year": day.year}
    sent = {"name": "Ada Okafor", "reason": WHY, **born}
    assert client.post(reverse(PAGE), sent).url == restricted.get_absolute_url()


def test_a_bar_and_any_other_duty_open_nothing(client, family, stranger, shift, front_desk):
    ConflictFactory(family=family, user=stranger)
    client.force_login(stranger)
    answer = client.post(reverse(PAGE), {"reference": family.reference, "reason": WHY})
    assert "No single family fits" in answer.content.decode()
    shift.kind = "safeguarding"
    shift.save()
    assert client.get(reverse(PAGE)).status_code == 403
    DutyShift.objects.create(user=front_desk, kind="out_of_hours", starts_at=shift.starts_at)
    client.force_login(front_desk)
    assert client.get(reverse(PAGE)).status_code == 403, "a duty gives nobody a role"


def test_a_grant_without_its_duty_opens_nothing_and_cannot_stand(family, stranger, shift):
    row = {"family": family, "kind": "out_of_hours", "user": stranger, "ends_at": shift.ends_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(**row)
    theirs = DutyShift.objects.create(user=somebody("manager"), kind="out_of_hours")
    Grant.objects.create(**row, cause_id=theirs.pk)
    assert not Family.objects.visible_to(stranger).exists()
