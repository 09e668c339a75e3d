"""What people do on the pages of a family, from the first click to the record."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Agreement, Family, Grant, ToDo
from familyhubs.audit.models import Event
from tests.cast import somebody
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    ConflictFactory,
    FamilyFactory,
    FamilyMemberFactory,
    GrantFactory,
    InvolvementFactory,
    PersonFactory,
    TimelineEntryFactory,
    ToDoFactory,
)
from tests.factories.hubs import MembershipFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


def url(name, *parts):
    return reverse(f"families:{name}", args=[part.pk for part in parts])


def text(response):
    return response.content.decode()


def once(client, address):
    """The hidden key of a form as the page hands it out."""
    return client.get(address).context["form"]["once"].value()


def today(name="happened_on"):
    day = timezone.localdate()
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def saw(verb):
    return Event.objects.filter(verb=verb).count()


@pytest.fixture
def note(worker):
    return {
        "kind": "contact",
        "summary": "Rang Ada",
        "sensitivity": "shared",
        **today(),
    }


def test_a_note_comes_back_to_the_record_with_what_changed(client, family, worker, tobi, note):
    client.force_login(worker)
    address = url("write_note", family)
    data = note | {"about": [tobi.pk], "once": once(client, address)}
    response = client.post(address, data, follow=True)
    assert "Added to the timeline" in text(response)
    assert "Rang Ada" in text(response)
    assert "About Tobi Okafor" in text(response)
    client.post(address, data)
    assert family.timeline.count() == 1


def test_every_required_answer_has_its_own_words(client, family, worker):
    client.force_login(worker)
    page = text(client.post(url("write_note", family), {}))
    for said in (
        "Select a contact or a note",
        "Enter the date it happened",
        "Enter a summary",
        "Select who may read it",
    ):
        assert said in page


def test_a_key_of_somebody_else_makes_a_new_row(client, family, worker, colleague, note):
    InvolvementFactory(family=family, user=colleague)
    client.force_login(worker)
    address = url("write_note", family)
    key = once(client, address)
    client.post(address, note | {"once": key})
    client.force_login(colleague)
    client.post(address, note | {"once": key, "summary": "Mine"})
    assert set(family.timeline.values_list("summary", flat=True)) == {"Rang Ada", "Mine"}


TOKEN = re.compile('name="csrfmiddlewaretoken" value="[^"]+"')
HOSTILE = ["\x00", "x" * 100_000, "<script>alert(1)</script>", "'; DROP TABLE x; --", "%_\\"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_never_break_a_page(client, family, worker, typed):
    client.force_login(worker)
    for name, field in (("write_note", "summary"), ("add_member", "full_name")):
        response = client.post(url(name, family), {field: typed, "once": typed, "role": typed})
        assert response.status_code in (200, 400)
        assert "<script>alert" not in text(response)
    assert searched(client, typed).status_code in (200, 400)
    for query in (
        {"search": typed},
        {"hub": typed, "lead": typed},
        {"before": typed, "after": typed},
    ):
        assert client.get(reverse("families:list"), query).status_code in (200, 400)
        assert client.get(family.get_absolute_url(), query | {"kind": typed}).status_code in (
            200,
            400,
        )


def test_a_member_is_added_and_leaves(client, family, worker):
    client.force_login(worker)
    data = {"full_name": "Ngozi Okafor", "role": "child", "lives_with": "on"}
    response = client.post(url("add_member", family), data, follow=True)
    assert "Ngozi Okafor" in text(response)
    member = family.members.get(person__full_name="Ngozi Okafor")
    again = client.post(url("add_member", family), data)
    assert "is in this family already" in text(again)
    client.post(url("member_leaves", family, member), {"reason": "In this record by mistake"})
    assert "Ngozi Okafor" not in text(client.get(family.get_absolute_url()))


def test_an_agreement_opens_the_record_and_stopping_closes_it(
    client, family, worker, teacher, school, tobi, ada
):
    client.force_login(worker)
    agreement = family.agreements.get()
    page = text(client.get(url("withdraw", family, agreement)))
    assert "What happens next" in page
    assert "Somebody calls the family" in page
    stop = {"reason": "We want to stop", "said_by": agreement.given_by_id or agreement.person_id}
    response = client.post(url("withdraw", family, agreement), stop, follow=True)
    assert "Risk check after sharing stopped" in text(response)
    client.force_login(teacher)
    assert client.get(family.get_absolute_url()).status_code == 404
    assert Event.objects.filter(kind="refused", actor=str(teacher.pk)).count() == 1
    InvolvementFactory(family=family, user=teacher, starts_at=timezone.now())
    client.force_login(worker)
    answer = {
        "person": tobi.pk,
        "purpose": "share",
        "shared_with": school.pk,
        "status": "given",
        "given_by": ada.pk,
        "capacity": "parent",
        "method": "verbal",
        **today(),
    }
    client.post(url("record_agreement", family), answer)
    client.force_login(teacher)
    assert client.get(family.get_absolute_url()).status_code == 200


def test_a_share_names_its_organisation(client, family, worker, ada):
    client.force_login(worker)
    answer = {
        "person": ada.pk,
        "purpose": "share",
        "status": "given",
        "given_by": ada.pk,
        "capacity": "self",
        "method": "verbal",
        **today(),
    }
    page = text(client.post(url("record_agreement", family), answer))
    assert "Select the organisation we may share with" in page
    assert not Agreement.objects.exists()


def test_a_risk_check_asks_three_questions(client, family, worker, teacher):
    client.force_login(worker)
    agreement = family.agreements.get()
    stop = {"reason": "Stop", "said_by": agreement.person_id}
    client.post(url("withdraw", family, agreement), stop)
    check = ToDo.objects.get(kind="risk_check")
    page = text(client.post(url("finish_todo", family, check), {"result": "Rang"}))
    assert "Select whether anyone is at risk" in page
    answers = {"said_freely": "yes", "anyone_at_risk": "no", "share_anyway": "no"}
    client.post(url("finish_todo", family, check), answers | {"result": "Rang Ada"})
    assert not ToDo.objects.open().filter(kind="risk_check").exists()


def test_a_partner_who_leads_finds_the_task_on_the_record_and_does_it(
    client, family, teacher, worker, manager
):
    actions.allocate(family, role="lead", user=teacher, by=manager)
    task = ToDoFactory(family=family, owner=teacher)
    theirs = ToDoFactory(family=family, owner=manager, kind="new_worker")
    client.force_login(teacher)
    page = text(client.get(family.get_absolute_url()))
    assert url("finish_todo", family, task) in page
    assert url("finish_todo", family, theirs) not in page
    client.post(url("finish_todo", family, task), {"result": "Rang Ada"})
    assert not ToDo.objects.open().filter(owner=teacher).exists()


def test_a_manager_gives_the_family_to_a_colleague(client, family, worker, colleague, manager):
    client.force_login(manager)
    data = {"user": colleague.pk, "role": "lead", "reason": "Worker is leaving"}
    client.post(url("allocate", family), data)
    assert family.involvements.current().leads().get().user == colleague
    outsider = somebody("commissioner")
    page = text(client.post(url("allocate", family), data | {"user": outsider.pk}))
    assert "Select a person from the list" in page


def test_somebody_who_knows_the_family_no_longer_sees_it(client, family, worker):
    client.force_login(worker)
    response = client.post(url("declare_conflict", family), {"reason": "My cousin"}, follow=True)
    assert "You no longer see this family" in text(response)
    assert client.get(family.get_absolute_url()).status_code == 404


def test_the_safeguarding_lead_lifts_a_bar_and_restricts(
    client, family, worker, colleague, safeguarding_lead
):
    client.force_login(worker)
    client.post(url("declare_conflict", family), {"reason": "My cousin"})
    client.force_login(safeguarding_lead)
    bar = family.conflicts.get()
    client.post(url("lift_conflict", family, bar), {"reason": "Another family"})
    page = text(client.post(url("restrict", family), {"reason": "A threat"}))
    assert "needs two named people" in page
    InvolvementFactory(family=family, user=colleague)
    client.post(url("restrict", family), {"reason": "A threat"})
    page = text(client.get(family.get_absolute_url()))
    assert "Only people named one by one see this family" in page


def test_a_correction_stands_beside_the_first_words(client, family, worker):
    entry = TimelineEntryFactory(family=family, author=worker, summary="Vistied")
    client.force_login(worker)
    data = {"summary": "Visited", "reason": "Spelling"}
    client.post(url("amend_note", family, entry), data)
    page = text(client.get(family.get_absolute_url()))
    assert "Corrected since" in page
    assert "Spelling" in page
    assert "already" in text(client.post(url("amend_note", family, entry), data))


def test_an_objection_is_told_apart_from_an_answer(client, family, worker, school, tobi, ada):
    ben = FamilyMemberFactory(family=family, person__full_name="Ben Okafor").person
    client.force_login(worker)
    says = {
        "person": tobi.pk,
        "purpose": "share",
        "shared_with": school.pk,
        "capacity": "parent",
        "method": "verbal",
        **today(),
    }
    client.post(url("record_agreement", family), says | {"given_by": ada.pk, "status": "given"})
    no = says | {"given_by": ben.pk, "status": "declined"}
    page = text(client.post(url("record_agreement", family), no, follow=True))
    assert "Objection recorded" in page
    assert "Ben Okafor objected on" in page
    record = text(client.get(family.get_absolute_url()))
    assert "Decide about a parent&#x27;s objection" in record


def test_a_line_that_an_action_left_is_corrected_by_nobody(client, family, worker):
    decided = TimelineEntryFactory(family=family, author=worker, kind="decision")
    joined = TimelineEntryFactory(family=family, author=worker, kind="contact", source_id=family.pk)
    client.force_login(worker)
    record = text(client.get(family.get_absolute_url()))
    for entry in (decided, joined):
        address = url("amend_note", family, entry)
        data = {"summary": "Never decided", "reason": "Spelling"}
        assert client.post(address, data).status_code == 403
        assert address not in record
    assert family.timeline.count() == 2


def test_who_follows_up_is_told_since_when(client, family, worker):
    family.involvements.update(role="follow_up")
    client.force_login(worker)
    (reason,) = client.get(family.get_absolute_url()).context["why"]
    assert reason.since == family.involvements.get().starts_at


def test_how_somebody_knows_the_family_stands_on_the_record_and_in_no_log(
    client, family, worker, safeguarding_lead
):
    client.force_login(worker)
    client.post(url("declare_conflict", family), {"reason": "He is my cousin"})
    assert not Event.objects.exclude(reason="").exists()
    bar = family.conflicts.get()
    assert bar.reason == "He is my cousin"
    client.force_login(safeguarding_lead)
    assert "He is my cousin" in text(client.get(url("lift_conflict", family, bar)))


def test_every_look_is_kept_and_the_safeguarding_lead_sees_them(
    client, family, worker, stranger, safeguarding_lead
):
    for user in (worker, stranger):
        client.force_login(user)
        client.get(family.get_absolute_url())
    client.force_login(safeguarding_lead)
    page = text(client.get(url("looks", family)))
    assert worker.full_name in page
    assert stranger.full_name in page
    assert "Refused" in page
    assert saw("family.log_seen") == 1
    for spoilt in ("x", "-1", "9" * 30, "٣"):
        assert client.get(url("looks", family), {"before": spoilt}).status_code == 200


def found(client, **facts):
    return client.post(reverse("families:find"), {"name": "Ada Okafor"} | facts)


BORN = {"born_on_day": 27, "born_on_month": 3, "born_on_year": 1990}


def test_a_record_starts_only_after_a_search(client, hub, family, colleague):
    client.force_login(colleague)
    page = client.post(reverse("families:start"), {"name": "Bell", "hub": hub.pk, "role": "parent"})
    assert "Search for the family again" in text(page)
    form = found(client, name="Sam Bell").context["form"]
    data = {
        "searched": form["searched"].value(),
        "once": form["once"].value(),
        "name": form["name"].value(),
        "hub": hub.pk,
        "role": "parent",
    }
    assert data["name"] == "Bell"
    for _ in range(2):
        response = client.post(reverse("families:start"), data, follow=True)
        assert "Sam Bell" in text(response)
    started = Family.objects.get(name="Bell")
    assert started.involvements.get().user == colleague
    assert saw("family.searched_before_start") == 1


def test_a_search_shows_facts_side_by_side(client, family, worker):
    client.force_login(worker)
    page = text(found(client, **BORN | {"born_on_year": 1991}))
    assert family.reference in page
    assert "Nearly" in page
    assert "Blank" in page


def test_of_a_family_elsewhere_only_the_hub_is_said(client, family, stranger):
    client.force_login(stranger)
    page = text(found(client, **BORN))
    assert family.hub.name in page
    assert family.reference not in page
    assert family.hub.name not in text(found(client))
    Family.objects.update(is_restricted=True)
    assert family.hub.name not in text(found(client, **BORN))


def test_nobody_who_is_barred_is_told_where_a_family_is(client, family, stranger):
    ConflictFactory(family=family, user=stranger)
    client.force_login(stranger)
    assert not found(client, **BORN).context["unseen"]


def test_the_search_shows_facts_only_to_whom_members_are_shown(client, family, stranger):
    Family.objects.update(postcode="M33 7ZF")
    GrantFactory(family=family, kind="receiver", user=stranger)
    client.force_login(stranger)
    page = found(client, born_on_day=27, born_on_month=3, born_on_year=1991, postcode="M33 7ZG")
    assert "27 Mar 1990" not in text(page)
    assert "M33 7ZF" not in text(page)
    assert list(found(client, **BORN).context["unseen"]) == [family.hub]


def test_a_restricted_family_is_shown_to_those_who_may_open_it_alone(
    client, family, manager, safeguarding_lead
):
    Family.objects.update(is_restricted=True)
    client.force_login(manager)
    hidden = text(found(client, **BORN))
    assert family.reference not in hidden
    assert "No match among the families you may open" in hidden
    client.force_login(safeguarding_lead)
    assert family.reference in text(found(client, **BORN))


def test_somebody_who_fishes_is_stopped(client, hub, colleague, front_desk):
    for user, address in ((colleague, "find"), (front_desk, "desk")):
        client.force_login(user)
        data = {"name": "Ada Okafor", **BORN}
        for _ in range(10):
            assert "many searches" not in text(client.post(reverse(f"families:{address}"), data))
        assert "many searches" in text(client.post(reverse(f"families:{address}"), data))


def test_the_desk_needs_two_facts_and_opens_the_card(client, family, ada, tobi, front_desk, worker):
    ada.contact_card = ContactCardFactory(code_word="Bluebell", never_mention="the hub")
    ada.save()
    TimelineEntryFactory(family=family, summary="Said in confidence")
    client.force_login(front_desk)
    assert "Enter a date of birth" in text(
        client.post(reverse("families:desk"), {"name": "Ada Okafor"})
    )
    response = client.post(reverse("families:desk"), {"name": "ada okafor", **BORN}, follow=True)
    page = text(response)
    assert response.redirect_chain[-1][0] == family.get_absolute_url()
    for said in ("Bluebell", "the hub", "Tobi Okafor", "You looked this family up"):
        assert said in page
    for hidden in ("Said in confidence", "07700", "14 May 2021", "Agreements"):
        assert hidden not in page
    Grant.objects.update(ends_at=timezone.now())
    assert client.get(family.get_absolute_url()).status_code == 404


def test_the_desk_is_the_councils_alone(client, family, teacher):
    MembershipFactory(user=teacher, role="front_of_house")
    client.force_login(teacher)
    address = reverse("families:desk")
    assert client.post(address, {"name": "Ada Okafor", **BORN}).status_code == 403
    assert not Grant.objects.exists()


def test_the_desk_tells_the_stage_of_a_request_and_nothing_else(client, hub, front_desk):
    asked = ReferralFactory(hub=hub, contact_name="Ada Okafor", story="He hits me")
    client.force_login(front_desk)
    address = reverse("families:desk")
    page = text(client.post(address, {"name": "Ada Okafor", "reference": asked.reference}))
    assert "Waiting for a decision" in page
    assert "He hits me" not in page
    assert saw("referral.stage_seen") == 1
    page = text(client.post(address, {"name": "Sam Bell", "reference": asked.reference}))
    assert "No match" in page


def test_the_desk_tells_no_stage_to_somebody_who_is_barred(client, hub, family, front_desk):
    decided = {"status": "decided", "decision": "eha", "decided_at": timezone.now()}
    decided |= {"decided_by": front_desk, "family": family}
    asked = ReferralFactory(hub=hub, contact_name="Ada Okafor", **decided)
    client.force_login(front_desk)
    facts = {"name": "Ada Okafor", "reference": asked.reference}
    assert "No match" not in text(client.post(reverse("families:desk"), facts))
    ConflictFactory(family=family, user=front_desk)
    assert "No match" in text(client.post(reverse("families:desk"), facts))


def test_contact_instructions_are_recorded_and_changed(client, family, worker, ada):
    client.force_login(worker)
    address = url("change_contact", family, family.members.get(person=ada))
    page = text(client.post(address, {"ways": ["may_call"]}))
    assert "Enter a phone number" in page
    told = {"ways": ["may_text"], "phone": "07700 900 982", "code_word": "Bluebell"}
    assert "Bluebell" in text(client.post(address, told, follow=True))
    seen = client.get(address).context["form"]["seen"].value()
    client.post(address, told | {"ways": [], "never_mention": "the hub", "seen": seen})
    ada.refresh_from_db()
    assert not ada.contact_card.may_text
    assert ada.contact_card.never_mention == "the hub"
    assert Event.objects.filter(verb="contact.changed", family_id=family.pk).count() == 2


def test_a_page_opened_before_a_change_never_takes_it_back(client, family, worker, ada):
    client.force_login(worker)
    address = url("change_contact", family, family.members.get(person=ada))
    client.post(address, {"ways": ["may_call"], "phone": "07700 900 982"})
    opened = {"seen": client.get(address).context["form"]["seen"].value()}
    now = {"phone": "07700 900 982", "never_mention": "police", "never_times": "after 5"}
    client.post(address, opened | now)
    late = opened | {"phone": "07700 900 982", "ways": ["may_call"], "never_mention": "work"}
    page = client.post(address, late)
    ada.refresh_from_db()
    assert (ada.contact_card.may_call, ada.contact_card.never_mention) == (False, "police")
    stands = {str(label): str(words) for label, words in page.context["stands"]}
    assert stands == {
        "What may we do?": "Nothing",
        "Never at (optional)": "after 5",
        "What never to mention (optional)": "police",
    }
    assert "police" in text(page)
    assert 'value="work"' in text(page)
    # The next press is made knowing what stands.
    client.post(address, late | {"seen": page.context["form"]["seen"].value()})
    ada.refresh_from_db()
    assert ada.contact_card.never_mention == "work"


def test_a_miss_and_a_restricted_family_give_the_same_page(client, family, front_desk):
    client.force_login(front_desk)
    Family.objects.update(is_restricted=True)
    pages = [
        TOKEN.sub("", text(client.post(reverse("families:desk"), {"name": name, **BORN})))
        for name in ("Ada Okafor", "Nobody Atall")
    ]
    assert pages[0] == pages[1]
    assert "No match" in pages[0]
    assert saw("family.looked_up") == 2


def searched(client, words):
    """The list after a search, as the box of every page sends it."""
    return client.post(reverse("families:search"), {"q": words}, follow=True)


def test_no_name_that_was_searched_for_stands_in_an_address(client, family, worker, manager):
    client.force_login(worker)
    answer = searched(client, "Okafor")
    (address, _code), *others = answer.redirect_chain
    assert not others
    assert "kafor" not in address
    assert "kafor" not in "".join(re.findall(r'href="([^"]*)"', text(answer)))
    client.force_login(manager)
    assert "Okafor" in text(client.get(address))
    assert "“Okafor”" not in text(client.get(address))


def test_the_list_searches_what_the_user_sees_alone(client, family, worker, teacher, stranger):
    client.force_login(worker)
    for query in ("okaf", "tobi", family.reference, family.reference.lower().replace("-", " ")):
        assert family.reference in text(searched(client, query))
    assert saw("family.searched") == 4
    client.force_login(stranger)
    assert family.reference not in text(searched(client, "okafor"))
    client.force_login(teacher)
    page = text(searched(client, "Ada"))
    assert "No match" in page
    page = text(searched(client, "Tobi"))
    assert "Ada" not in page


def test_the_list_turns_its_pages_by_name(client, family, worker):
    for n in range(60):
        made = FamilyFactory(hub=family.hub, name=f"Family {n:02}")
        InvolvementFactory(family=made, user=worker)
    client.force_login(worker)
    page = client.get(reverse("families:list"))
    assert "My families (61)" in text(page)
    names = []
    while True:
        names += [row.name for row in page.context["page"].rows]
        after = page.context["page"].after
        if not after:
            break
        page = client.get(f"{reverse('families:list')}{after}")
    assert names == sorted(names)
    assert len(names) == 61
    back = client.get(f"{reverse('families:list')}{page.context['page'].before}")
    assert [row.name for row in back.context["page"].rows] == names[25:50]


def test_filters_stay_in_force_and_can_be_lifted(client, family, worker, manager):
    FamilyFactory(hub=family.hub, name="Bell")
    client.force_login(manager)
    page = client.get(reverse("families:list"), {"lead": worker.pk, "hub": family.hub.pk})
    assert [row.name for row in page.context["page"].rows] == ["Okafor"]
    assert [words for words, query in page.context["chips"]] == ["Northgate Hub", str(worker)]
    assert client.get(reverse("families:list"), {"hub": "nonsense"}).status_code == 200


def grow(family, worker, n):
    for _ in range(n):
        made = FamilyFactory(hub=family.hub)
        InvolvementFactory(family=made, user=worker, role="lead")
        FamilyMemberFactory(family=made, person=PersonFactory())


# In a test a request is a savepoint in an outer transaction: four statements that are not there
# when it runs alone.
OF_THE_TEST = 4


def test_a_page_asks_the_same_for_three_families_as_for_thirty(
    client, family, worker, django_assert_max_num_queries
):
    client.force_login(worker)
    client.get(reverse("families:list"))
    counts = []
    for more in (3, 20):
        grow(family, worker, more)
        with django_assert_max_num_queries(15 + OF_THE_TEST) as asked:
            client.get(reverse("families:list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", ["worker", "manager", "teacher", "safeguarding_lead"])
def test_a_record_asks_the_same_for_three_entries_as_for_thirty(
    client, request, family, worker, tobi, django_assert_max_num_queries, role
):
    client.force_login(request.getfixturevalue(role))
    client.get(family.get_absolute_url())
    counts = []
    for more in (3, 15):
        for _ in range(more):
            TimelineEntryFactory(family=family, author=worker).about.set([tobi])
            FamilyMemberFactory(family=family, person=PersonFactory())
        # A lead's page says who is barred as well.
        with django_assert_max_num_queries(16 + OF_THE_TEST) as asked:
            client.get(family.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1]
