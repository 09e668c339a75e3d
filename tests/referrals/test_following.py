"""Where is my request? A family looks, adds, takes back and hides, with no account (R041, R049)."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from referrals import actions
from referrals.looks import with_first_look
from referrals.models import ContactAttempt, Referral, SaidSince
from referrals.words import FAMILY_STAGE, told_to_family
from tests.cast import somebody
from tests.factories.contact import ContactCardFactory
from tests.factories.referrals import (
    AskedAloneFactory,
    ConcernFactory,
    ReferralFactory,
    ReferralPersonFactory,
)

pytestmark = pytest.mark.django_db
WHERE, IT_IS, ADD = reverse("ask:where"), reverse("ask:where_it_is"), reverse("ask:add")
TAKE_BACK, HIDE = reverse("ask:take_back"), reverse("ask:hide")
PHONE, EMAIL = "+447700900123", "Ada@example.org"
NOT_SHOWN = "We cannot show a request with these"


def text(answer):
    """The main part of a page as it is read."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(strip_tags(f"<main{main}")).split())


def card(**values):
    return ContactCardFactory(phone=PHONE, email=EMAIL, **values)


@pytest.fixture
def officer(db):
    return somebody("triage")


@pytest.fixture
def referral(officer):
    return ReferralFactory(contact_card=card(), happened_at=timezone.now())


def sent(client, url, words):
    """The page that a browser ends on."""
    return client.post(url, {"words": words}, follow=True)


def look(client, referral, known="07700 900 123"):
    return client.post(WHERE, {"reference": referral.reference, "known": known}, follow=True)


@pytest.mark.parametrize("known", ["07700 900 123", "+44 7700 900123", "ada@EXAMPLE.org "])
def test_the_reference_and_a_way_to_the_sender_show_the_stage_and_nothing_else(
    client, referral, known
):
    page = text(look(client, referral, known))
    assert "We have what you sent" in page
    assert "Someone is looking at it: not yet" in page
    for told in (referral.story, referral.contact_name, "07700", str(referral.hub)):
        assert told not in page
    assert Event.objects.filter(verb="referral.followed").count() == 1


def test_each_stage_is_said_with_its_day(client, referral, officer):
    def stage(**changes):
        Referral.objects.filter(pk=referral.pk).update(**changes)
        return text(client.get(IT_IS))

    look(client, referral)
    day = timezone.now()
    assert f"Someone is looking at it, {timezone.localtime(day):%A}" in stage(
        screened_at=day, screened_by=officer
    )
    tried = {"channel": "call", "by": officer, "referral": referral, "happened_at": day}
    ContactAttempt.objects.create(reached=False, **tried)
    assert "We tried to reach you" in text(client.get(IT_IS))
    ContactAttempt.objects.create(reached=True, **tried)
    page = text(client.get(IT_IS))
    assert "We have been in touch with you" in page
    assert "We tried" not in page
    paused = {"status": "asked_family", "paused_at": day, "paused_for": "their school"}
    page = stage(**paused)
    assert "We have asked you something" in page
    assert "their school" not in page


def test_nobody_is_said_to_look_before_somebody_has(client, referral, officer):
    """R041: received, being looked at once opened or taken, tried, decided."""
    sent = Referral.objects.filter(pk=referral.pk)
    keyed_in_by = somebody("practitioner", hub=referral.hub)
    sent.update(taken_by=keyed_in_by)

    def told():
        return told_to_family(with_first_look(sent).get(), list(referral.attempts.all()))

    assert told() == FAMILY_STAGE["received"]
    client.force_login(keyed_in_by)  # Their own page shows the stage alone: nobody has read it.
    client.get(referral.get_absolute_url())
    assert told() == FAMILY_STAGE["received"]
    client.force_login(officer)
    client.get(referral.get_absolute_url())
    assert told() == FAMILY_STAGE["looked_at"]
    look(client, referral)
    assert f"Someone is looking at it, {timezone.localtime():%A}" in text(client.get(IT_IS))
    tried = {"channel": "call", "by": officer, "referral": referral, "happened_at": timezone.now()}
    ContactAttempt.objects.create(reached=False, **tried)
    assert told() == FAMILY_STAGE["tried"]
    ContactAttempt.objects.create(reached=True, **tried)
    assert told() == FAMILY_STAGE["reached"]


@pytest.mark.parametrize("how", ["claimed", "screened"])
def test_taking_it_or_screening_it_is_looking_at_it(referral, officer, how):
    act = {"claimed": actions.claim, "screened": actions.screen}[how]
    act(referral, by=officer)
    found = with_first_look(Referral.objects.filter(pk=referral.pk)).get()
    assert told_to_family(found, []) == FAMILY_STAGE["looked_at"]


