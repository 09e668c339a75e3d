"""What is said of a request is so, whatever was decided, and whenever it is read."""

from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from referrals.models import Decision
from referrals.words import stages_of
from tests.cast import somebody
from tests.factories.contact import ContactCardFactory
from tests.factories.referrals import ReferralFactory
from tests.referrals.test_following import WHERE, text
from tests.referrals.test_refer_public import CLOSED

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("decision", Decision.values)
def test_no_decision_is_called_the_familys_own(decision):
    """Of a family that nobody reached, or that said no, nothing was decided with it."""
    now = timezone.now()
    referral = SimpleNamespace(
        happened_at=now, first_look=now, screened_at=None, status="decided", decision=decision
    )
    referral.decided_at = now
    words = [str(words) for words, _at, _done in stages_of(referral, [])]
    assert words[-1] == "We have decided what happens next"
    assert not any("with you what" in said for said in words)


def test_whoever_adds_something_at_night_reads_first_when_it_is_read(client):
    somebody("triage")
    card = ContactCardFactory(phone="+447700900123")
    referral = ReferralFactory(contact_card=card, happened_at=CLOSED)
    with time_machine.travel(CLOSED, tick=False):
        client.post(WHERE, {"reference": referral.reference, "known": "07700 900123"})
        assert "Nobody reads this until 9am on Monday 30 November" in text(
            client.get(reverse("ask:add"))
        )
