"""Who might this be? What a request is held against, and when the system looks again."""

from datetime import date

import pytest
from django.urls import reverse

from families import matching
from families.models import Family, Grant
from familyhubs.notifications.models import Message
from referrals import actions, tasks
from referrals.models import Concern, ProposedMatch, Referral
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.families import ConflictFactory, FamilyMemberFactory, PersonFactory


def test_nobody_makes_us_compare_without_end(received, monkeypatch):
    """The form takes 20 names of 200 characters; what they cost is bounded, not what they are."""
    for letter in "abcdefgh":
        person = PersonFactory(full_name=f"Dan Sm{letter}th")
        FamilyMemberFactory(person=person, family__postcode="ZZ1 1AA")
    compared = []
    words_alike = matching.words_alike
    monkeypatch.setattr(
        matching, "words_alike", lambda *pair: compared.append(pair) or words_alike(*pair)
    )
    spun = " ".join(chr(97 + n % 26) + chr(97 + n // 26) * 4 for n in range(33))
    people = [{"full_name": "n s", "is_child": False, "is_contact": True}]
    people += [{"full_name": f"{spun[:190]} {n}", "is_child": True} for n in range(19)]
    received(contact_name="n s", people=people)
    # Eight people of six words, against eight families of two words.
    assert 0 < len(compared) <= 8 * 6 * (8 * 2)
    assert max(len(word) for pair in compared for word in pair) <= 30


# Two requests of one family


MENSAH = {
    "contact_name": "Grace Mensah",
    "people": [
        {
            "full_name": "Grace Mensah",
            "is_child": False,
            "is_contact": True,
            "born_on": date(1990, 4, 17),
        },
        {"full_name": "Kofi Mensah", "is_child": True, "born_on": date(2018, 2, 3)},
    ],
}
ANSWER = {"decision": "eha", "level": "3", "family": "new", "reason": "He asked for us"}


def mensah_known(**family):
    """Grace is on a record already, under her birth date."""
    person = PersonFactory(full_name="Grace Mensah", born_on=date(1990, 4, 17))
    return FamilyMemberFactory(person=person, **family).family


def test_two_requests_of_one_family_in_the_queue_make_one_family(
    client, received, triage_officer, lead
):
    one, two = received(**MENSAH), received(**MENSAH)
    client.force_login(triage_officer)
    for referral in (one, two):
        assert "A new record is started" in page(client, referral)
    said = ANSWER | {"lead": lead.pk}
    assert client.post(accept_url(one), said).status_code == 302
    family = Family.objects.get()
    assert family.reference in page(client, two)  # Its page says so at once.
    late = client.post(accept_url(two), said)  # From the tab that was opened before.
    html = late.content.decode()
    assert "We may know this family" in html
    assert "Is this a family we know?" in html
    assert family.reference in html
    assert "He asked for us" in html  # What was typed stands there still.
    assert Family.objects.count() == 1


def page(client, referral):
    return client.get(accept_url(referral)).content.decode()


def accept_url(referral):
    return reverse("referrals:accept", args=[referral.pk])


def test_a_family_that_came_up_meanwhile_is_shown_before_a_record_starts(
    client, received, triage_officer, lead
):
    referral = received(**MENSAH)
    known = mensah_known()  # Started by a worker, outside the queue.
    client.force_login(triage_officer)
    said = ANSWER | {"lead": lead.pk, "shown": ""}
    first = client.post(accept_url(referral), said)
    assert known.reference in first.content.decode()
    assert Family.objects.count() == 1
    match = ProposedMatch.objects.get()
    assert (match.referral, match.family) == (referral, known)
    nothing_chosen = client.post(accept_url(referral), said | {"family": ""})
    assert "Select the family, or that it is a new one" in nothing_chosen.content.decode()
    said["shown"] = first.context["shown"]
    assert client.post(accept_url(referral), said).status_code == 302
    assert Family.objects.count() == 2


def test_looking_again_differs_in_nothing_where_the_family_is_restricted(
    received, triage_officer, lead, safeguarding_lead
):
    referral = received(**MENSAH)
    mensah_known(family__is_restricted=True)
    done = actions.accept(referral, decision="eha", level=3, lead=lead, by=triage_officer)
    assert done.was_accepted
    assert Message.objects.get(kind="request_restricted").user == safeguarding_lead


def test_a_new_record_is_shown_to_those_requests_alone_that_may_be_about_it(
    received, triage_officer, lead
):
    same, over, other = received(**MENSAH), received(**MENSAH), received()
    actions.advise(over, decision="iag", reason="x", by=triage_officer)
    start = received(**MENSAH)
    done = actions.accept(start, decision="eha", level=3, lead=lead, by=triage_officer)
    assert {m.referral for m in ProposedMatch.objects.filter(family=done.family)} == {same}
    assert {g.cause_id for g in Grant.objects.current()} == {same.pk}
    assert not other.matches.exists()


# Bars


def test_a_bar_holds_before_the_request_is_accepted(
    client, received, triage_officer, manager, safeguarding_lead
):
    ConflictFactory(family=mensah_known(), user=triage_officer)
    ConflictFactory(family=Family.objects.get(), user=safeguarding_lead)
    other_lead = somebody("safeguarding")
    referral = received(**MENSAH, safety_flags=["harm"])
    for barred in (triage_officer, safeguarding_lead):
        client.force_login(barred)
        for url in (referral.get_absolute_url(), accept_url(referral)):
            assert client.get(url).status_code == 404
        assert referral.reference not in client.get(reverse("referrals:queue")).content.decode()
    assert Message.objects.get(kind="request_flagged").user == manager
    actions.escalate(referral, reason="A bruise", by=manager)
    assert Message.objects.get(kind="request_escalated").user == other_lead


def test_a_concern_about_such_a_request_is_barred_too(received, front_desk, safeguarding_lead):
    ConflictFactory(family=mensah_known(), user=safeguarding_lead)
    about = {"who": "Kofi", "what": "A bruise", "is_now": "no", "referral": received(**MENSAH)}
    concern = actions.raise_concern(by=front_desk, **about)
    assert not Concern.objects.visible_to(safeguarding_lead).exists()
    assert Concern.objects.visible_to(somebody("safeguarding")).get() == concern


def test_a_barred_officer_is_not_the_one_told_that_nobody_can_read_a_concern(
    family, triage_officer, front_desk
):
    ConflictFactory(family=family, user=triage_officer)
    watcher = somebody("administrator")
    actions.raise_concern(by=front_desk, who="Tobi", what="A bruise", is_now="no", family=family)
    tasks.escalate_concerns_untaken()
    assert Message.objects.get(kind="concern_nobody").user == watcher


def test_a_bar_falls_where_it_was_another_family(received, triage_officer, manager, lead):
    known = mensah_known()
    ConflictFactory(family=known, user=triage_officer)
    referral = received(**MENSAH)
    actions.accept(referral, decision="eha", level=3, lead=lead, by=manager, not_these=[known])
    assert Referral.objects.readable_by(triage_officer).get() == referral


def test_a_family_that_is_only_possible_bars_nobody(received, triage_officer):
    person = PersonFactory(full_name="Grace Mensah", born_on=date(1955, 9, 9))
    family = FamilyMemberFactory(person=person).family
    ConflictFactory(family=family, user=triage_officer)
    referral = received(**MENSAH)
    assert referral.matches.get().family == family
    assert Referral.objects.readable_by(triage_officer).get() == referral


def test_a_barred_sender_is_not_told_how_it_was_decided(received, triage_officer, school):
    teacher = PartnerFactory(organisation=school)
    ConflictFactory(family=mensah_known(), user=teacher)
    sent = {"channel": "professional", "source": "2A", "referrer": teacher}
    referral = received(**MENSAH, **sent, organisation=school)
    actions.advise(referral, decision="iag", reason="x", by=triage_officer)
    assert not Message.objects.filter(user=teacher).exists()


@pytest.mark.parametrize(
    ("function", "indexes"),
    [
        ("families_people_named", ["person_name_trigrams"]),
        ("referrals_named", ["referral_name_trigrams", "told_name_trigrams"]),
    ],
)
def test_names_are_found_by_their_index(db, owner, function, indexes):
    """No search over everybody: the names are read by their trigrams."""
    owner.execute("SET enable_seqscan = off")
    owner.execute("SET enable_indexscan = off")  # Of so few rows it would read the whole key.
    ((body,),) = owner.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [function])
    planned = owner.execute("EXPLAIN " + body.replace("words", "'ADA OKAFOR'::text"))
    plan = "\n".join(line for (line,) in planned)
    assert "Seq Scan" not in plan
    assert [name for name in indexes if name not in plan] == []
