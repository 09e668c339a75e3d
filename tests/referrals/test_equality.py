"""Optional questions about who asks: counted, and joined to nobody (domain.md 2.12)."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from familyhubs.insights import equality as figures
from familyhubs.insights.disclosure import FEW
from referrals.models import Draft, EqualityAnswer
from referrals.models.equality import QUESTIONS
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.referrals.test_ask import answered, asked, page, send, text
from tests.referrals.test_concurrency import TYPED

__all__ = ["answered", "asked"]
SAID = {"sex": "female", "ethnicity": "roma", "disability": "a_little", "gender_same": "refused"}


@pytest.fixture
def sent(answered):
    send(answered)
    return answered


def test_answers_are_kept_once_with_the_month_alone(sent, django_capture_on_commit_callbacks):
    before = Event.objects.count()
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert sent.post(page("equality"), SAID)["Location"] == page("sent")
    row = EqualityAnswer.objects.get()
    assert {name: getattr(row, name) for name in SAID} == SAID
    assert row.month == timezone.localdate().replace(day=1)
    assert Event.objects.count() == before
    assert sent.get(page("equality"))["Location"] == page("sent")


@pytest.mark.parametrize("said", [{"skip": "yes"} | SAID, {}, dict.fromkeys(SAID, "")])
def test_whoever_says_nothing_leaves_nothing(sent, said, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert sent.post(page("equality"), said)["Location"] == page("sent")
    assert not EqualityAnswer.objects.exists()
    assert sent.get(page("sent")).status_code == 200


def test_it_is_asked_only_after_sending_and_never_stands_in_the_way(answered, client):
    assert answered.get(page("equality"))["Location"] == page("sent")
    send(answered)
    assert answered.get(page("sent")).status_code == 200
    shown = text(answered.get(page("equality")))
    assert "Skip all of these" in shown
    for choices in QUESTIONS.values():
        assert all(str(words) in shown for _code, words in choices)


def test_another_answer_than_ours_is_refused_in_words(sent):
    assert "Select from the list" in text(sent.post(page("equality"), {"ethnicity": "x" * 9000}))


def test_nothing_leads_from_an_answer_to_anybody():
    columns = {field.name for field in EqualityAnswer._meta.get_fields()}
    assert columns == {"id", "month", *QUESTIONS}
    for model in apps.get_models():
        points = [f for f in model._meta.get_fields() if f.related_model is EqualityAnswer]
        assert not points, model
    assert not hasattr(EqualityAnswer, "pgh_event_model")


def written_by(table):
    """The transactions that wrote this table's rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text FROM {table}")
        return {found for (found,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_no_transaction_and_no_key_is_shared_with_anything(client):
    HubFactory()
    client.post(reverse("ask:before"))
    draft = Draft.objects.get()
    draft.answers = json.dumps({"steps": TYPED})
    draft.save()
    client.post(page("check"))
    client.post(page("equality"), SAID)
    (own,) = written_by("referrals_equalityanswer")
    for table in ("referrals_draft", "referrals_referral", "audit_event", "django_session"):
        assert own not in written_by(table), table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_constraint c JOIN pg_class t ON t.oid IN (conrelid, confrelid)"
            " WHERE t.relname = 'referrals_equalityanswer' AND c.contype = 'f'"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "wrong", [{"month": date(2026, 11, 2)}, *({name: "Ada"} for name in QUESTIONS)], ids=str
)
def test_the_database_keeps_months_and_known_answers_only(db, wrong):
    row = EqualityAnswer(**{"month": date(2026, 11, 1)} | wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        EqualityAnswer.objects.bulk_create([row])


@pytest.mark.django_db(databases=["default", "reporting"], transaction=True)
def test_commissioners_see_counts_with_small_ones_hidden(client):
    rows = [EqualityAnswer(month=date(2026, 3, 1), sex="female") for _ in range(12)]
    rows += [EqualityAnswer(month=date(2026, 3, 1), sex="male") for _ in range(2)]
    rows += [EqualityAnswer(month=date(2026, 11, 1), sex="male") for _ in range(9)]
    EqualityAnswer.objects.bulk_create(rows)
    _label, answers, _all = next(iter(figures.published(date(2026, 11, 26))))
    by_words = {str(words): figure for words, figure in answers}
    assert by_words["Male"] == FEW
    client.force_login(somebody("commissioner"))
    assert "Who asks for support" in text(client.get(reverse("insights:equality")))
    client.force_login(somebody("practitioner"))
    assert client.get(reverse("insights:equality")).status_code == 403
