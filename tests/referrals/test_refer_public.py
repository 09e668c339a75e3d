"""A professional without an account: it counts when the work email is confirmed (R044)."""

import re
import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from familyhubs.council.models import CouncilSettings
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from familyhubs.requests import without_key
from hubs.models import Service
from referrals import actions, links, throttle
from referrals.actions import confirming
from referrals.actions.professional import typed_in
from referrals.models import ProfessionalDraft, ProfessionalReferral, Referral
from referrals.views.refer import composed_for
from tests.cast import somebody
from tests.factories.hubs import ServiceFactory
from tests.referrals.test_refer import NONSENSE, SAID, as_bytes, text

from .conftest import attend

CLOSED = datetime(2026, 11, 28, 3, tzinfo=ZoneInfo("Europe/London"))
EMAIL = "r.shah@mill-lane.sch.uk"
YOU = {
    "name": "Rina Shah",
    "agency_kind": "school",
    "agency": "Mill Lane School",
    "email": EMAIL,
    "role": "Deputy head",
    "relation": "Zara's school",
}


def page(section):
    return reverse("refer:section", args=[section])


@pytest.fixture
def typed(client, northgate):
    """Everything is typed, nothing is sent."""
    client.post(reverse("refer:before"))
    for section, said in (SAID | {"you": YOU}).items():
        answer = client.post(page(section), said)
        assert answer.status_code == 302, text(answer)
    return ProfessionalDraft.objects.get()


def link():
    """The newest link that was written to the address, as its reader presses it."""
    words = Message.objects.filter(kind="refer_confirm").latest("recorded_at").words
    return re.search(r"/refer/confirm/.+", words)[0]


@pytest.fixture
def handed_in(client, typed):
    assert client.post(page("check"))["Location"] == reverse("refer:handed_in")
    typed.refresh_from_db()
    return typed


def test_it_counts_when_the_address_is_confirmed(client, northgate, handed_in, triage_officer):
    assert not Referral.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers || email FROM referrals_professionaldraft")
        kept = cursor.fetchone()[0]
    assert "Zara" not in kept
    assert EMAIL not in kept
    assert "Is this your referral?" in text(client.get(link()))
    assert not Referral.objects.exists(), "a mail scanner looks at links too"
    confirmed = text(client.post(link()))
    assert "What happens next" in confirmed
    referral, part = Referral.objects.get(), ProfessionalReferral.objects.get()
    assert referral.reference in confirmed
    assert (referral.channel, referral.source, referral.hub) == ("professional", "2A", northgate)
    assert (referral.agency, referral.referrer, referral.taken_by) == (
        "Mill Lane School",
        None,
        None,
    )
    assert (part.name, part.email, part.is_personal_email) == ("Rina Shah", EMAIL, False)
    client.force_login(triage_officer)
    shown = text(client.get(referral.get_absolute_url()))
    for words in ("Mill Lane School", "Rina Shah", "Deputy head", EMAIL):
        assert words in shown, words
    attend()
    assert Message.objects.filter(kind="request_new", about_id=referral.pk).exists()


def test_with_and_without_an_account_the_same_is_written(client, handed_in, school):
    client.post(link())
    first = Referral.objects.get()
    client.force_login(somebody("practitioner", hub=first.hub))
    client.post(reverse("referrals:refer"))
    draft = ProfessionalDraft.objects.latest("recorded_at")
    you = {"role": "Deputy head", "relation": "Zara's school", "agency_kind": "council"}
    for section, said in (SAID | {"you": you | {"kind": "support"}}).items():
        client.post(reverse("referrals:refer_section", args=[draft.pk, section]), said)
    client.post(reverse("referrals:refer_section", args=[draft.pk, "check"]))
    second = Referral.objects.exclude(pk=first.pk).get()
    same = ("channel", "asker", "contact_name", "story", "tried", "postcode", "hub", "agreement")
    for name in (*same, "referrer_role", "safety_flags"):
        assert getattr(first, name) == getattr(second, name), name
    people = [list(r.people.values_list("full_name", "due_on")) for r in (first, second)]
    assert sorted(map(str, people[0])) == sorted(map(str, people[1]))
    parts = ("kind", "relation", "who_agreed", "told_how", "told_on", "role_wanted")
    for name in parts:
        assert getattr(first.professional, name) == getattr(second.professional, name), name


