"""Who the request is about: as the family tells it, to those who decide (R041, R067)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from referrals import actions
from referrals.models import FilledIn, Referral, ReferralPerson
from tests.cast import somebody
from tests.referrals.conftest import told
from tests.referrals.test_ask import ANSWERS, answer, answered, asked, page, send, text

__all__ = ["answered", "asked"]


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def add(client, token, **typed):
    return client.post(reverse("ask:person", args=[token]), typed)


def soon():
    return timezone.localdate() + timedelta(days=90)


@pytest.fixture
def whole(asked):
    """Everybody a family may tell of."""
    answer(asked, "who", "name")
    add(asked, "a", full_name="Tobi", kind="child", age="4", note="Cannot hear well")
    add(asked, "b", full_name="Zoe", kind="child", **parts("born_on", date(2019, 3, 27)))
    add(asked, "c", full_name="baby", kind="unborn", **parts("due_on", soon()))
    add(asked, "d", full_name="Gran", kind="adult", age="70")
    add(asked, "e", full_name="Kwame", kind="elsewhere")
    return asked


def test_everybody_is_kept_as_told_and_shown_to_triage(whole, client, hub):
    listed = text(whole.get(page("people")))
    for said in ("age 4", "born 27 March 2019", "due about", "lives somewhere else", "hear well"):
        assert said in listed
    answer(whole, *list(ANSWERS)[2:])
    assert "lives somewhere else" in text(whole.get(page("check")))
    send(whole)
    people = {p.full_name: p for p in Referral.objects.get().people.all()}
    assert people["Zoe"].born_on == date(2019, 3, 27)
    assert people["baby"].due_on == soon()
    assert people["Kwame"].lives_elsewhere
    assert not people["Kwame"].is_child
    assert people["Gran"].age_told is None  # An adult's age was never asked for.
    assert people["Tobi"].note == "Cannot hear well"
    client.force_login(somebody("triage", hub=hub))
    shown = text(client.get(Referral.objects.get().get_absolute_url()))
    assert "parent, lives elsewhere: not to be contacted because of this request" in shown
    assert "Cannot hear well" in shown


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"kind": "child", "born_on_day": "31", "born_on_month": "2"}, "must include a year"),
        (
            {"kind": "child", "born_on_day": "1", "born_on_month": "1", "born_on_year": "2190"},
            "past",
        ),
        (
            {"kind": "unborn", "due_on_day": "1", "due_on_month": "1", "due_on_year": "2001"},
            "10 mon",
        ),
        ({"kind": "ghost"}, "Select who they are"),
        ({"kind": "adult", "note": "x" * 501}, "Use fewer words here"),
    ],
)
def test_what_is_wrong_is_said_and_kept_as_typed(asked, typed, says):
    answer(asked, "who", "name")
    assert says in text(add(asked, "a", full_name="Tobi", **typed))
    again = text(asked.get(reverse("ask:person", args=["a"])))
    for name, value in typed.items():
        assert value in again or name == "kind"


def test_what_was_said_about_somebody_is_read_for_danger(answered):
    add(answered, "a", full_name="Tobi", kind="child", note="He is scared of his uncle")
    send(answered)
    assert Referral.objects.get().safety_flags == ["words_fear"]


def test_three_answers_are_enough(asked):
    """What to call you, one safe way, what is happening; the rest may be passed over."""
    for step, given in {
        "who": {"asker": "my_family"},
        "name": {"contact_name": "Ada"},
        "people": {},
        "postcode": {"skip": "on"},
        "hub": {},
        "needs": {},
        "story": {"story": "I am tired"},
        "today": {},
        "contact": {"ways": ["call"]},
        "reach": {"phone": "07700900123", "voicemail": "unsure"},
        "careful": {},
        "language": {},
        "sharing": {},
    }.items():
        response = asked.post(page(step), given)
        assert response.status_code == 302, text(response)
    send(asked)
    referral = Referral.objects.get()
    assert (referral.postcode, referral.contact_name) == ("", "Ada")
    assert not referral.contact_card.may_voicemail


def test_on_acceptance_a_parent_elsewhere_does_not_live_with_them(northgate, lead, hub):
    people = [
        {"full_name": "Ada Okafor", "is_child": False, "is_contact": True},
        {"full_name": "Kwame", "is_child": False, "lives_elsewhere": True},
        {"full_name": "baby", "is_child": True, "is_unborn": True, "due_on": soon()},
    ]
    referral = actions.receive(**told(people=people))
    officer = somebody("triage", hub=hub)
    accepted = actions.accept(referral, decision="eha", level=2, lead=lead, by=officer)
    members = {m.person.full_name: m for m in accepted.family.members.select_related("person")}
    assert not members["Kwame"].lives_with
    assert members["Kwame"].person.contact_card is None
    assert members["baby"].person.due_on == soon()


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_child": True, "lives_elsewhere": True},
        {"is_child": False, "lives_elsewhere": True, "is_contact": True},
        {"is_child": True, "due_on": date(2027, 1, 1)},
    ],
    ids=["a child elsewhere", "answered elsewhere", "a due date of somebody born"],
)
def test_the_database_refuses_people_who_cannot_be(request_in, wrong):
    row = ReferralPerson(referral=request_in, full_name="Kwame", **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralPerson.objects.bulk_create([row])


def test_the_database_keeps_no_filler_without_a_name(request_in):
    with pytest.raises(IntegrityError), transaction.atomic():
        FilledIn.objects.bulk_create([FilledIn(referral=request_in, name="")])
