"""A hub with a postcode, its people, and a request that has come in."""

import pytest

from familyhubs.database.actor import SystemActor
from referrals import actions
from referrals.models import Asker, Channel, SourceCode
from tests.cast import somebody
from tests.factories.hubs import AreaFactory, PostcodeFactory

CARD = {"phone": "07700 900123", "preferred": "text", "may_text": True, "may_call": True}


@pytest.fixture
def northgate(hub):
    """The hub, which serves one postcode."""
    ward = AreaFactory(code="E05000001", name="Northgate", hub=hub)
    PostcodeFactory(postcode="ZZ1 1AA", ward=ward)
    return hub


def told(**changed):
    """What a family told, as `receive` takes it."""
    return {
        "channel": Channel.WEB,
        "source": SourceCode.FAMILY,
        "asker": Asker.MY_FAMILY,
        "contact_name": "Ada Okafor",
        "contact": dict(CARD),
        "story": "He does not sleep and I am so tired",
        "postcode": "ZZ1 1AA",
        "people": [
            {"full_name": "Ada Okafor", "is_child": False, "is_contact": True},
            {"full_name": "Tobi", "is_child": True, "age_told": 4},
        ],
        "topics": ["sleep_feeding"],
        "by": SystemActor.PUBLIC,
        **changed,
    }


def attend():
    """What a worker does within seconds: it tells of what came in and looks whom it is about."""
    return actions.attend_to_waiting(by=SystemActor.MATCHING)


@pytest.fixture
def received(northgate):
    """`received(**changed)`: a request has come in, was told of, and matching has looked."""

    def receive(**changed):
        referral = actions.receive(**told(**changed))
        assert actions.attend_to(referral.pk, by=SystemActor.MATCHING)
        return referral

    return receive


@pytest.fixture
def request_in(received):
    return received()


@pytest.fixture
def lead(hub):
    return somebody("practitioner", hub=hub)