def test_a_link_pressed_twice_makes_one_referral(client, handed_in):
    address = link()
    answers = [text(client.post(address)) for _press in range(3)]
    assert Referral.objects.get().reference in answers[2]
    assert Message.objects.filter(kind="refer_receipt").count() == 1
    assert Referral.objects.get().reference in text(client.get(address))


def test_a_double_submit_sends_one_link(client, handed_in):
    for _press in range(2):
        assert client.post(page("check"))["Location"] == reverse("refer:handed_in")
        assert client.post(page("you"), YOU)["Location"] == reverse("refer:handed_in")
    assert Message.objects.filter(kind="refer_confirm").count() == 1


def test_the_link_ends_and_what_was_typed_is_deleted(client, handed_in):
    """Nobody confirmed it: nothing is left of it."""
    address = link()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert client.get(address).status_code == 410
        assert client.post(address).status_code == 410
        actions.delete_expired_referrals(by=SystemActor.CLOCK)
    assert not ProfessionalDraft.objects.exists()
    assert not Referral.objects.exists()
    assert client.get(address).status_code == 410


def test_only_our_own_links_open(client, handed_in):
    key, _sep, rest = link().strip("/").rpartition("/")[2].partition(".")
    other = ProfessionalDraft.objects.create(
        expires_at=timezone.now() + timedelta(days=1), handed_in_at=timezone.now(), email="x@y.uk"
    )
    for token in ("nothing", f"{other.pk.hex}.{rest}", f"{key}.{rest}x", "ü.ü", key):
        url = reverse("refer:confirm", args=[token])
        assert client.post(url).status_code == 410, token
    assert not Referral.objects.exists()


def test_another_address_kills_the_first_ones_link(client, handed_in):
    first = link()
    client.post(reverse("refer:change"))
    assert client.post(first).status_code == 410
    client.post(page("you"), YOU | {"email": "rina@gmail.com"})
    client.post(page("check"))
    assert client.post(first).status_code == 410
    client.post(link())
    assert ProfessionalReferral.objects.get().is_personal_email


def test_a_personal_address_is_said_to_triage(client, typed, triage_officer):
    client.post(page("you"), YOU | {"email": "rina@gmail.com"})
    client.post(page("check"))
    client.post(link())
    client.force_login(triage_officer)
    shown = text(client.get(Referral.objects.get().get_absolute_url()))
    assert "Personal email address" in shown


def test_no_more_links_than_a_box_can_bear(client, handed_in):
    pages = {text(client.post(reverse("refer:again"), follow=True)) for _press in range(9)}
    assert len({re.sub(r'value="\w+"|nonce-?="?[\w-]+|"[0-9a-f-]{36}"', "", p) for p in pages}) == 1
    assert Message.objects.filter(kind="refer_confirm").count() == 5


def hand_in_more(client, times):
    """So many others, each to the same address; the answer to the last."""
    for _one in range(times):
        client.session.flush()
        client.cookies.clear()
        client.post(reverse("refer:before"))
        for section, said in (SAID | {"you": YOU}).items():
            client.post(page(section), said)
        answer = client.post(page("check"), follow=True)
    return text(answer)


def letters(when=None):
    return Message.objects.filter(kind="refer_confirm", **({"due_at__gt": when} if when else {}))


def test_a_box_that_has_had_enough_today_gets_the_link_tomorrow(client, typed, monkeypatch):
    """What the page says of the letter is so, and the referral is not lost for want of one."""
    monkeypatch.setattr(confirming, "A_DAY_TO_ONE_ADDRESS", 1)
    now = timezone.now()
    assert "We have sent a link" in text(client.post(page("check"), follow=True))
    later = hand_in_more(client, 1)
    assert "We have sent a link" not in later
    assert "The next leaves at 8am on" in later
    assert letters().count() == 2
    waiting = letters(now).latest("due_at")
    assert waiting.due_at.date() > now.date()
    assert waiting not in Message.objects.due()
    for _press in range(3):
        client.post(reverse("refer:again"))
    assert letters().count() == 2, "the one that waits is enough"
    tomorrow = waiting.due_at + timedelta(minutes=1)
    with time_machine.travel(tomorrow, tick=False):
        assert waiting in Message.objects.due()
        client.post(link())
    assert Referral.objects.count() == 1


