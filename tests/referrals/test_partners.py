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
from familyhubs.requests import LARGEST_BODY
from hubs.models import Team
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
from tests.factories.hubs import TeamFactory
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
    due = ("screen_due_at", "decision_due_at", "contact_due_at", "family")
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
        *(
            ("family", {"people": [{"full_name": "Zara"} | said]}, f"family.people[0].{field}")
            for field, said in (
                ("age", {"age": "4"}),
                ("age", {"age": True}),
                ("age", {"age": 99}),
                ("age", {"age": 30, "kind": "adult"}),
                ("age", {"age": 20, "kind": "adult"}),
                ("due_on", {"kind": "unborn", "due_on": "1900-01-01"}),
                ("due_on", {"kind": "child", "due_on": "2027-02-03"}),
                ("kind", {"kind": "uncle"}),
            )
        ),
        ("family", {}, "family.people[0].full_name"),
        ("family", {"people": ["Zara"]}, "family.people[0]"),
        ("family", {"people": [{}] * 99}, "family.people"),
        ("family", {"people": [{"full_name": "Zara", "born_on": "2999-01-01"}]},
         "family.people[0].born_on"),
        ("contact", BODY["contact"] | {"phone": "12"}, "contact.phone"),
        ("contact", {"contact_name": "Ada", "ways": ["post"]}, "contact.address"),
        ("contact", {"contact_name": "Ada", "ways": ["pigeon"]}, "contact.ways"),
        ("contact", BODY["contact"] | {"preferred": "email"}, "contact.preferred"),
        ("contact", BODY["contact"] | {"voicemail": "yes"}, "contact.voicemail"),
        ("contact", BODY["contact"] | {"contact_name": ["Ada", "Bea"]}, "contact.contact_name"),
        ("contact", BODY["contact"] | {"code_word": True}, "contact.code_word"),
        ("contact", BODY["contact"] | {"code_word": 0}, "contact.code_word"),
        ("contact", BODY["contact"] | {"code_word": False}, "contact.code_word"),
        ("contact", BODY["contact"] | {"safe_hours": ["midnight"]}, "contact.safe_hours"),
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


SAFELY = {
    "ways": ["call", "whatsapp", "video", "post"],
    "address": "1 Mill Lane",
    "preferred": "video",
    "safe_hours": ["morning", "school"],
    "good_times": "after the school run",
    "never_times": "Sundays",
    "must_not_know": "Kwame",
    "never_mention": "the hub",
    "code_word": "Bluebell",
    "interpreter_language": "Polish",
    "helps": ["textphone"],
    "communication_needs": "She stammers",
}


def test_a_system_says_how_a_family_is_reached_safely(token):
    """R064: each under its own name; what was asked in one box before is still taken."""
    said = BODY["contact"] | SAFELY | {"voicemail": True, "careful": "Never ring the school"}
    assert post(token, BODY | {"contact": said}).status_code == 201
    card = Referral.objects.get().contact_card
    for name in SAFELY.keys() - {"ways", "never_mention"}:
        assert getattr(card, name) == SAFELY[name], name
    assert card.never_mention == "the hub; Never ring the school"
    assert (card.may_voicemail, card.may_video, card.may_email) == (True, True, False)


def test_a_system_names_the_whole_family(token):
    people = [
        {"full_name": "Zara", "age": 4, "note": "Loves drums"},
        {"full_name": "Kwame", "kind": "elsewhere"},
        {"full_name": "ada okafor", "kind": "adult", "born_on": "1990-05-14"},
    ]
    assert post(token, BODY | {"family": {"people": people}}).status_code == 201
    told = {one.full_name: one for one in Referral.objects.get().people.all()}
    assert (told["Zara"].age_told, told["Zara"].note) == (4, "Loves drums")
    assert told["Kwame"].lives_elsewhere
    assert told["ada okafor"].is_contact
    assert len(told) == 3


def test_a_replay_gets_the_same_answer_whatever_has_ended_since(token, hub):
    team = TeamFactory(organisation__kind="council")
    body = BODY | {"needs": BODY["needs"] | {"team_wanted": str(team.pk)}}
    first = post(token, body)
    Team.objects.filter(pk=team.pk).update(ended_on=timezone.localdate())
    again = post(token, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert post(token, body, key="key-number-2").status_code == 422


def test_a_system_learns_which_teams_and_services_it_may_ask_for(token, client):
    team, ended = TeamFactory(organisation__kind="council"), TeamFactory(ended_on="2020-01-01")
    url = reverse("partner:choices")
    headers = {"Authorization": f"Bearer {token}"}
    listed = client.get(url, headers=headers).json()["needs"]
    assert {"id": str(team.pk), "name": str(team)} in listed["team_wanted"]
    assert str(ended.pk) not in str(listed)
    assert listed["service_wanted"] == []
    assert client.get(url).status_code == 401
    assert url in client.get(reverse("partner:openapi")).json()["paths"]


def test_a_danger_is_red_and_whoever_wrote_it_is_told_whom_to_ring(token):
    body = BODY | {"needs": BODY["needs"] | {"tried": "I am scared that he hits her"}}
    first, again = post(token, body), post(token, body)
    assert "words_harm" in Referral.objects.get().safety_flags
    assert "ring 999" in first.json()["danger"]
    assert first.json() == again.json()
    assert "danger" not in post(token, key="key-number-2").json()


def test_too_much_is_said_in_json(token, client):
    answer = post(token, '"' + "x" * 3_000_000 + '"')
    assert answer.status_code == 413
    assert errors(answer)
    sent = {"content_type": "application/json", "CONTENT_LENGTH": str(LARGEST_BODY + 1)}
    announced = client.post(URL, "{}", **sent)
    assert announced.status_code == 413
    assert errors(announced)


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
    assert person["age"] == {"description": "Age in years (optional)"} | {
        "type": "integer",
        "minimum": 0,
        "maximum": 25,
    }
    contact = body["properties"]["contact"]["properties"]
    assert SAFELY.keys() <= contact.keys()
    assert contact["safe_hours"]["type"] == "array"
    assert contact["careful"]["deprecated"]


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
