"""Warning notes: who is told what to do, who reads why, and the day to look again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import TimelineEntry, WarningNote, WarningReason
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from tests.factories.families import FamilyFactory, GrantFactory, PersonFactory, WarningNoteFactory
from tests.factories.referrals import ReferralFactory

SOON = timezone.localdate() + timedelta(days=30)
SAID = {
    "what_to_do": "Ring before you visit",
    "why": "A dog that bites",
    "is_disclosed": True,
    "review_on": SOON,
}


@pytest.fixture
def warning(family, worker, ada):
    return actions.warn(family, person=ada, by=worker, **SAID)


def shown(client, family, user, name="families:record"):
    client.force_login(user)
    return client.get(reverse(name, args=[family.pk])).content.decode()


def test_everybody_who_may_meet_them_is_told_what_to_do(
    client, family, warning, worker, manager, safeguarding_lead, triage_officer, front_desk
):
    until = timezone.now() + timedelta(minutes=15)
    GrantFactory(family=family, kind="desk", user=front_desk, ends_at=until)
    GrantFactory(family=family, kind="triage", hub=family.hub, ends_at=until)
    for user in (worker, manager, safeguarding_lead):
        assert "Ring before you visit" in shown(client, family, user)
        assert "A dog that bites" in shown(client, family, user, "families:warnings")
    for user in (front_desk, triage_officer):
        assert "Ring before you visit" in shown(client, family, user)
        page = shown(client, family, user, "families:warnings")
        assert "Ring before you visit" in page
        assert "dog" not in page


def test_a_partner_sees_one_about_whom_they_may_know_of(family, worker, teacher, ada, tobi):
    for person in (ada, tobi, None):
        actions.warn(family, person=person, by=worker, **SAID)
    assert [row.person for row in WarningNote.objects.visible_to(teacher)] == [tobi]
    assert not WarningReason.objects.visible_to(teacher).exists()


def test_nobody_else_knows_of_it(family, warning, colleague, stranger, commissioner, administrator):
    for user in (colleague, stranger, commissioner, administrator):
        assert not WarningNote.objects.visible_to(user).exists()
        assert not WarningReason.objects.visible_to(user).exists()


def test_the_officer_sees_it_with_the_match(client, family, warning, triage_officer):
    referral = ReferralFactory(hub=family.hub)
    referral.matches.create(family=family, score=90)
    until = timezone.now() + timedelta(days=1)
    GrantFactory(family=family, kind="triage", hub=family.hub, ends_at=until)
    client.force_login(triage_officer)
    page = client.get(reverse("referrals:request", args=[referral.pk])).content.decode()
    assert "Ring before you visit" in page
    assert "dog" not in page


def test_it_is_added_through_the_form_once(client, family, worker, ada):
    client.force_login(worker)
    address = reverse("families:warn", args=[family.pk])
    form = client.get(address).context["form"]
    assert "Enter what to do" in client.post(address, {}).content.decode()
    sent = {
        "once": form["once"].value(), "about": str(ada.pk), "what_to_do": "Go in twos",
        "why": "He shouts", "is_disclosed": "no", "review_on_day": SOON.day,
        "review_on_month": SOON.month, "review_on_year": SOON.year,
    }  # fmt: skip
    assert "Enter why they are not told" in client.post(address, sent).content.decode()
    sent["why_not_disclosed"] = "It would put her at risk"
    for _press in range(2):
        assert client.post(address, sent).status_code == 302
    assert WarningNote.objects.get().reason.why_not_disclosed == "It would put her at risk"
    assert "They have not been told of this warning" in shown(client, family, worker)


def test_looked_at_again_it_stays_or_ends_with_a_reason(client, family, warning, manager):
    client.force_login(manager)
    address = reverse("families:review_warning", args=[family.pk, warning.pk])
    later = SOON + timedelta(days=60)
    sent = {
        "still": "yes", "is_disclosed": "yes", "review_on_day": later.day,
        "review_on_month": later.month, "review_on_year": later.year,
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    warning.refresh_from_db()
    assert (warning.review_on, warning.owner) == (later, manager)
    assert "Enter why it ends" in client.post(address, {"still": "no"}).content.decode()
    assert client.post(address, {"still": "no", "reason": "The dog died"}).status_code == 302
    assert "Ring before you visit" not in shown(client, family, manager)
    assert "The dog died" in shown(client, family, manager, "families:warnings")
    again = client.post(address, {"still": "no", "reason": "Again"})
    assert "has ended already" in again.content.decode()


def test_the_timeline_says_that_there_is_one_and_not_what(family, warning):
    entry = TimelineEntry.objects.get(source_id=warning.pk)
    assert entry.sensitivity == "team"
    assert "dog" not in entry.summary + entry.body


def due(warning):
    WarningNote.objects.filter(pk=warning.pk).update(review_on=timezone.localdate())


def test_its_owner_is_reminded_once_on_the_day(family, warning, worker):
    actions.remind_warnings_due()
    assert not Message.objects.filter(kind="warning_due").exists()
    due(warning)
    for _run in range(2):
        actions.remind_warnings_due()
    assert Message.objects.get(kind="warning_due").user == worker


def test_where_the_owner_is_gone_the_manager_is_reminded(family, warning, worker, manager):
    due(warning)
    family.involvements.update(ends_at=timezone.now())
    actions.remind_warnings_due()
    assert Message.objects.get(kind="warning_due").user == manager


def test_one_that_ended_rings_no_more(family, warning, worker):
    due(warning)
    actions.end_warning(warning, reason="Over", by=worker)
    actions.remind_warnings_due()
    assert not Message.objects.filter(kind="warning_due").exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"review_on": timezone.localdate()}, "in the future"),
        ({"what_to_do": " "}, "Enter what to do"),
        ({"why": ""}, "Enter why"),
        ({"is_disclosed": False}, "Enter why they are not told"),
    ],
)
def test_what_is_missing_is_refused(family, worker, change, says):
    with pytest.raises(Refused, match=says), transaction.atomic():
        actions.warn(family, person=None, by=worker, **SAID | change)


def test_about_somebody_of_another_family_it_is_refused(family, worker):
    with pytest.raises(Refused, match="in this family"), transaction.atomic():
        actions.warn(family, person=PersonFactory(), by=worker, **SAID)


def test_past_the_orm_it_says_what_and_why_and_ends_with_a_reason(family, worker):
    facts = {"family": family, "owner": worker}
    row = WarningNoteFactory(**facts, is_disclosed=False)
    other = FamilyFactory()
    for wrong in (
        lambda: WarningNoteFactory(**facts, what_to_do=" "),
        lambda: WarningNote.objects.filter(pk=row.pk).update(ends_at=timezone.now()),
        lambda: WarningReason.objects.create(family=family, warning=row, why="x"),
        lambda: WarningReason.objects.create(
            family=other, warning=row, why="x", why_not_disclosed="y"
        ),
        lambda: WarningReason.objects.create(
            family=family, warning=row, why=" ", why_not_disclosed="y"
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()
    ended = {"ends_at": timezone.now(), "end_reason": "Over"}
    WarningNote.objects.filter(pk=row.pk).update(**ended)
    for wrong in (
        lambda: WarningNote.objects.filter(pk=row.pk).update(ends_at=None, end_reason=""),
        lambda: WarningNote.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            wrong()
