"""Who may open which page of the queue, what it shows, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from families.models import Family
from familyhubs.audit.models import Event
from referrals import actions
from referrals.models import Decision, Referral
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.families import ConflictFactory
from tests.factories.hubs import HubFactory, MembershipFactory
from tests.factories.referrals import ReferralFactory

PAGES = {
    "queue": {"triage", "manager", "safeguarding"},
    "new": {"triage", "manager", "safeguarding", "practitioner", "front_of_house"},
    "sent": {"triage", "manager", "safeguarding", "practitioner", "front_of_house", "partner"},
}
OF_A_REQUEST = (
    "request", "accept", "advise", "decline", "escalate", "ask_more", "attempt", "move", "assign",
    "enquire",    "prepare", "propose_giving_up", "answer_giving_up",
)  # fmt: skip
BUTTONS = ("screen", "resume", "claim", "release")
DECIDERS = {"triage", "manager", "safeguarding"}
ROLES = (
    "triage",
    "manager",
    "safeguarding",
    "practitioner",
    "front_of_house",
    "partner",
    "commissioner",
    "administrator",
    "governance",
)


def sign_in(client, role, hub):
    council_wide = role in {"safeguarding", "commissioner", "administrator", "governance"}
    user = PartnerFactory() if role == "partner" else None
    who = {"user": user} if user else {}
    member = MembershipFactory(role=role, hub=None if council_wide else hub, **who)
    client.force_login(member.user)
    return member.user


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_which_page(client, request_in, hub, role):
    sign_in(client, role, hub)
    for name, allowed in PAGES.items():
        status = client.get(reverse(f"referrals:{name}")).status_code
        assert status == (200 if role in allowed else 403), name
    for name in OF_A_REQUEST:
        status = client.get(reverse(f"referrals:{name}", args=[request_in.pk])).status_code
        assert status == (200 if role in DECIDERS else 404), name
    for name in BUTTONS:
        status = client.post(reverse(f"referrals:{name}", args=[request_in.pk])).status_code
        assert status == (302 if role in DECIDERS else 404), name


@pytest.mark.parametrize("role", ["triage", "manager", "practitioner"])
def test_another_hub_gets_what_a_request_that_does_not_exist_gets(client, request_in, role):
    client.force_login(somebody(role, hub=HubFactory()))
    for name in OF_A_REQUEST:
        url = reverse(f"referrals:{name}", args=[request_in.pk])
        assert client.get(url).status_code == 404
    assert Event.objects.filter(verb="access.refused").count() == len(OF_A_REQUEST)


def test_a_worker_of_the_family_reads_the_request_and_cannot_decide(
    client, request_in, triage_officer, lead, colleague
):
    done = actions.accept(
        request_in, decision=Decision.EARLY_HELP, level=3, lead=colleague, by=triage_officer
    )
    client.force_login(colleague)
    assert client.get(done.get_absolute_url()).status_code == 200
    assert client.get(reverse("referrals:accept", args=[done.pk])).status_code == 403


def test_whoever_sent_it_sees_how_it_stands_and_nothing_else(client, received, school, family):
    teacher = PartnerFactory(organisation=school)
    MembershipFactory(user=teacher, role="partner")
    referral = received(channel="professional", source="2A", referrer=teacher, organisation=school)
    client.force_login(teacher)
    html = client.get(referral.get_absolute_url()).content.decode()
    assert "waiting for a decision" in html
    for hidden in ("He does not sleep", "07700", "Tobi", family.reference):
        assert hidden not in html
    assert referral.reference in client.get(reverse("referrals:sent")).content.decode()
    assert client.get(reverse("referrals:accept", args=[referral.pk])).status_code == 404


def test_one_screen_holds_everything_for_the_decision(client, received, triage_officer, family):
    client.force_login(triage_officer)
    referral = received(
        safety_flags=["fear", "words_harm"], sharing=[{"kind": "school", "agrees": False}]
    )
    html = client.get(referral.get_absolute_url()).content.decode()
    for shown in (
        "He does not sleep",
        "Sleep, feeding",
        "Tobi",
        "Fear of somebody",
        "Words: harm",
        family.reference,
        "Only by:",
        "No voicemail",
        "School or college",
        "ZZ1 1AA",
    ):
        assert shown in html, shown
    assert Event.objects.filter(verb="referral.seen", about_id=referral.pk).count() == 1


def test_a_barred_officer_sees_neither_the_family_nor_its_request(
    client, received, triage_officer, family, lead
):
    ConflictFactory(family=family, user=triage_officer)
    referral = received()
    client.force_login(triage_officer)
    assert family.reference not in client.get(referral.get_absolute_url()).content.decode()
    Referral.objects.filter(pk=referral.pk).update(
        family=family, status="decided", decision="eha", decided_by=lead, decided_at=timezone.now()
    )
    assert client.get(referral.get_absolute_url()).status_code == 404


def test_nothing_differs_for_the_officer_where_the_match_is_restricted(
    client, received, triage_officer, family
):
    client.force_login(triage_officer)
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    restricted = received()
    html = client.get(restricted.get_absolute_url()).content.decode()
    assert "no family that is likely to be the same" in html
    accept = client.get(reverse("referrals:accept", args=[restricted.pk])).content.decode()
    assert family.reference not in accept


def test_accepting_by_the_page_says_what_changed(client, request_in, triage_officer, lead):
    client.force_login(triage_officer)
    url = reverse("referrals:accept", args=[request_in.pk])
    empty = client.post(url, {}).content.decode()
    for says in ("Select what help", "Select the level", "Select who leads"):
        assert says in empty
    said = {"family": "new", "decision": "eha", "level": "3", "lead": lead.pk, "reason": ""}
    done = client.post(url, said, follow=True).content.decode()
    assert "is accepted. A new record was started" in done
    assert str(lead) in done
    assert "already been decided" in client.post(url, said).content.decode()


@pytest.mark.parametrize(
    ("name", "said", "says"),
    [
        ("advise", {"decision": "iag", "reason": "Stay and play"}, "advice given"),
        (
            "decline",
            {"decision": "nfa_not_needed", "reason": "All well", "next_step": "Ring us"},
            "closed without",
        ),
        ("escalate", {"reason": "A bruise"}, "passed on"),
        ("ask_more", {"question": "Which school?"}, "the clock stands still"),
        ("attempt", {"channel": "call", "reached": "no"}, "the try is on record"),
    ],
)
def test_each_decision_by_its_page(client, request_in, triage_officer, name, said, says):
    client.force_login(triage_officer)
    url = reverse(f"referrals:{name}", args=[request_in.pk])
    assert "There is a problem" in client.post(url, {}).content.decode()
    assert says in client.post(url, said, follow=True).content.decode()


def test_the_queue_puts_safety_first_and_then_age(client, received, triage_officer):
    old, new = received(), received()
    flagged = received(safety_flags=["harm"])
    looked_at = received(safety_flags=["fear"])
    actions.screen(looked_at, by=triage_officer)
    client.force_login(triage_officer)
    page = client.get(reverse("referrals:queue")).context["page"]
    assert page.rows == [flagged, looked_at, old, new]


def test_tabs_count_and_filters_narrow(client, received, triage_officer):
    waiting, asked, over = received(), received(safety_flags=["harm"]), received(channel="phone")
    actions.ask_more(asked, question="Which school?", by=triage_officer)
    actions.advise(over, decision=Decision.ADVICE, reason="x", by=triage_officer)
    client.force_login(triage_officer)
    url = reverse("referrals:queue")
    response = client.get(url)
    counts = {str(tab["words"]): tab["count"] for tab in response.context["tabs"]}
    assert counts == {
        "Waiting": 1,
        "To screen": 2,
        "Mine": 0,
        "Unclaimed": 1,
        "Waiting for the family": 1,
        "To reach": 0,
        "Preparing": 0,
        "Decided": None,
    }

    def rows(**query):
        return client.get(url, query).context["page"].rows

    assert rows() == rows(flagged="no") == rows(channel="web") == [waiting]
    assert rows(flagged="yes") == rows(channel="phone") == []
    assert rows(tab="family") == [asked]
    assert rows(tab="decided") == [over]
    assert rows(reference=waiting.reference.lower().replace("-", " ")) == [waiting]
    assert rows(reference="ASK-0000-0000") == []


@pytest.mark.parametrize(
    "query",
    [
        {"tab": "nowhere"},
        {"after": "not-an-id"},
        {"before": "00000000-0000-0000-0000-000000000000"},
        {"hub": "x", "channel": "y", "flagged": "z"},
        {"reference": "%" * 500},
    ],
)
def test_nonsense_in_the_address_is_no_error(client, request_in, triage_officer, query):
    client.force_login(triage_officer)
    assert client.get(reverse("referrals:queue"), query).status_code == 200


def test_the_list_and_the_page_agree_for_everybody(client, received, hub, family, lead):
    mine = received()
    other = ReferralFactory(hub=HubFactory())
    teacher = PartnerFactory()
    people = [somebody(role, hub=hub) for role in ("triage", "manager", "practitioner")]
    people += [somebody(r) for r in ("safeguarding", "commissioner", "administrator")]
    for user in [*people, teacher]:
        seen = set(Referral.objects.visible_to(user))
        client.force_login(user)
        for referral in (mine, other):
            status = client.get(referral.get_absolute_url()).status_code
            assert (status == 200) == (referral in seen), (user, referral)


@pytest.mark.parametrize("name", ["queue", "sent"])
def test_the_lists_cost_the_same_for_two_and_for_twenty(client, received, triage_officer, name):
    client.force_login(triage_officer)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"referrals:{name}"))
        return len(queries)

    for _ in range(2):
        received(taken_by=triage_officer)
    cost()  # The first request of a session writes more.
    few = cost()
    for _ in range(18):
        received(taken_by=triage_officer)
    assert cost() == few


def test_a_request_costs_at_most_what_the_house_allows(client, received, triage_officer, family):
    client.force_login(triage_officer)
    received()
    referral = received(sharing=[{"kind": "school", "agrees": True}])
    joins = {"family": family.pk}
    pages = [("request", {}), ("accept", {}), ("accept", joins), ("queue", {})]
    for name, said in pages:
        url = reverse(f"referrals:{name}", args=[] if name == "queue" else [referral.pk])
        client.get(url, said)
        with CaptureQueriesContext(connection) as queries:
            client.get(url, said)
        own = [q["sql"] for q in queries if not of_the_test(q["sql"])]
        assert len(own) <= (17 if said else 15), (name, "\n".join(sql[:160] for sql in own))


def of_the_test(sql):
    """Statements that only stand there because a test runs in a transaction already."""
    return sql.startswith(("SAVEPOINT", "RELEASE", "SELECT coalesce(current_setting")) or (
        sql.startswith("SELECT set_config") and "familyhubs.actor', ''" in sql
    )


KEYED = {
    "channel": "phone",
    "source": "1A",
    "agreement": "agrees",
    "contact_name": "Ada Okafor",
    "ways": ["text"],
    "phone": "07700 900123",
    "postcode": "zz1 1aa",
    "topics": ["money"],
    "story": "She rang from work",
    "person0-full_name": "Tobi Okafor",
    "person0-kind": "child",
    "person0-born_on_day": "14",
    "person0-born_on_month": "5",
    "person0-born_on_year": "2021",
}


def test_the_desk_keys_in_a_call_once(client, northgate, front_desk):
    client.force_login(front_desk)
    form = client.get(reverse("referrals:new")).context["form"]
    said = KEYED | {"once": form["once"].value()}
    for _ in range(2):
        assert client.post(reverse("referrals:new"), said).status_code == 302
    referral = Referral.objects.get()
    assert (referral.channel, referral.taken_by, referral.hub) == ("phone", front_desk, northgate)
    assert {p.full_name for p in referral.people.all()} == {"Ada Okafor", "Tobi Okafor"}
    page = client.get(referral.get_absolute_url()).content.decode()
    assert "waiting for a decision" in page
    assert "She rang from work" not in page


def test_the_desk_writes_down_all_that_a_family_may_tell(client, northgate, front_desk):
    due = timezone.localdate() + timedelta(days=90)
    said = KEYED | {
        "filled_by": "Grace Mensah",
        "relation": "Her neighbour",
        "helps": ["textphone", "easy_read"],
        "communication_needs": "She is hard of hearing",
        "person0-note": "Does not like loud rooms",
        "person1-full_name": "Kwame Okafor",
        "person1-kind": "elsewhere",
        "person2-kind": "unborn",
        "person2-due_on_day": str(due.day),
        "person2-due_on_month": str(due.month),
        "person2-due_on_year": str(due.year),
    }
    client.force_login(front_desk)
    new = reverse("referrals:new")
    for wrong, says in (
        ({"filled_by": ""}, "Enter their name"),
        ({"person2-due_on_year": str(due.year + 3)}, "Enter a due date in the next 10 months"),
    ):
        assert says in client.post(new, said | wrong).content.decode()
    said["once"] = client.get(new).context["form"]["once"].value()
    for _ in range(2):
        assert client.post(new, said).status_code == 302
    request = Referral.objects.get()
    assert (request.filled_in.name, request.filled_in.relation) == ("Grace Mensah", "Her neighbour")
    assert request.asker == "somebody_else"
    assert request.contact_card.helps == ["textphone", "easy_read"]
    assert request.contact_card.communication_needs == "She is hard of hearing"
    people = {one.full_name: one for one in request.people.all()}
    assert people["Tobi Okafor"].note == "Does not like loud rooms"
    assert people["Kwame Okafor"].lives_elsewhere
    assert not people["Kwame Okafor"].is_child
    assert people["Baby on the way"].due_on == due
    for other in ({"filled_by": "Ama"}, {"person0-note": "Loves drums"}):
        assert "You have sent this form already" in client.post(new, said | other).content.decode()


def test_what_is_missing_is_said(client, northgate, front_desk):
    client.force_login(front_desk)
    html = client.post(reverse("referrals:new"), {"person0-born_on_day": "40"}).content.decode()
    for says in (
        "Select how it came",
        "Select who asks",
        "Select whether the family knows",
        "Enter the name of the adult to answer",
        "Select at least one safe way",
        "Enter what you were told, or tick",
        "Date of birth must include a month and a year",
    ):
        assert says in html, says


def test_a_lead_who_reads_a_request_is_not_led_to_a_queue_that_refuses_them(
    client, hub, family, worker, triage_officer
):
    request = ReferralFactory(hub=hub)
    Referral.objects.filter(pk=request.pk).update(
        family=family,
        status="decided",
        decision="eha",
        decided_by=triage_officer,
        decided_at=timezone.now(),
    )
    client.force_login(worker)
    page = client.get(reverse("referrals:request", args=[request.pk]))
    assert page.context["referral"].may_read
    assert f'href="{reverse("referrals:queue")}"' not in page.content.decode()
