"""The story so far (R065, R066): told once, kept as told, read by those it may be shown to."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from families.actions import still_right, tell_story
from families.models import Family, StillRight, StoryPart
from familyhubs.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.families import (
    AgreementFactory,
    GrantFactory,
    InvolvementFactory,
    StoryPartFactory,
)
from tests.factories.hubs import MembershipFactory
from tests.families.test_flows import text


def told(family, section="happening"):
    rows = StoryPart.objects.filter(family=family, section=section)
    return [part.words for part in rows.order_by("-happened_at", "-recorded_at")]


def page_of(client, family):
    return text(client.get(reverse("families:story", args=[family.pk])))


def test_it_is_told_changed_and_still_right(client, family, worker):
    client.force_login(worker)
    assert page_of(client, family).count("Not told yet") == 5
    day = timezone.localdate()
    said = {
        "words_told": "He wakes at three\nand we all do",
        "source": "talk",
        "sensitivity": "shared",
        "happened_on_day": day.day,
        "happened_on_month": day.month,
        "happened_on_year": day.year,
        "stood": "",
    }
    address = reverse("families:tell", args=[family.pk, "happening"])
    page = client.post(address, said, follow=True)
    assert "He wakes at three" in text(page)
    assert f"written by {worker}" in text(page)
    part = StoryPart.objects.get(family=family)
    client.post(reverse("families:still_right", args=[family.pk, part.pk]))
    assert f"still right on {day:%-d %b %Y}, said {worker}" in page_of(client, family)
    form = client.get(address).context["form"]
    assert form["words_told"].value() == part.words
    client.post(address, said | {"words_told": "He sleeps now", "stood": str(part.pk)})
    assert told(family) == ["He sleeps now", part.words]
    assert "still right on" not in page_of(client, family)
    assert part.words.splitlines()[0] in text(client.get(address))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"words_told": ""}, "Enter what they told you"),
        ({"words_told": "x" * 5001}, "5,000 characters or fewer"),
        ({"source": "request"}, "Select"),
        ({"sensitivity": "safeguard"}, "Select"),
        ({"stood": "x" * 99}, "36"),
        ({"happened_on_year": "2999"}, "There is a problem"),
    ],
)
def test_what_cannot_be_kept_is_said(client, family, worker, wrong, says):
    client.force_login(worker)
    day = timezone.localdate()
    said = {"words_told": "Words", "source": "talk", "sensitivity": "shared"}
    said |= {f"happened_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
    page = client.post(reverse("families:tell", args=[family.pk, "helps"]), said | wrong)
    assert page.status_code == 200
    assert says in text(page)
    assert not StoryPart.objects.filter(family=family).exists()


def test_a_section_that_is_none_is_no_page(client, family, worker):
    client.force_login(worker)
    assert client.get(reverse("families:tell", args=[family.pk, "nothing"])).status_code == 404


def test_nobody_passes_over_words_they_have_not_read(family, worker):
    first = tell_story(family, section="helps", words_told="Her mother", by=worker, stood="")
    with pytest.raises(Refused, match="Somebody else wrote here"):
        tell_story(family, section="helps", words_told="The park", by=worker, stood="")
    again = tell_story(family, section="helps", words_told="Her mother ", by=worker, stood="")
    assert again == first
    newer = tell_story(family, section="helps", words_told="Swimming", by=worker)
    with pytest.raises(Refused, match="Something newer"):
        still_right(first, by=worker)
    still_right(newer, by=worker)


@pytest.mark.django_db(transaction=True)
def test_told_at_the_same_time_nothing_is_passed_over(family, worker):
    answers = []

    def tell(words):
        try:
            tell_story(family, section="helps", words_told=words, by=worker, stood="")
            answers.append("kept")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=tell, args=[words]) for words in ("One", "Two", "Three")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(answers) == ["kept", "refused", "refused"]
    assert len(told(family, "helps")) == 1


def test_another_organisation_reads_it_when_everybody_is_covered(
    client, family, worker, teacher, ada, tobi
):
    StoryPartFactory(family=family, words="For all")
    StoryPartFactory(family=family, section="avoid", words="For us", sensitivity="team")
    client.force_login(teacher)
    assert "For all" not in page_of(client, family)
    for member in family.members.current().exclude(person=tobi):
        AgreementFactory(family=family, person=member.person, organisation=teacher.organisation)
    page = page_of(client, family)
    assert "For all" in page
    assert "For us" not in page
    client.force_login(worker)
    assert "For us" in page_of(client, family)


def test_whoever_is_asked_to_take_the_family_on_reads_what_is_shared(family, hub):
    shared = StoryPartFactory(family=family, words="For all")
    StoryPartFactory(family=family, section="avoid", sensitivity="team")
    receiver = UserFactory()
    MembershipFactory(user=receiver, role="practitioner")
    assert not StoryPart.objects.visible_to(receiver).exists()
    GrantFactory(family=family, kind="receiver", user=receiver)
    assert list(StoryPart.objects.visible_to(receiver)) == [shared]
    InvolvementFactory(family=family, user=receiver)
    assert StoryPart.objects.visible_to(receiver).count() == 2


def test_it_stands_beside_the_forms_that_would_ask_again(client, family, worker):
    StoryPartFactory(family=family, words="Nobody sleeps before three")
    client.force_login(worker)
    page = text(client.get(reverse("outcomes:open", args=[family.pk])))
    assert "They told us already" in page
    assert "Nobody sleeps before three" in page


def test_the_database_keeps_what_was_told(family, worker):
    part = StoryPartFactory(family=family)
    sure = still_right(part, by=worker)
    for row, change in ((part, {"section": "helps"}), (sure, {"happened_at": part.happened_at})):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).delete()
    later = timezone.now() + timedelta(hours=1)
    for name, values in {
        "story_told_not_in_the_future": {"happened_at": later},
        "story_for_all_or_for_the_council": {"sensitivity": "safeguard"},
        "story_in_a_known_section": {"section": "secret"},
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            StoryPartFactory(family=family, **values)
    with pytest.raises(IntegrityError, match="still_right_not_in_the_future"), transaction.atomic():
        StillRight.objects.create(family=family, part=part, by=worker, happened_at=later)


def test_the_words_are_encrypted_where_they_stand(family):
    StoryPartFactory(family=family, words="Nobody sleeps before three")
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT words FROM families_storypart")
        assert "sleeps" not in str(cursor.fetchone()[0])


@pytest.mark.django_db
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tellings=st.lists(
        st.tuples(st.sampled_from(["happening", "helps"]), st.integers(0, 5), st.integers(0, 3)),
        max_size=6,
    )
)
def test_the_page_shows_the_newest_of_each_and_keeps_the_rest(tellings, family, worker):
    point = transaction.savepoint()
    try:
        newest = {}
        for section, days, word in tellings:
            at = timezone.now() - timedelta(days=days)
            part = tell_story(
                family, section=section, words_told=f"W{word}", by=worker, happened_at=at
            )
            if section not in newest or part.happened_at >= newest[section].happened_at:
                newest[section] = part
        within = Family.objects.with_grounds(worker, family.pk).get()
        shown = StoryPart.objects.visible_to(worker, within=within).latest()
        assert {part.section: part.words for part in shown} == {
            section: part.words for section, part in newest.items()
        }
    finally:
        transaction.savepoint_rollback(point)
