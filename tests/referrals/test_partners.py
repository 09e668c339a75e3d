"""Partner systems send referrals: the same rules and the same result as the form (R044)."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor, set_actor
from familyhubs.notifications.models import Message
from referrals.actions.partners import make_token
from referrals.models import (
    PartnerRequest,
    PartnerToken,
    ProfessionalDraft,
    ProfessionalReferral,
    Referral,
)
from referrals.views import partner as view
from tests.cast import somebody
from tests.referrals.test_refer import SAID, broken, fill, page, partner, text

URL = reverse("partner:refer")
YOU = {
    "name": "Rina Shah",
    "email": "rina@mill-lane.sch.uk",
    "agency_kind": "school",
    "role": "Class teacher",
    "relation": "I teach Zara",
}
BODY = {
    "you": YOU,
    "agreement": {
        "agreement": "agrees",
        "who_agreed": "Both parents",
        "told_how": "At the gate",
        "told_on": "2026-10-01",
    },
    "family": {
        "people": [
            {"full_name": "Zara Okafor", "kind": "child"},
            {"kind": "unborn", "due_on": "2027-02-03"},
            {"full_name": "Ada Okafor", "kind": "adult"},
        ]
    },
    "contact": {
        "contact_name": "Ada Okafor",
        "ways": ["call", "text"],
        "phone": "07700 900123",
        "postcode": "zz11aa",
    },
    "needs": dict(SAID["needs"]),
}


@pytest.fixture
def administrator():
    return somebody("administrator")


@pytest.fixture
def token(northgate, school, administrator):
    return make_token(school, by=administrator)


def post(token, body=BODY, key="key-number-1", client=None):
    said = body if isinstance(body, str | bytes) else json.dumps(body)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    client = client or Client()
    return client.post(URL, said, content_type="application/json", headers=headers)


def errors(response):
    return {error["field"]: error["message"] for error in response.json()["errors"]}


def without(row, *left_out):
    return {name: v for name, v in model_to_dict(row).items() if name not in left_out}


def test_form_and_system_write_the_same_rows(client, token, school):
    client.force_login(partner(school))
    client.post(reverse("referrals:refer"))
    draft = ProfessionalDraft.objects.get()
    fill(client, draft)
    client.post(page(draft, "check"))
    first = Referral.objects.get()
    answer = post(token)
    assert answer.status_code == 201, answer.content
    second = Referral.objects.exclude(pk=first.pk).get()
    assert answer.json()["reference"] == second.reference
    own = ("reference", "referrer", "contact_card", "happened_at")
    due = ("screen_due_at", "decision_due_at", "family")
    assert without(first, *own, *due) == without(second, *own, *due)
    parts = [
        without(r.professional, "referral", "name", "email", "confirmed_at")
        for r in (first, second)
    ]
    assert parts[0] == parts[1]
    for rows in ("people", "needs", "sharing_wishes"):
        told = [
            sorted(str(without(row, "referral")) for row in getattr(r, rows).all())
            for r in (first, second)
        ]
        assert told[0] == told[1], rows
    cards = [without(r.contact_card, "checked_at", "checked_by") for r in (first, second)]
    assert cards[0] == cards[1]
    assert second.professional.email == YOU["email"]
    assert Message.objects.filter(kind="refer_receipt").count() == 1


def test_the_same_key_is_one_referral_and_other_words_are_refused(token):
    first, again = post(token), post(token)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = post(token, BODY | {"you": YOU | {"role": "Head"}})
    assert other.status_code == 409
    assert post(token, key="key-number-2").status_code == 201
    assert Referral.objects.count() == 2


@pytest.mark.parametrize(
    ("section", "said", "field"),
    [
        ("you", {}, "you.role"),
        ("you", YOU | {"agency_kind": "police"}, "you.agency_kind"),
        ("you", YOU | {"x": "y"}, "you.x"),
        ("you", YOU | {"role": 5}, "you.role"),
        ("you", YOU | {"role": "a\x00b"}, "you.role"),
        ("you", YOU | {"role": "a\ud800b"}, "you.role"),
        ("agreement", BODY["agreement"] | {"told_on": "1/2/2026"}, "agreement.told_on"),
        ("agreement", BODY["agreement"] | {"told_on": "2926-13-41"}, "agreement.told_on"),
        (
            "agreement",
            {"agreement": "not_asked", "why_without": "not_yet"},
            "agreement.why_without",
        ),
        ("family", {}, "family.people[0].full_name"),
        ("family", {"people": ["Zara"]}, "family.people[0]"),
        ("family", {"people": [{}] * 99}, "family.people"),
        ("family", {"people": [{"full_name": "Zara", "born_on": "2999-01-01"}]},
         "family.people[0].born_on"),
        ("contact", BODY["contact"] | {"phone": "12"}, "contact.phone"),
        ("contact", {"contact_name": "Ada", "ways": ["post"]}, "contact.ways"),
        ("needs", {"tried": "x"}, "needs.story"),
        ("needs", SAID["needs"] | {"team_wanted": "x"}, "needs.team_wanted"),
        ("needs", [], "needs"),
    ],
)  # fmt: skip
def test_each_error_names_its_field(token, section, said, field):
    answer = post(token, BODY | {section: said})
    assert answer.status_code == 422
    assert field in errors(answer), answer.json()
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    "said",
    ["", "{", "[]", "5", "null", '{"you": ', b"\xff\xfe", "[" * 100_000, '{"a": 1}', "NaN"],
    ids=range(10),
)
def test_no_bytes_cause_an_error(token, said):
    assert post(token, said).status_code in {400, 422}


def test_only_a_token_in_force_lets_in(client, token, school, administrator):
    for said in ("", "x", token[:-1], f"{token} x", "\u00fc"):
        assert post(said).status_code == 401
    assert client.post(URL, json.dumps(BODY), content_type="application/json").status_code == 401
    assert client.get(URL).status_code == 405
    school.ended_on = timezone.localdate() - timedelta(days=1)
    school.save()
    assert post(token).status_code == 401
    assert not Referral.objects.exists()


@pytest.mark.parametrize("key", ["", "short", "x" * 101, "tab\tinside-key"])
def test_a_key_is_needed(token, key):
    assert post(token, key=key).status_code == 400


def test_a_token_sends_only_so_much_in_an_hour(token, monkeypatch):
    monkeypatch.setattr(view, "AN_HOUR_BY_ONE_TOKEN", 2)
    answers = [post(token, key=f"key-number-{n}").status_code for n in range(3)]
    assert answers == [201, 201, 429]


def test_a_token_is_shown_once_and_revoked(client, northgate, school, administrator):
    client.force_login(administrator)
    url = reverse("people:tokens", args=[school.pk])
    made = client.post(url)
    said = made.context["made"]
    assert said in text(made)
    assert made["Cache-Control"] == "no-store"
    assert said not in text(client.get(url))
    row = PartnerToken.objects.get()
    assert said not in str(model_to_dict(row))
    assert post(said).status_code == 201
    client.post(reverse("people:revoke_token", args=[school.pk, row.pk]))
    assert post(said, key="key-number-2").status_code == 401
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"partner_token.made", "partner_token.revoked", "referral.by_partner"} <= verbs
    for role in ("manager", "triage", "governance"):
        client.force_login(somebody(role))
        assert client.post(url).status_code == 403
    with pytest.raises(IntegrityError, match="partner_token_revoked_by_somebody"):
        broken("UPDATE referrals_partnertoken SET revoked_by_id = NULL")


def test_a_partner_reads_nothing_by_its_token(token):
    post(token)
    headers = {"Authorization": f"Bearer {token}"}
    for name in ("queue", "sent", "refer"):
        assert Client().get(reverse(f"referrals:{name}"), headers=headers).status_code == 302


def test_what_is_published_is_what_the_forms_ask(client, db):
    document = client.get(reverse("partner:openapi")).json()
    body = document["paths"][URL]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert set(body["properties"]) == set(BODY)
    for section, said in BODY.items():
        assert set(said) <= set(body["properties"][section]["properties"]), section
    assert body["properties"]["contact"]["properties"]["ways"]["type"] == "array"
    assert "school" in body["properties"]["you"]["properties"]["agency_kind"]["enum"]
    person = body["properties"]["family"]["properties"]["people"]["items"]["properties"]
    assert person["due_on"]["format"] == "date"


@pytest.mark.django_db(transaction=True)
def test_the_same_sent_eight_times_at_once_is_one_referral(token):
    set_actor(SystemActor.PUBLIC)
    answers = []

    def send():
        answers.append(post(token).status_code)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(answers) == [200] * 7 + [201]
    assert Referral.objects.count() == PartnerRequest.objects.count() == 1
    assert ProfessionalReferral.objects.count() == 1
