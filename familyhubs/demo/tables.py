"""The tables that a family's history fills, in the order in which rows may refer to each other."""

from families.models import (
    Agreement,
    Family,
    FamilyMember,
    Involvement,
    NetworkMember,
    Person,
    Relationship,
    Residence,
    TimelineEntry,
)
from familyhubs.contact.models import ContactCard
from familyhubs.database.copying import Copier
from outcomes.models import Action, Goal, LevelChange, Plan, Review, Score, Step
from referrals.models import Referral, ReferralNeed, ReferralPerson

ORDER = (
    ContactCard,
    Person,
    Family,
    FamilyMember,
    Relationship,
    Residence,
    NetworkMember,
    Involvement,
    Agreement,
    TimelineEntry,
    TimelineEntry.about.through,
    Referral,
    ReferralPerson,
    ReferralNeed,
    Plan,
    Goal,
    Action,
    Review,
    Score,
    Step,
    LevelChange,
)


class Tables:
    """One Copier for each table; `tables[Person].add(…)`, then `tables.write(connection)`."""

    def __init__(self):
        self.copiers = {model: Copier(model) for model in ORDER}

    def __getitem__(self, model):
        return self.copiers[model]

    def write(self, connection):
        for copier in self.copiers.values():
            copier.write(connection)

    @property
    def count(self):
        return sum(copier.count for copier in self.copiers.values())
