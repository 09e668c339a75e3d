"""R052: who was asked alone, what no later answer takes back, and who may lift it."""

import pytest
from django.urls import reverse

from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from referrals import actions
from referrals.forms.safe_enquiry import EnquiryForm
from referrals.forms.triage import AdviseForm
from referrals.models import SafeEnquiry
from referrals.safe_enquiry import abuse_is_known
from tests.cast import somebody
from tests.referrals.test_joint_sessions import SAID, offered, session

__all__ = ["session"]
TWO = [
    {"full_name": "Ada Okafor", "is_child": False, "is_contact": True},
    {"full_name": "Ben Okafor", "is_child": False},
    {"full_name": "Tobi", "is_child": True, "age_told": 4},
]


@pytest.fixture
def couple(received):
    referral = received(people=TWO, topics=["arguments"])
    referral.ada, referral.ben = referral.people.filter(is_child=False).order_by("full_name")
    return referral


def asked(referral, person, told, by):
    actions.record_enquiry(referral, person=person, told=told, by=by)


def offer(referral, by, **given):
    return actions.advise(
        referral, decision="signpost_universal", reason="x", is_couple=True, by=by, **given
    )


def test_a_later_answer_takes_no_abuse_back(couple, triage_officer, session):
    """She may be made to say so; and who is asked next may be who hurts her."""
    asked(couple, couple.ada, "abuse", triage_officer)
    for person in (couple.ada, couple.ben):
        asked(couple, person, "safe", triage_officer)
    couple.refresh_from_db()
    assert abuse_is_known(couple)
    assert offered(couple) == []
    assert "is_couple" not in AdviseForm(referral=couple).fields
    actions.screen(couple, by=triage_officer)
    with pytest.raises(Refused, match="joint sessions are not offered"):
        offer(couple, triage_officer)


def test_a_flag_is_taken_back_by_no_answer(received, triage_officer, session):
    referral = received(people=TWO, safety_flags=["fear"])
    for person in referral.people.filter(is_child=False):
        asked(referral, person, "safe", triage_officer)
    assert offered(referral) == []


def test_a_safeguarding_lead_lifts_it_with_a_reason_for_what_was_known_by_then(
    client, couple, triage_officer, safeguarding_lead
):
    asked(couple, couple.ada, "abuse", triage_officer)
    page = reverse("referrals:lift", args=[couple.pk])
    client.force_login(triage_officer)
    assert client.get(page).status_code == 403
    assert page not in client.get(couple.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="Only a safeguarding lead"):
        actions.lift_abuse(couple, reason="x", by=triage_officer)
    client.force_login(safeguarding_lead)
    assert page in client.get(couple.get_absolute_url()).content.decode()
    assert "Enter the reason" in client.post(page, {"reason": " "}).content.decode()
    shown = client.post(page, {"reason": "It was about her father"}, follow=True).content.decode()
    assert "It was about her father" in shown
    assert Event.objects.filter(verb="referral.abuse_lifted").count() == 1
    couple.refresh_from_db()
    assert couple.is_red
    assert not abuse_is_known(couple)
    with pytest.raises(Refused, match="Ada Okafor, Ben Okafor"):
        offer(couple, triage_officer)
    with pytest.raises(Refused, match="Nothing that was told"):
        actions.lift_abuse(couple, reason="x", by=safeguarding_lead)
    asked(couple, couple.ben, "abuse", triage_officer)
    assert abuse_is_known(couple)


def test_each_adult_it_is_for_is_asked(couple, triage_officer):
    asked(couple, couple.ada, "safe", triage_officer)
    with pytest.raises(Refused, match="record it: Ben Okafor"):
        offer(couple, triage_officer)
    with pytest.raises(Refused, match="record it: Ben Okafor"):
        offer(couple, triage_officer, for_adults=[couple.ben])
    asked(couple, couple.ben, "not_asked", triage_officer)
    with pytest.raises(Refused, match="record it: Ben Okafor"):
        offer(couple, triage_officer)
    assert offer(couple, triage_officer, for_adults=[couple.ada]).decision


