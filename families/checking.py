"""Is access what the rule says? Computed two ways, apart from each other, and compared."""

from random import Random
from typing import NamedTuple
from uuid import UUID

from familyhubs.accounts.models import User

from .facts import Rows, Staff
from .models import Family, Grant, Involvement
from .plain_rule import grounds

FAMILIES_OF_ONE = 200
BY_GROUNDS = 5


class Difference(NamedTuple):
    """One user and one family that the two ways do not agree about."""

    user: UUID
    family: UUID


class Checked(NamedTuple):
    """What was compared, and where it differs."""

    users: int
    pairs: int
    differences: list


def check_access(seed=0):
    """Everybody with an organisation, each with families of theirs and with others drawn by chance.

    What differs is asked once more: it may have been changed between the two readings.
    """
    chance, pairs, differences = Random(seed), 0, []
    users = User.objects.exclude(organisation=None).select_related("organisation")
    every = list(Family.objects.order_by("pk").values_list("pk", flat=True))
    staff = Staff()
    for user in users.order_by("pk"):
        asked = _families_for(user, every, chance)
        pairs += len(asked)
        if again := _differing(user, asked, staff):
            still = _differing(user, again, Staff())
            differences += [Difference(user.pk, pk) for pk in still]
    return Checked(len(users), pairs, differences)


def _families_for(user, every, chance):
    """Those seen, those with a row of the user's, ended ones too, and as many others by chance."""
    seen = list(Family.objects.visible_to(user).values_list("pk", flat=True))
    named = set(Involvement.objects.filter(user=user).values_list("family", flat=True))
    named |= set(Grant.objects.filter(user=user).values_list("family", flat=True))
    few = [chance.sample(rows, min(len(rows), FAMILIES_OF_ONE)) for rows in (seen, every)]
    return sorted({*few[0], *few[1], *named})


def _differing(user, asked, staff):
    """The families about which list, record and plain rule do not say the same."""
    rows = Rows(Family.objects.filter(pk__in=asked), staff)
    seen = set(Family.objects.visible_to(user).filter(pk__in=asked).values_list("pk", flat=True))
    said = {pk: grounds(rows.facts(user, pk)) for pk in rows.families}
    wrong = {pk for pk, found in said.items() if bool(found) != (pk in seen)}
    few = [pk for pk in said if pk in seen][:BY_GROUNDS]
    return sorted(wrong | {pk for pk in few if _by_record(user, pk) != said[pk]})


def _by_record(user, pk):
    family = Family.objects.with_grounds(user, pk).first()
    return frozenset(family.grounds) if family else frozenset()
