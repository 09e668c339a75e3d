"""What tells of danger counts in each language, and the page promises only what is always true."""

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import gettext, override

from familyhubs.council.models import CouncilSettings
from familyhubs.languages.catalogue import journey
from familyhubs.languages.known import OTHERS
from familyhubs.notifications.models import Message
from referrals.models import Referral
from tests.referrals.conftest import attend
from tests.referrals.test_ask import answer, page
from tests.referrals.test_escalation import FRIDAY_NIGHT, named

from .conftest import speaking

pytestmark = pytest.mark.django_db
STORIES = {
    "pl": "Mąż mnie bije i nie wiem, co robić",
    "ro": "Soțul mă bate și nu știu ce să fac",
    "pa": "ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਮਾਰਦਾ ਹੈ",
    "ur": "میرا شوہر مجھے مارتا ہے",
}
PROMISE = "a message goes to The night team"


@pytest.fixture
def night_team(db):
    """The council names somebody for the nights."""
    CouncilSettings.objects.get_or_create()
    CouncilSettings.objects.update(**named())


@pytest.mark.parametrize("code", OTHERS)
def test_a_story_in_the_familys_language_is_red_and_told_at_night(
    code, northgate, triage_officer, night_team
):
    client = speaking(code)
    with time_machine.travel(FRIDAY_NIGHT, tick=False):
        client.post(reverse("ask:before"))
        answer(client, "language", "who", "name", "people", "postcode", "needs")
        client.post(page("story"), {"story": STORIES[code]})
        told = client.post(page("today"), {"today": "none"})
        assert told["Location"].startswith(reverse("ask:help_now"))
        answer(client, "contact", "reach", "careful", "language", "sharing")
        client.post(reverse("ask:check"))
        attend()
    referral = Referral.objects.get()
    assert referral.safety_flags == ["words_harm"]
    (mail,) = Message.objects.filter(kind="out_of_hours")
    assert referral.reference in mail.words


def test_a_message_is_promised_only_where_something_can_be_ticked(northgate, night_team):
    """Words are read for danger, but nobody can promise that all of them are found."""
    client = speaking("en-gb")
    with time_machine.travel(FRIDAY_NIGHT, tick=False):
        client.post(reverse("ask:before"))
        for name in ("ask:before", "ask:young", "ask:help_now", "chat:ask"):
            shown = client.get(reverse(name)).content.decode()
            assert PROMISE in shown
            assert "tick it at “Is any of this happening now?”" in shown
        shown = client.get(reverse("ask:photo")).content.decode()
        assert "We read this from 9am on Monday 9 November." in shown
        assert PROMISE not in shown


@pytest.mark.parametrize("code", OTHERS)
def test_the_promise_names_the_question_as_its_page_does(code):
    (promise,) = (t[0] for t in journey()["danger"] if t[0].startswith("If someone is not safe, t"))
    with override(code):
        assert gettext("Is any of this happening now?") in gettext(promise)