def test_both_asked_is_enough(couple, triage_officer, session):
    for person in (couple.ada, couple.ben):
        with pytest.raises(Refused, match="Ask about safety first"):
            actions.advise(couple, session=session, by=triage_officer, **SAID)
        asked(couple, person, "safe", triage_officer)
    assert actions.advise(couple, session=session, by=triage_officer, **SAID).decision


def test_who_did_not_want_to_say_is_offered_nothing_together(couple, triage_officer, session):
    asked(couple, couple.ada, "not_said", triage_officer)
    asked(couple, couple.ben, "safe", triage_officer)
    assert offered(couple) == []
    assert "is_couple" not in AdviseForm(referral=couple).fields
    with pytest.raises(Refused, match="did not want to say"):
        offer(couple, triage_officer, for_adults=[couple.ben])
    asked(couple, couple.ada, "safe", triage_officer)
    couple.refresh_from_db()
    assert offered(couple) == [session]


def test_the_form_asks_whom(client, couple, triage_officer):
    client.force_login(triage_officer)
    url = reverse("referrals:enquire", args=[couple.pk])
    form = client.get(url).context["form"]
    assert {words for _pk, words in form.fields["person"].choices} == {
        "Ada Okafor", "Ben Okafor", "Somebody else"
    }  # fmt: skip
    assert "person" not in form.initial
    assert "Select whom you asked" in client.post(url, {"told": "safe"}).content.decode()
    unnamed = client.post(url, {"told": "safe", "person": "other"}).content.decode()
    assert "Enter the name of whom you asked" in unnamed
    client.post(url, {"told": "abuse", "person": "other", "asked_name": "Her mother"})
    assert SafeEnquiry.objects.get().who == "Her mother"
    couple.refresh_from_db()
    assert abuse_is_known(couple)
    page = client.get(couple.get_absolute_url()).content.decode()
    assert "Her mother" in page


def test_where_one_adult_or_none_was_told_of(received, triage_officer, hub):
    one, none = received(), received(people=[], contact_name="Sam Reed")
    assert EnquiryForm(referral=one).initial["person"] == str(one.people.get(is_child=False).pk)
    assert EnquiryForm(referral=none).initial["asked_name"] == "Sam Reed"
    for referral in (one, none):
        with pytest.raises(Refused, match=f"record it: {referral.contact_name}"):
            offer(referral, triage_officer)
        actions.record_enquiry(referral, told="safe", by=triage_officer)
        assert offer(referral, triage_officer).decision


def test_a_child_or_somebody_of_another_request_is_not_who_was_asked(
    couple, received, triage_officer
):
    other = received(contact_name="Sam Reed")
    for person in (*couple.people.filter(is_child=True), *other.people.all(), None):
        with pytest.raises(Refused, match="Select whom you asked"):
            asked(couple, person, "safe", triage_officer)


def test_the_page_asks_which_adults_a_joint_offer_is_for(client, couple, triage_officer):
    client.force_login(triage_officer)
    asked(couple, couple.ada, "safe", triage_officer)
    couple.refresh_from_db()
    url = reverse("referrals:advise", args=[couple.pk])
    given = {"decision": "signpost_universal", "reason": "x", "is_couple": "on"}
    given["seen"] = couple.version
    page = client.post(url, given).content.decode()
    assert "Select which adults it is for" in page
    page = client.post(url, given | {"for_adults": [str(couple.ben.pk)]}).content.decode()
    assert "record it: Ben Okafor" in page
    assert client.post(url, given | {"for_adults": [str(couple.ada.pk)]}).status_code == 302


def test_a_manager_lifts_nothing(couple, hub, triage_officer):
    asked(couple, couple.ada, "abuse", triage_officer)
    with pytest.raises(Refused, match="Only a safeguarding lead"):
        actions.lift_abuse(couple, reason="x", by=somebody("manager", hub=hub))
