"""The referrer gets a receipt, sees the stage, and is told the outcome once (R044)."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from referrals import actions
from referrals.models import Decision, OutcomeNotice, Referral
from tests.cast import somebody
from tests.referrals.test_refer import broken, partner, text


@pytest.fixture
def teacher(school):
    return partner(school)


@pytest.fixture
def sent(received, teacher, school):
    """A teacher's referral, with the family's agreement or what is given."""
    professional = {"channel": "professional", "source": "2A"}
    professional |= {"referrer": teacher, "organisation": school, "agreement": "agrees"}
    return lambda **changed: received(**professional | changed)


def advised(referral, by):
    return actions.advise(referral, decision=Decision.ADVICE, reason="Sleep clinic", by=by)


def test_a_draft_stands_in_the_list_until_it_is_sent(client, sent, triage_officer, teacher):
    referral = advised(sent(), triage_officer)
    assert not Message.objects.filter(user=teacher).exists()
    client.force_login(triage_officer)
    url = reverse("referrals:tell_referrer", args=[referral.pk])
    assert url in text(client.get(reverse("referrals:to_tell")))
    assert "gave them advice" in text(client.get(url))
    said = {"how": "tell", "words": "They came to us. Please stay in touch."}
    for _press in range(2):
        client.post(url, said)
    assert Message.objects.filter(user=teacher, kind="request_decided").count() == 1
    assert url not in text(client.get(reverse("referrals:to_tell")))
    assert "stay in touch" in text(client.get(url))
    client.force_login(teacher)
    own = text(client.get(referral.get_absolute_url()))
    assert "Please stay in touch" in own
    assert "Sleep clinic" not in own
    assert "Okafor" not in own


def test_without_agreement_the_outline_and_no_more(sent, triage_officer):
    for agreement, more in (("agrees", True), ("knows", False), ("not_asked", False)):
        words = advised(sent(agreement=agreement), triage_officer).notice.words
        assert ("gave them advice" in words) == more, agreement
        assert ("We spoke with the family" in words) == more, agreement
        assert "Sleep clinic" not in words


def test_not_telling_needs_a_reason_and_tells_nobody(client, sent, triage_officer, teacher):
    referral = advised(sent(), triage_officer)
    client.force_login(triage_officer)
    url = reverse("referrals:tell_referrer", args=[referral.pk])
    assert "Enter why they are not told" in text(client.post(url, {"how": "leave"}))
    assert "Select whether to tell them" in text(client.post(url, {"how": "perhaps"}))
    client.post(url, {"how": "leave", "why_not": "They are connected to the father"})
    assert not Message.objects.filter(user=teacher).exists()
    assert not OutcomeNotice.objects.get().is_told
    client.force_login(teacher)
    assert "connected to the father" not in text(client.get(referral.get_absolute_url()))


def test_only_triage_of_the_hub_answers(client, sent, triage_officer, teacher, hub):
    referral = advised(sent(), triage_officer)
    url = reverse("referrals:tell_referrer", args=[referral.pk])
    for user in (teacher, somebody("front_of_house", hub=hub), somebody("commissioner")):
        client.force_login(user)
        assert client.post(url, {"how": "tell", "words": "x"}).status_code in {403, 404}
        assert client.get(reverse("referrals:to_tell")).status_code == 403
    assert OutcomeNotice.objects.untold().exists()


def test_it_is_due_in_three_working_days_and_the_clock_reminds_each_rung_once(sent, triage_officer):
    friday = timezone.now().replace(year=2026, month=11, day=13, hour=10)
    with time_machine.travel(friday, tick=False):
        notice = advised(sent(), triage_officer).notice
    assert timezone.localtime(notice.due_at).strftime("%a %d") == "Wed 18"
    for days, messages in ((4, 0), (5.3, 1), (5.3, 1), (6.1, 2), (9, 2)):
        now = friday + timedelta(days=days)
        actions.remind_untold(by=SystemActor.CLOCK, now=now)
        assert Message.objects.filter(kind="referrer_untold").count() == messages


def test_what_was_decided_long_ago_and_by_oneself_owes_nothing(sent, triage_officer, received):
    then = timezone.now() - timedelta(days=40)
    old = sent(happened_at=then)
    actions.advise(old, decision=Decision.ADVICE, reason="x", by=triage_officer, happened_at=then)
    advised(sent(referrer=triage_officer), triage_officer)
    advised(received(), triage_officer)
    assert not OutcomeNotice.objects.exists()


def test_an_ended_account_is_told_nothing(sent, triage_officer, teacher):
    referral = advised(sent(), triage_officer)
    teacher.is_active = False
    teacher.save()
    again = Referral.objects.get(pk=referral.pk)
    with pytest.raises(Refused, match="may not be told"):
        actions.tell_referrer(again, words="x", by=triage_officer)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_tell_once(sent, triage_officer, teacher):
    referral = advised(sent(), triage_officer)
    refused = []

    def tell():
        try:
            actions.tell_referrer(
                Referral.objects.get(pk=referral.pk), words="x", by=triage_officer
            )
        except Refused as problem:
            refused.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=tell) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(refused) == 3
    assert Message.objects.filter(user=teacher, kind="request_decided").count() == 1


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("SET settled_at = now()", "outcome_notice_settled_by_somebody"),
        ("SET why_not = 'x'", "outcome_notice_settled_by_somebody"),
        ("SET words = ''", "outcome_notice_says_something"),
    ],
)
def test_the_database_holds_it_true(sent, triage_officer, sql, name):
    advised(sent(), triage_officer)
    with pytest.raises(IntegrityError, match=name):
        broken(f"UPDATE referrals_outcomenotice {sql}")
