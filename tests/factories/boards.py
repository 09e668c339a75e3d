"""Advisory boards and what belongs to them."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from .hubs import HubFactory


class BoardFactory(DjangoModelFactory):
    """A board of one hub, unless `hubs` says which."""

    class Meta:
        model = "hubs.AdvisoryBoard"
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Board {n}")

    @factory.post_generation
    def hubs(self, create, hubs, **kwargs):
        self.hubs.set([HubFactory()] if hubs is None else hubs)


class BoardMemberFactory(DjangoModelFactory):
    """A parent who has sat on the board for a year."""

    class Meta:
        model = "hubs.BoardMember"

    board = factory.SubFactory(BoardFactory)
    name = factory.Sequence(lambda n: f"Member {n}")
    stands_for = "parents"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=365))


class BoardMeetingFactory(DjangoModelFactory):
    """A meeting a month ago; `days=7` for one in a week."""

    class Meta:
        model = "hubs.BoardMeeting"

    class Params:
        days = -30

    board = factory.SubFactory(BoardFactory)
    starts_at = factory.LazyAttribute(lambda o: timezone.now() + timedelta(days=o.days))
    place = "The hall"


class BoardActionFactory(DjangoModelFactory):
    """Asked for, due in a month."""

    class Meta:
        model = "hubs.BoardAction"

    board = factory.SubFactory(BoardFactory)
    what = factory.Sequence(lambda n: f"Mend the gate {n}")
    owner = factory.SubFactory(BoardMemberFactory, board=factory.SelfAttribute("..board"))
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class YouSaidFactory(DjangoModelFactory):
    """A draft, unless `published_at` says when it was let out."""

    class Meta:
        model = "hubs.YouSaid"

    hub = factory.SubFactory(HubFactory)
    said = factory.Sequence(lambda n: f"There is nothing on Saturdays {n}")
    did = "We began a group on Saturdays, from ten to midday."
    done_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=20))