def hidden(referral, **changes):
    Referral.objects.filter(pk=referral.pk).update(**changes)


def young_of_19(referral):
    """A grown-up by age, and by the way they came somebody whom no parent is told of."""
    Referral.objects.filter(pk=referral.pk).delete()
    own = AskedAloneFactory(
        person=False,
        at_home="may_know",
        referral__asker="young",
        referral__contact_card=card(),
        referral__reference=referral.reference,
        referral__happened_at=timezone.now(),
    ).referral
    ReferralPersonFactory(referral=own, is_child=False, is_contact=True, age_told=19)


UNSHOWN = {
    "a safety answer": lambda r: hidden(r, safety_flags=["fear"]),
    "a concern": lambda r: ConcernFactory(referral=r, hub=r.hub),
    "a young person's own": lambda r: ReferralPersonFactory(
        referral=r, full_name="Ada", is_child=False, is_contact=True, age_told=17
    ),
    "a child is the one we answer": lambda r: ReferralPersonFactory(referral=r, is_contact=True),
    "a date of birth under 18": lambda r: ReferralPersonFactory(
        referral=r,
        is_child=False,
        is_contact=True,
        born_on=timezone.localdate() - timedelta(days=17 * 365),
    ),
    "sent by a young person of 19 alone": young_of_19,
    "a professional's": lambda r: hidden(r, channel="professional", agency="x"),
    "switched off": lambda r: actions.stop_following(r, by=SystemActor.PUBLIC),
    "somebody must not know": lambda r: hidden(r, contact_card=card(must_not_know="Dad")),
    "something never to mention": lambda r: hidden(r, contact_card=card(never_mention="hub")),
    "decided long ago": lambda r: hidden(
        r,
        status="decided",
        decision="nfa_not_needed",
        decision_reason="x",
        decided_by=somebody("triage"),
        decided_at=timezone.now() - timedelta(days=91),
        happened_at=timezone.now() - timedelta(days=99),
    ),
    "another number": lambda r: hidden(r, contact_card=ContactCardFactory(phone="+447700900999")),
    "no number and no email": lambda r: hidden(r, contact_card=ContactCardFactory(phone="")),
    "another reference": lambda r: hidden(r, reference="ASK-2222-2222"),
}


@pytest.mark.parametrize("why", UNSHOWN)
def test_whatever_the_reason_the_answer_is_the_same_as_for_no_request(client, referral, why):
    UNSHOWN[why](referral)
    answer = look(client, referral)
    nothing = Client().post(WHERE, {"reference": "ASK-9999-9999", "known": "07700 900 123"})
    assert NOT_SHOWN in text(answer)
    assert text(answer).replace(referral.reference, "ASK-9999-9999") == text(nothing)
    assert client.get(IT_IS)["Location"] == WHERE


def test_ten_wrong_tries_at_one_reference_in_a_day_and_no_more(client, referral):
    for _try in range(9):
        look(client, referral, known="07700 900 999")
    for _right in range(5):  # Whoever knows both never tries in vain.
        assert "We have what you sent" in text(look(client, referral))
    look(client, referral, known="07700 900 999")
    assert NOT_SHOWN in text(look(client, referral))
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert "We have what you sent" in text(look(Client(), referral))


def test_it_is_forgotten_after_a_while_and_by_leaving(client, referral):
    look(client, referral)
    with time_machine.travel(timezone.now() + timedelta(minutes=21)):
        assert client.get(IT_IS)["Location"] == WHERE
    look(client, referral)
    client.get(reverse("pages:exit"))
    assert client.get(IT_IS)["Location"] == WHERE


def test_what_is_added_is_kept_and_told_and_shown_to_triage_only(client, referral, officer):
    look(client, referral)
    assert "Enter what you would like to add" in text(client.post(ADD, {"words": "  "}))
    assert "We have what you added" in text(sent(client, ADD, "We have moved"))
    assert "You added something 1 time." in text(client.get(IT_IS))
    assert "We have moved" not in text(client.get(IT_IS))
    message = Message.objects.get(kind="request_added")
    assert message.user == officer
    assert "moved" not in str(message.facts)
    client.force_login(officer)
    assert "We have moved" in text(client.get(referral.get_absolute_url()))


