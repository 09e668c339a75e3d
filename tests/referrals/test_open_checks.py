"""The blind question "do you work with this child already?": it tells the asker nothing (R044)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from families.models import Family, Involvement, TimelineEntry
from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from hubs.models import Absence
from referrals import actions
from referrals.models import OpenCheck
from tests.cast import somebody
from tests.factories.families import ChildFactory, ConflictFactory, FamilyMemberFactory
from tests.referrals.test_refer import broken, partner, text

URL = reverse("referrals:already_open")
BORN = {"born_on_day": "3", "born_on_month": "5", "born_on_year": "2018"}
KNOWN = {"full_name": "Zara Okafor"} | BORN
UNKNOWN = {"full_name": "Nobody Known"} | BORN


@pytest.fixture
def zara(family):
    child = ChildFactory(full_name="Zara Okafor", born_on="2018-05-03")
    FamilyMemberFactory(family=family, person=child, role="child")
    return family


@pytest.fixture
def teacher_in(client, school):
    user = partner(school)
    client.force_login(user)
    return user


def ask(client, said=KNOWN):
    """The whole answer, as it is read."""
    answer = client.post(URL, said, follow=True)
    actions.answer_checks(by=SystemActor.MATCHING)
    return text(answer)


def told():
    return [message.user for message in Message.objects.filter(kind="open_asked")]


def shown(page):
    return page.partition("<main")[2].partition("</main>")[0]


def test_the_lead_is_told_and_the_asker_learns_nothing(client, zara, worker, teacher_in):
    pages = {shown(ask(client, said)) for said in (KNOWN, UNKNOWN)}
    assert len(pages) == 1
    assert "will get in touch with you" in pages.pop()
    assert told() == [worker]
    message = Message.objects.get(kind="open_asked")
    assert set(message.facts) == {"reference", "link"}
    entry = TimelineEntry.objects.get(source_id__in=OpenCheck.objects.values("pk"))
    assert teacher_in.email in entry.summary
    client.force_login(worker)
    assert teacher_in.email in text(client.get(zara.get_absolute_url()))


def test_both_questions_cost_the_same_at_the_page(
    client, zara, teacher_in, django_assert_max_num_queries
):
    """Nothing is looked for while somebody waits: the same statements either way."""
    client.post(URL, UNKNOWN)  # What is read once a process is read now.
    counts = set()
    for said in (KNOWN, UNKNOWN):
        with django_assert_max_num_queries(60) as seen:
            client.post(URL, said)
        counts.add(len(seen))
    assert len(counts) == 1
    assert not Message.objects.filter(kind="open_asked").exists()


def test_of_a_restricted_family_the_safeguarding_leads_alone_know(
    client, zara, worker, teacher_in, safeguarding_lead
):
    Family.objects.filter(pk=zara.pk).update(is_restricted=True)
    assert shown(ask(client)) == shown(ask(client, UNKNOWN))
    assert told() == [safeguarding_lead]


def test_where_no_lead_is_at_work_the_manager_is_told(client, zara, worker, teacher_in):
    manager = somebody("manager", hub=zara.hub)
    now = timezone.now()
    Absence.objects.create(user=worker, starts_at=now, ends_at=now + timedelta(days=1))
    ask(client)
    assert told() == [manager]


def test_of_a_closed_family_or_another_birthday_nobody_is_told(client, zara, teacher_in):
    ask(client, KNOWN | {"born_on_year": "2012"})
    Involvement.objects.update(ends_at=timezone.now())
    ask(client)
    assert told() == []


def test_of_a_family_they_are_connected_to_nobody_is_told(client, zara, teacher_in):
    ConflictFactory(family=zara, user=teacher_in)
    ask(client)
    assert told() == []


def test_asked_twice_the_lead_hears_once_a_day(client, zara, worker, teacher_in):
    for _time in range(3):
        ask(client)
    assert told() == [worker]
    assert TimelineEntry.objects.filter(source_id__in=OpenCheck.objects.values("pk")).count() == 1


def test_what_was_asked_is_wiped_and_the_asking_is_kept(client, zara, teacher_in):
    client.post(URL, KNOWN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT full_name || born_on FROM referrals_opencheck")
        kept = cursor.fetchone()[0]
    assert "Zara" not in kept
    assert "2018" not in kept
    actions.answer_checks(by=SystemActor.MATCHING)
    check = OpenCheck.objects.get()
    assert (check.full_name, check.born_on) == ("", "")
    assert Event.objects.filter(verb="open_check.asked", actor=str(teacher_in.pk)).exists()
    with pytest.raises(IntegrityError, match="open_check_handled_is_wiped"):
        broken("UPDATE referrals_opencheck SET full_name = 'x'")


def test_nobody_asks_all_day(client, zara, teacher_in, monkeypatch):
    monkeypatch.setattr("referrals.actions.checking.A_DAY_BY_ONE_PERSON", 2)
    answers = [text(client.post(URL, said, follow=True)) for said in (KNOWN, UNKNOWN, KNOWN)]
    assert "You have asked very often today" in answers[2]
    assert OpenCheck.objects.count() == 2


def test_what_is_missing_is_said(client, zara, teacher_in):
    answer = text(client.post(URL, {"full_name": "x" * 500, "born_on_day": "99"}))
    assert "Use fewer words here" in answer
    assert not OpenCheck.objects.exists()
    client.force_login(somebody("commissioner"))
    assert client.get(URL).status_code == 403
    assert client.get(reverse("referrals:already_open_asked")).status_code == 403
