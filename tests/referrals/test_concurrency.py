"""Eight at once, with real threads and real commits: one wins, nothing is doubled."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from families.models import Family, Grant, Involvement
from familyhubs.database.actor import acting_as
from familyhubs.notifications.models import Message
from familyhubs.pages import actions as council_actions
from familyhubs.refusals import Refused
from outcomes.models import Plan
from referrals import actions, tasks
from referrals.actions import drafts
from referrals.models import Concern, Draft, ProposedMatch, Referral
from tests.cast import somebody
from tests.factories.families import FamilyMemberFactory, PersonFactory
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ConcernFactory
from tests.referrals.conftest import told
from tests.referrals.test_ask import ANSWERS

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = 8
TYPED = {
    step: {name: [v] if isinstance(v, str) else v for name, v in given.items()}
    for step, given in (ANSWERS | {"people": {"done": "yes"}, "hub": {"hub": ""}}).items()
}


def at_once(act):
    """Eight threads that start together; what each one got."""
    barrier = Barrier(EIGHT, timeout=30)

    def run(number):
        barrier.wait()
        try:
            return act(number)
        except Refused as refused:
            return str(refused)
        except Http404:
            return "Not found"  # It went on to somebody else, as the page for it says.
        finally:
            connection.close()

    with ThreadPoolExecutor(EIGHT) as pool:
        return list(pool.map(run, range(EIGHT)))


def test_eight_accepts_make_one_family_and_seven_plain_answers():
    hub = HubFactory()
    officer, lead = somebody("triage", hub=hub), somebody("practitioner", hub=hub)
    referral = actions.receive(**told(hub=hub, postcode=""))

    def accept(_number):
        with acting_as(officer.pk):
            actions.accept(referral, decision="eha", level=3, lead=lead, by=officer)
        return "accepted"

    answers = at_once(accept)
    assert sorted(answers) == ["This request has already been decided."] * 7 + ["accepted"]
    assert Family.objects.count() == Plan.objects.count() == 1
    assert Involvement.objects.count() == 1


def test_eight_requests_of_one_family_accepted_at_once_make_one_family():
    hub = HubFactory()
    officer, lead = somebody("triage", hub=hub), somebody("practitioner", hub=hub)
    asked = [actions.receive(**told(hub=hub, postcode="")) for _number in range(EIGHT)]

    def accept(number):
        with acting_as(officer.pk):
            actions.accept(asked[number], decision="eha", level=3, lead=lead, by=officer)
        return "accepted"

    answers = at_once(accept)
    assert answers.count("accepted") == 1
    assert sum("We may know this family" in answer for answer in answers) == 7
    assert Family.objects.count() == 1


def test_eight_sends_of_one_draft_make_one_request_and_one_confirmation():
    HubFactory()
    first = Client()
    first.post(reverse("ask:before"))
    Draft.objects.update(answers=Draft().answers)
    draft = Draft.objects.get()
    draft.answers = json.dumps({"steps": TYPED})
    draft.save()
    session = first.cookies[settings.SESSION_COOKIE_NAME].value

    def send(_number):
        tab = Client()
        tab.cookies[settings.SESSION_COOKIE_NAME] = session
        tab.post(reverse("ask:check"))
        response = tab.get(reverse("ask:sent"))
        return response.context["referral"].reference

    assert set(at_once(send)) == {Referral.objects.get().reference}


def test_eight_posts_of_one_keyed_in_form_make_one_request():
    hub = HubFactory()
    desk = somebody("front_of_house", hub=hub)
    key = "5b0f3f6e-6a54-4d7b-9d1e-0d6b4a5f1c11"

    def enter(_number):
        with acting_as(desk.pk):
            given = told(hub=hub, postcode="", by=desk)
            return actions.receive_once(key, **given).reference

    assert set(at_once(enter)) == {Referral.objects.get().reference}


def test_accepting_and_declining_at_once_leave_one_decision():
    hub = HubFactory()
    officer, lead = somebody("triage", hub=hub), somebody("practitioner", hub=hub)
    referral = actions.receive(**told(hub=hub, postcode=""))

    def decide(number):
        with acting_as(officer.pk):
            if number % 2:
                actions.accept(referral, decision="eha", level=3, lead=lead, by=officer)
            else:
                why = {"decision": "nfa_not_needed", "reason": "All is well", "next_step": "Ring"}
                actions.decline(referral, by=officer, **why)
        return "decided"

    answers = at_once(decide)
    assert sorted(answers) == ["This request has already been decided."] * 7 + ["decided"]
    referral.refresh_from_db()
    assert Family.objects.count() == Plan.objects.count() == int(referral.was_accepted)


def test_eight_tabs_of_one_draft_keep_eight_answers():
    draft = drafts.start_draft()

    def type_in(number):
        drafts.keep_answer(draft, step=f"step{number}", typed={"x": [str(number)]})

    at_once(type_in)
    draft.refresh_from_db()
    assert len(drafts.read_answers(draft)["steps"]) == EIGHT


def test_a_tab_that_sends_while_another_writes_sends_what_is_there_or_is_told():
    HubFactory()
    first = Client()
    first.post(reverse("ask:before"))
    draft = Draft.objects.get()
    draft.answers = json.dumps({"steps": TYPED})
    draft.save()
    session = first.cookies[settings.SESSION_COOKIE_NAME].value

    def act(number):
        tab = Client()
        tab.cookies[settings.SESSION_COOKIE_NAME] = session
        if number % 2:
            return tab.post(reverse("ask:check"))["Location"]
        said = {"contact_name": f"Ada Number{number}"}
        answer = tab.post(reverse("ask:step", args=["name"]), said)
        # Too late: told that this was not sent.
        return answer.status_code if answer.status_code == 409 else answer["Location"]

    assert set(at_once(act)) <= {
        reverse("ask:equality"),
        reverse("ask:sent"),
        reverse("ask:people"),
        409,
    }
    assert Referral.objects.count() == 1


def test_eight_takes_of_a_concern_make_one_person_answerable():
    hub = HubFactory()
    leads = [somebody("safeguarding") for _number in range(EIGHT)]
    concern = ConcernFactory(hub=hub)

    def take(number):
        with acting_as(leads[number].pk):
            actions.take(concern, by=leads[number])
        return "taken"

    answers = at_once(take)
    assert answers.count("taken") == 1
    assert sum("has just taken this" in answer for answer in answers) == 7


def test_eight_posts_of_one_concern_make_one():
    desk = somebody("front_of_house", hub=HubFactory())
    key = "5b0f3f6e-6a54-4d7b-9d1e-0d6b4a5f1c12"
    said = {"who": "Tobi", "what": "A bruise", "is_now": "no", "family_knows": "no"}

    def write(_number):
        with acting_as(desk.pk):
            return actions.raise_concern(by=desk, key=key, **said).reference

    assert set(at_once(write)) == {Concern.objects.get().reference}


def test_the_clock_may_ring_for_a_concern_eight_times_at_once():
    somebody("safeguarding")
    ConcernFactory()
    at_once(lambda _number: tasks.escalate_concerns_untaken())
    assert Message.objects.filter(kind="concern_untaken").count() == 2  # Two rungs, one person.


def test_eight_officers_who_find_one_family_open_it_once():
    hub = HubFactory()
    officer = somebody("triage", hub=hub)
    FamilyMemberFactory(family__postcode="ZZ1 1AB", person=PersonFactory(full_name="Grace Mensah"))
    referral = actions.receive(**told(hub=hub, postcode=""))

    def look(_number):
        with acting_as(officer.pk):
            facts = {"name": "Grace Mensah", "postcode": "ZZ1 1AB"}
            return actions.look_for_family(referral, by=officer, **facts)

    assert set(at_once(look)) == {1}
    assert ProposedMatch.objects.count() == Grant.objects.count() == 1


def test_eight_administrators_close_one_day_once():
    administrator = somebody("administrator")
    day = next_weekday()

    def close(_number):
        with acting_as(administrator.pk):
            council_actions.close_day(day, reason="Snow", by=administrator)
        return "closed"

    answers = at_once(close)
    assert answers.count("closed") == 1
    assert sum("in the list already" in answer for answer in answers) == 7


def next_weekday():
    day = timezone.localdate() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def test_eight_who_take_one_request_get_one_winner_and_seven_plain_answers():
    """R042: a conditional update decides; the others read who has it."""
    hub = HubFactory()
    officers = [somebody("triage", hub=hub) for _number in range(EIGHT)]
    referral = actions.receive(**told(hub=hub, postcode=""))

    def claim(number):
        with acting_as(officers[number].pk):
            actions.claim(referral, by=officers[number])
        return "taken"

    answers = at_once(claim)
    assert answers.count("taken") == 1
    holder = Referral.objects.get().held_by
    assert answers.count(f"{holder} has just taken this request.") == 7