def test_a_danger_in_what_is_added_is_the_requests_own_and_hides_it_from_now_on(client, referral):
    lead = somebody("safeguarding")
    look(client, referral)
    page = text(sent(client, ADD, "He hits me and I am scared"))
    assert "please do not wait for us" in page
    # Tapped twice: the second is no other, and the numbers are still there.
    assert text(sent(client, ADD, "He hits me and I am scared")) == page
    referral.refresh_from_db()
    assert {"words_harm", "words_fear"} <= set(referral.safety_flags)
    assert Message.objects.filter(kind="request_flagged", user=lead).count() == 1
    assert client.get(IT_IS)["Location"] == WHERE
    assert NOT_SHOWN in text(look(client, referral))


def test_taking_it_back_is_told_once_and_a_person_decides(client, referral, officer):
    look(client, referral)
    for _twice in range(2):
        assert "We will not go on" in text(sent(client, TAKE_BACK, "We are fine"))
    assert "do not want this help any more" in text(client.get(IT_IS))
    assert SaidSince.objects.filter(what="withdrew").count() == 1
    assert Message.objects.filter(kind="request_taken_back").count() == 1
    referral.refresh_from_db()
    assert referral.status == "waiting"
    client.force_login(officer)
    assert "does not want the help any more" in text(client.get(referral.get_absolute_url()))


def test_a_danger_in_why_it_is_taken_back_gets_the_numbers_to_ring(client, referral):
    lead = somebody("safeguarding")
    look(client, referral)
    page = text(sent(client, TAKE_BACK, "He says he will kill me if you come"))
    assert "please do not wait for us" in page
    assert "We will not go on" not in page
    referral.refresh_from_db()
    assert referral.is_red
    assert Message.objects.filter(kind="request_flagged", user=lead).count() == 1


def test_a_page_that_is_loaded_again_or_sent_twice_adds_nothing(client, referral, officer):
    look(client, referral)
    answer = client.post(ADD, {"words": "We have moved"})
    assert answer.status_code == 302
    for _again in range(2):
        assert "We have what you added" in text(client.get(answer["Location"]))
    sent(client, ADD, "We have moved")
    assert SaidSince.objects.count() == Message.objects.filter(kind="request_added").count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=21)):
        assert client.get(answer["Location"])["Location"] == WHERE


@pytest.mark.parametrize("url", [ADD, TAKE_BACK])
def test_what_was_typed_too_long_is_kept_until_it_is_sent(client, referral, url):
    look(client, referral)
    with time_machine.travel(timezone.now() + timedelta(minutes=21)):
        answer = client.post(url, {"words": "Nowhere to sleep. <b>"})
        assert "What you wrote was not sent" in text(answer)
        assert "Nowhere to sleep. <b>" in text(answer)
        assert "please do not wait for us" in text(answer)
        hidden = {name: answer.context["form"][name].value() for name in ("unsent", "goto")}
        again = {"reference": referral.reference, **hidden}
        wrong = client.post(WHERE, again | {"known": "07700 900 999"})
        assert "Nowhere to sleep. <b>" in text(wrong)
        back = client.post(WHERE, again | {"known": "07700 900 123"})
        assert f'action="{url}"' in back.content.decode()
        assert "Nowhere to sleep. &lt;b&gt;</textarea>" in back.content.decode()
        assert not SaidSince.objects.exists()
        sent(client, url, "Nowhere to sleep. <b>")
    assert SaidSince.objects.get().words == "Nowhere to sleep. <b>"


def test_a_page_that_does_not_exist_is_not_gone_to(client, referral):
    given = {"reference": referral.reference, "known": EMAIL, "unsent": "x", "goto": "../hide"}
    assert client.post(WHERE, given)["Location"] == IT_IS


def test_hiding_it_holds_in_every_window_at_once(client, referral):
    other = Client()
    for each in (client, other):
        look(each, referral)
    client.post(HIDE)
    assert client.get(IT_IS)["Location"] == WHERE
    assert "What you wrote was not sent" in text(other.post(ADD, {"words": "late"}))
    assert not SaidSince.objects.filter(what="added").exists()


@pytest.mark.parametrize("values", [{"what": "added", "words": ""}, {"what": "nonsense"}])
def test_the_database_keeps_what_was_said_whole(referral, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        SaidSince.objects.create(referral=referral, **values)


def test_it_is_taken_back_or_hidden_once(referral):
    for what in ("withdrew", "off"):
        SaidSince.objects.create(referral=referral, what=what)
        with pytest.raises(IntegrityError), transaction.atomic():
            SaidSince.objects.create(referral=referral, what=what)


def test_whoever_sent_it_is_shown_the_way_unless_it_is_not_followed(referral):
    assert actions.following.may_be_followed(Referral.objects.filter(pk=referral.pk))
    hidden(referral, safety_flags=["harm"])
    assert actions.following.may_be_followed(Referral.objects.filter(pk=referral.pk)) is None
