"""The pages of the registers: for officers; what anybody on the staff begins (R065)."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused
from familyhubs.rights.registers import actions
from familyhubs.rights.registers.models import Breach, RightsRequest
from familyhubs.rights.registers.views.breaches import STEPS as OF_BREACHES
from familyhubs.rights.registers.views.requests import STEPS as OF_REQUESTS
from tests.cast import somebody
from tests.hubs.whats_on.test_concurrency import at_once
from tests.rights.copied import own_case
from tests.rights.registered import matched, reported, sent


@pytest.fixture
def officers(db):
    return somebody("governance"), somebody("governance")


def at(name, *args):
    return reverse(f"registers:{name}", args=args)


def day(name, moment=None):
    moment = moment or timezone.localtime()
    return {f"{name}_{part}": getattr(moment, part) for part in ("day", "month", "year")}


def test_from_the_letter_to_the_answer(client, officers, family):
    client.force_login(officers[0])
    form = {"kind": "object", "against": "lists", "name": "Ada", "asker": "self"}
    form |= {"reach": "Ring", "what": "Take us off", "came": "letter"} | day("received_on")
    assert client.post(at("log"), form).status_code == 302
    with acting_as(officers[0]):
        asked = RightsRequest.objects.get()
    assert "Log it" in client.post(at("log"), form | {"against": ""}).content.decode()
    own_case(family, officers[0])
    assert client.post(at("match", asked.pk), {"family": family.pk}).status_code == 302
    page = client.get(at("request", asked.pk)).content.decode()
    assert "off the ranked list" in page
    assert family.reference in page
    said = {"decision": "upheld", "answer": "We took you off"}
    assert client.post(at("decide", asked.pk), said).status_code == 302
    assert client.post(at("close", asked.pk), {"told_how": "Rang"}).status_code == 302
    assert asked.reference not in client.get(at("requests")).content.decode()
    assert asked.reference in client.get(at("requests") + "?show=closed").content.decode()
    assert (
        asked.reference
        not in client.get(at("requests") + "?show=closed&kind=erase").content.decode()
    )


def test_what_is_late_stands_first(client, officers):
    soon, late = sent(), sent("correct", days_ago=70)
    client.force_login(officers[0])
    page = client.get(at("requests")).content.decode()
    assert page.index(late.reference) < page.index(soon.reference)
    assert page.count("Late.") == 1


def test_from_a_short_form_to_the_end(client, officers, worker, family):
    client.force_login(worker)
    now = timezone.localtime()
    form = {"said": "A lost bag", "found_time": "00:01"} | day("found_day", now)
    answer = client.post(at("report_breach"), form, follow=True).content.decode()
    assert "We have it, as BR-" in answer
    with acting_as(officers[0]):
        breach = Breach.objects.get()
    assert client.get(at("breach", breach.pk)).status_code == 403
    client.force_login(officers[0])
    assert breach.reference in client.get(at("breaches")).content.decode()
    facts = {"what": "A bag", "people_count": 3, "data_kinds": ["children"], "harm": "high"}
    facts |= {"contained": "Found"} | day("happened_day", now)
    assert client.post(at("describe", breach.pk), facts).status_code == 302
    own_case(family, officers[0])
    assert client.post(at("name_family", breach.pk), {"family": family.pk}).status_code == 302
    assert client.post(at("regulator", breach.pk), {"yes": "yes", "why": "x"}).status_code == 302
    people = {"yes": "yes", "why": "x"} | day("told_on", now)
    assert client.post(at("people", breach.pk), people).status_code == 302
    assert client.post(at("lessons", breach.pk), {"lessons": "Zips"}).status_code == 302
    assert "Somebody else" in client.post(at("close_breach", breach.pk)).content.decode()
    client.force_login(officers[1])
    page = client.get(at("breach", breach.pk)).content.decode()
    assert family.reference in page
    assert family.name not in page
    assert client.post(at("close_breach", breach.pk)).status_code == 302
    assert breach.reference in client.get(at("breaches") + "?show=closed").content.decode()


def test_nobody_but_officers_gets_in(client, officers, worker, manager):
    asked, breach = sent(), reported(worker)
    for user in (worker, manager, somebody("administrator"), somebody("safeguarding")):
        client.force_login(user)
        for name in ("requests", "log", "breaches"):
            assert client.get(at(name)).status_code == 403, name
        for name in ("request", "match", *OF_REQUESTS):
            assert client.get(at(name, asked.pk)).status_code == 403, name
        for name in ("breach", "name_family", *OF_BREACHES):
            assert client.get(at(name, breach.pk)).status_code == 403, name


@pytest.mark.parametrize("typed", ["", "\0", "x" * 50_000, "-1", "9" * 30])
def test_bad_input_is_never_an_error_of_ours(client, officers, worker, family, typed):
    asked, breach = matched(sent("correct"), family, officers[0]), reported(worker)
    client.force_login(officers[0])
    names = ("why", "decision", "ground", "answer", "told_how", "family", "what", "harm", "yes")
    names += ("people_count", "data_kinds", "contained", "lessons", "kind", "reach", "received_on")
    said = dict.fromkeys((*names, "said", "found_day", "found_time", "happened_day"), typed)
    addresses = [at("log"), at("match", asked.pk), at("report_breach")]
    addresses += [at(name, asked.pk) for name in OF_REQUESTS if name != "acknowledge"]
    addresses += [at(name, breach.pk) for name in ("name_family", *OF_BREACHES)]
    for address in addresses:
        answer = client.post(address, said)
        assert answer.status_code in (200, 302, 400), address


def as_they(action, *args, by, **kwargs):
    def act():
        with acting_as(by):
            action(*args, by=by, **kwargs)

    return act


@pytest.mark.django_db(transaction=True)
def test_two_officers_decide_at_once_and_one_decision_stands():
    officers = [somebody("governance"), somebody("governance")] * 4
    asked = sent("correct")
    words = [f"Answer {number}" for number in range(8)]
    raised = at_once(
        [
            as_they(actions.decide, asked, decision="upheld", answer=answer, by=by)
            for answer, by in zip(words, officers, strict=True)
        ]
    )
    assert [type(error) for error in raised] == [Refused] * 7
    with acting_as(officers[0]):
        assert RightsRequest.objects.get().answer in words


@pytest.mark.django_db(transaction=True)
def test_sent_eight_times_at_once_it_is_one():
    officer = somebody("governance")
    key = uuid4()
    raised = at_once([lambda: sent(key=key)] * 8)
    assert not raised
    with acting_as(officer):
        assert RightsRequest.objects.count() == 1
