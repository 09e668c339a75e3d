"""Eight at once, with real threads and real commits: one wins, nothing is doubled."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from families.models import Family, Involvement
from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused
from outcomes.models import Plan
from referrals import actions
from referrals.models import Draft, Referral
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.referrals.conftest import told
from tests.referrals.test_ask import ANSWERS

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = 8


def at_once(act):
    """Eight threads that start together; what each one got."""
    barrier = Barrier(EIGHT, timeout=30)

    def run(number):
        barrier.wait()
        try:
            return act(number)
        except Refused as refused:
            return str(refused)
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


def test_eight_sends_of_one_draft_make_one_request_and_one_confirmation():
    HubFactory()
    first = Client()
    first.post(reverse("ask:before"))
    typed = {
        step: {name: [v] if isinstance(v, str) else v for name, v in given.items()}
        for step, given in (ANSWERS | {"people": {"done": "yes"}, "hub": {"hub": ""}}).items()
    }
    Draft.objects.update(answers=Draft().answers)
    draft = Draft.objects.get()
    draft.answers = json.dumps({"steps": typed})
    draft.save()
    session = first.cookies[settings.SESSION_COOKIE_NAME].value

    def send(_number):
        tab = Client()
        tab.cookies[settings.SESSION_COOKIE_NAME] = session
        response = tab.post(reverse("ask:check"), follow=True)
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
