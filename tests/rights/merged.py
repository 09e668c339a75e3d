"""Two records of one family, and the people who may merge them."""

from familyhubs.rights.holdings import rows_of
from familyhubs.rights.merging import actions
from familyhubs.rights.merging.models import Merge, Pair, PersonJoin
from tests.cast import somebody
from tests.factories.families import (
    AgreementFactory,
    ChildFactory,
    FamilyFactory,
    FamilyMemberFactory,
    PersonFactory,
    TimelineEntryFactory,
)
from tests.factories.hubs import HubFactory


class Two:
    """The Okafors twice, at one hub; a manager and two safeguarding leads."""

    def __init__(self):
        self.hub = HubFactory()
        self.manager = somebody("manager", hub=self.hub)
        self.lead, self.other_lead = somebody("safeguarding"), somebody("safeguarding")
        self.target, self.source = self.record(), self.record()

    def record(self, **facts):
        family = FamilyFactory(hub=self.hub, postcode="E5 0AA", **facts)
        adult = PersonFactory(full_name="Ada Okafor")
        FamilyMemberFactory(family=family, person=adult)
        child = ChildFactory(full_name="Tobi Okafor")
        FamilyMemberFactory(family=family, person=child, role="child")
        AgreementFactory(family=family, person=adult)
        TimelineEntryFactory(family=family)
        return family

    def pair(self):
        return Pair.objects.get()

    def propose(self):
        return actions.propose(self.source, self.target, why="Same mother", by=self.manager)

    def merge(self):
        return actions.decide(self.propose(), agreed=True, by=self.lead)

    def undo(self, merge):
        merge = actions.ask_to_undo(merge, why="Two sisters", by=self.manager)
        return actions.undo(merge, by=self.lead)


def copy_of(family):
    """All rows of a family but the lines that merges left in its timeline."""
    rows = rows_of(family)
    of_merges = set(Merge.objects.values_list("pk", flat=True))
    entries = rows["families_timelineentry"]
    kept = [row for row in entries if row["source_id"] not in of_merges]
    return rows | {"families_timelineentry": kept}


def a_join(record, goes, stays, by):
    """Two entries that were said to be one person; nothing moved yet."""
    said = {"goes": goes, "stays": stays, "why": "Entered twice", "joined_by": by}
    return PersonJoin.objects.create(record=record, **said)


def a_pair_and_a_merge(family, by):
    """A pair to look at, and a merge that waits for a second person, beside a whole borough."""
    other = FamilyFactory(hub=family.hub)
    pair = actions.say_same(family, other, by=by)
    return pair, Merge.objects.create(source=other, target=family, why="Same", proposed_by=by)