def test_where_no_link_can_be_sent_it_says_what_to_do(client, typed, monkeypatch):
    monkeypatch.setattr(confirming, "A_DAY_TO_ONE_ADDRESS", 1)
    client.post(page("check"))
    shown = hand_in_more(client, 2)
    assert letters().count() == 2
    assert "We have sent a link" not in shown
    assert "We could not send you a link" in shown
    assert "give another work email address" in shown


def test_what_is_taken_back_sends_no_dead_link_tomorrow(client, typed, monkeypatch):
    monkeypatch.setattr(confirming, "A_DAY_TO_ONE_ADDRESS", 0)
    monkeypatch.setattr(confirming, "too_many_links_today", lambda *_, in_days=0, **__: not in_days)
    client.post(page("check"))
    assert letters().queued().count() == 1
    client.post(reverse("refer:change"))
    assert not letters().queued().exists()
    monkeypatch.setattr(confirming, "too_many_links_today", lambda *_, **__: True)
    assert "We could not send you a link" in text(client.post(page("check"), follow=True))


def test_a_link_that_leaves_tomorrow_has_all_its_days(client, typed, monkeypatch):
    CouncilSettings.objects.update_or_create(only=True, defaults={"confirm_days": 1})
    monkeypatch.setattr(confirming, "too_many_links_today", lambda *_, in_days=0, **__: not in_days)
    with time_machine.travel(CLOSED, tick=False):
        client.post(page("check"))
        waiting = letters().get()
    with time_machine.travel(waiting.due_at + timedelta(hours=23), tick=False):
        assert client.post(link()).status_code == 200
    assert Referral.objects.count() == 1


def test_what_ended_between_the_form_and_the_link_loses_nobody_their_referral(client, typed):
    """Whoever presses the link may be on another device, where no answer can be mended."""
    service = ServiceFactory()
    draft = ProfessionalDraft.objects.get()
    needs = typed_in(draft)["steps"]["needs"] | {"service_wanted": [str(service.pk)]}
    actions.keep_section(draft, section="needs", typed=needs)
    client.post(page("check"))
    Service.objects.filter(pk=service.pk).update(status="inactive")
    assert "What happens next" in text(Client().post(link()))
    part = ProfessionalReferral.objects.get()
    assert part.service_wanted is None
    assert part.role_wanted == "Parent Engagement worker"


def test_a_danger_is_answered_on_the_page_after_too(client, typed):
    client.post(page("needs"), SAID["needs"] | {"story": "He hits her"})
    assert "You wrote of a danger" in text(client.post(page("check"), follow=True))
    client.post(link())
    assert "words_harm" in Referral.objects.get().safety_flags


def test_what_was_confirmed_is_not_said_to_wait(client, handed_in):
    client.post(link())
    shown = text(client.get(reverse("refer:handed_in")))
    assert "We have your referral" in shown
    assert "nobody reads it" not in shown


def test_a_link_that_was_pressed_in_time_never_says_that_nothing_was_sent(client, handed_in):
    """After the draft's days nothing tells which it was: the page tells both."""
    address = link()
    client.post(address)
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        actions.delete_expired_referrals(by=SystemActor.CLOCK)
        answer = client.get(address)
    shown = text(answer)
    assert answer.status_code == 410
    assert Referral.objects.count() == 1
    assert "If you pressed it in time and said yes, we have your referral" in shown
    assert reverse("refer:ask_standing") in shown


def test_what_lets_its_reader_in_stays_out_of_the_log(client, handed_in, caplog):
    """However the address was mangled on its way: without its last slash, in other letters."""
    for way in ("confirm", "standing"):
        key = links.link_of(handed_in, EMAIL, way).rstrip("/").rpartition("/")[2]
        for said in (f"GET /refer/{way}/{key}/", f"/refer/{way}/{key}", f"/REFER/{way}/{key}/x"):
            assert key not in without_key(said), said
        client.get(f"/refer/{way}/{key}")
        assert key not in caplog.text


def test_the_last_press_counts_as_a_letter(client, typed, monkeypatch):
    monkeypatch.setitem(throttle.LIMITS, "mail", 1)
    answers = [client.post(page("check")).status_code for _press in range(2)]
    assert answers == [302, 429]


