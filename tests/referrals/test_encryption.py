"""What officers write about a family is ciphertext only, in the rows and in their history."""

from importlib import import_module

import pytest
from django.db import connections, transaction

from referrals import actions
from referrals.models import Referral, ReferralEvent
from tests.referrals.conftest import told

migration = import_module("referrals.migrations.0005_decisions_re_encrypted")
ASKED, WHY = "Which refuge are you in?", "She has moved away from him"


def stored(table):
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT paused_for, decision_reason FROM {table}")
        return [text for row in cursor.fetchall() for text in row if text]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_no_reason_is_stored_plain_nor_stays_so_from_before(northgate, triage_officer):
    referral = actions.receive(**told())
    actions.ask_more(referral, question=ASKED, by=triage_officer)
    actions.decline(
        referral, decision="nfa_declined", reason=WHY, next_step="Ring us", by=triage_officer
    )
    count = ReferralEvent.objects.count()
    # As it was before: plain, in the history too.
    turn(migration.opened)
    assert stored("referrals_referral") == [WHY]
    assert set(stored("referrals_referralevent")) == {ASKED, WHY}
    for _again in range(2):
        turn(migration.sealed)
        found = stored("referrals_referral") + stored("referrals_referralevent")
        assert found
        assert all(text.startswith("gAAAA") for text in found)
    assert ReferralEvent.objects.count() == count
    assert Referral.objects.get().decision_reason == WHY
    assert {event.paused_for for event in ReferralEvent.objects.all()} == {"", ASKED}


def turn(change):
    with transaction.atomic(using="owner"):
        migration.change_all(connections["owner"], change)


@pytest.mark.django_db
def test_what_is_written_now_never_reaches_the_database_plain(northgate, triage_officer):
    referral = actions.receive(**told())
    actions.ask_more(referral, question=ASKED, by=triage_officer)
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT paused_for FROM referrals_referral"
            " UNION ALL SELECT paused_for FROM referrals_referralevent"
        )
        found = {text[:5] for (text,) in cursor.fetchall()}
    assert found == {"", "gAAAA"}