@pytest.mark.parametrize("at_night", ["Duty team", ""])
def test_it_says_before_sending_when_it_is_read(client, handed_in, at_night):
    """Where nobody is named for the night: that nobody reads it until then; else when they hear."""
    address = link()
    named = {"out_of_hours_name": at_night, "out_of_hours_email": "night@example.org"}
    fields = named if at_night else {"out_of_hours_name": "", "out_of_hours_email": ""}
    CouncilSettings.objects.update_or_create(only=True, defaults=fields)
    with time_machine.travel(CLOSED, tick=False):
        pages = [client.get(url) for url in (reverse("refer:before"), address)]
        client.post(reverse("refer:change"))
        pages.append(client.get(page("check")))
    assert [answer.status_code for answer in pages] == [200, 200, 200]
    for answer in pages:
        assert "Nobody reads a referral until 9am on Monday 30 November" in text(answer)
        assert ("a message goes to Duty team" in text(answer)) is bool(at_night)


def test_a_machine_that_fills_in_everything_sends_nothing(client, typed):
    answer = text(client.post(page("check"), {"website": "http://spam"}))
    assert "Clear the box that should be empty" in answer
    assert not Message.objects.exists()


def test_one_address_may_send_only_so_often(client, typed, monkeypatch):
    monkeypatch.setitem(throttle.LIMITS, "page", 2)
    answers = [client.post(page("you"), YOU).status_code for _press in range(4)]
    assert 429 in answers


def test_another_browser_finds_nothing(client, handed_in):
    client.session.flush()
    client.cookies.clear()
    for name in ("you", "check"):
        assert "nothing here" in text(client.get(page(name)))
    assert "nothing here" in text(client.get(reverse("refer:handed_in")))
    client.post(reverse("refer:again"))
    client.post(reverse("refer:change"))
    handed_in.refresh_from_db()
    assert handed_in.handed_in_at


def test_forgetting_on_this_device_leaves_what_waits_for_its_link(client, handed_in):
    address = link()
    client.post(reverse("refer:start_again"))
    assert "nothing here" in text(client.get(page("you")))
    client.post(address)
    assert Referral.objects.exists()


def test_no_bytes_cause_an_error(client, northgate):
    client.post(reverse("refer:before"))
    for section in (*SAID, "check", "ask-first", "nothing"):
        for said in (*NONSENSE, dict.fromkeys(YOU, "x" * 100_000)):
            assert client.post(page(section), **as_bytes(said)).status_code < 500
        assert client.get(page(section)).status_code < 500


def test_what_is_logged_names_nobody(client, handed_in):
    client.post(link())
    facts = str(list(Event.objects.values_list("facts", "reason")))
    assert "Zara" not in facts
    assert EMAIL not in facts


def standing_link(kind):
    words = Message.objects.filter(kind=kind).latest("recorded_at").words
    return re.search(r"/refer/standing/.+", words)[0]


def test_without_an_account_the_stage_by_a_link_to_the_address(client, handed_in, triage_officer):
    """By reference and confirmed address; the screen says the same to everybody."""
    client.post(link())
    referral = Referral.objects.get()
    receipt = Message.objects.get(kind="refer_receipt")
    assert receipt.words == referral.reference
    url = reverse("refer:ask_standing")
    wrong = {"reference": referral.reference, "email": "other@school.uk"}
    right = {"reference": referral.reference.lower(), "email": EMAIL.upper()}
    pages = {
        client.post(url, said).headers["Location"]
        for said in (wrong, right, {"reference": "ASK-1", "email": EMAIL}, right)
    }
    assert pages == {reverse("refer:standing_sent")}
    assert Message.objects.filter(kind="refer_standing").count() == 1
    page = text(client.get(standing_link("refer_standing")))
    assert "Received: waiting for a decision" in page
    assert "Okafor" not in page
    actions.advise(referral, decision="iag", reason="x", by=triage_officer)
    actions.tell_referrer(referral, words="We met them.", by=triage_officer)
    address = standing_link("refer_decided")
    assert "We met them." in text(client.get(address))
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert client.get(address).status_code == 410
    assert client.get(reverse("refer:standing", args=["x"])).status_code == 410


@pytest.mark.django_db(transaction=True)
def test_a_link_pressed_in_eight_windows_at_once_makes_one_referral(client, handed_in):
    answers = []

    def press():
        referral = actions.confirm_referral(
            ProfessionalDraft.objects.get(), compose=composed_for(None), by=SystemActor.PUBLIC
        )
        answers.append(referral.pk)
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(answers) == 8
    assert set(answers) == {Referral.objects.get().pk}
    assert Message.objects.filter(kind="refer_receipt").count() == 1
