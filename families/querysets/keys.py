"""Who shares keys with somebody asked about: a few short index scans, whatever the name."""

import json

from django.db import connections, models
from django.utils import timezone

from ..matching import spellings

# As the database keeps them (migration 0014), so that both are worked out by one function.
ASKED = """
SELECT ARRAY(SELECT families_name_keys(name) FROM unnest(%(names)s::text[]) AS name
        UNION SELECT families_birth_keys(born) FROM unnest(%(births)s::date[]) AS born
        UNION SELECT families_place_keys(place) FROM unnest(%(places)s::text[]) AS place
        ORDER BY 1),
    ARRAY(SELECT families_birth_keys(born) FROM unnest(%(nameless)s::date[]) AS born),
    ARRAY(SELECT DISTINCT upper(unaccent(name)) FROM unnest(%(plain)s::text[]) AS name ORDER BY 1)
"""
# However many carry a common name, so many of them are looked at for each reason.
MOST_OF_A_KIND = 200
# Asked past the policies, which could not use the index: ids alone come of it (migration 0018).
MEANT = """
SELECT family.* FROM families_meant(%s::jsonb, %s, %s, %s) AS likeliest
JOIN families_family AS family ON family.id = likeliest.family_id
ORDER BY likeliest.rank, family.id
"""


class KeysQuerySet(models.QuerySet):
    def asked(self, people, postcode="", reach=()):
        """The keys of those asked about, by their letter (PersonKeys); nothing where none."""
        plain = [person.name for person in people if person.words]
        given = {
            "plain": plain,
            "names": [way for name in plain for way in spellings(name)],
            "births": [person.born_on for person in people if person.born_on],
            "nameless": [
                person.born_on for person in people if person.born_on and not person.words
            ],
            "places": [place for place in {postcode, *(p.postcode for p in people)} if place],
        }
        with connections[self.db].cursor() as cursor:
            cursor.execute(ASKED, given)
            keys, nameless, names = cursor.fetchone()
        asked = {letter: [key for key in keys if key[0] == letter] for letter in "wopdycs"}
        asked["nameless"] = [key for key in nameless if key[0] == "d"]
        known = {"names": names, "reach": list(reach)}
        return asked | known if keys or reach else {}

    def reached(self, reach):
        """Who has one of these keys of a phone number or an e-mail address: ids alone."""
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT * FROM families_reached(%s::text[])", [list(reach)])
            return {person for (person,) in cursor.fetchall()}


def reasons(asked):
    """Why somebody may be meant, the best reason first: keys of PersonKeys, and a name like theirs.

    A common name counts only beside another fact, until the last: then some of that name do.
    """
    sounds = asked["w"]
    yield shares(asked["reach"])
    alone = ["w" + key[1:] for key in asked["o"]]
    yield shares(asked["d"], sounds)
    yield shares(asked["c"], sounds)
    yield shares(asked["c"], asked["d"])
    yield shares(asked["s"], asked["p"])
    yield shares(asked["nameless"])
    yield shares(asked["y"], asked["p"])
    for name in asked["names"]:
        yield shares(asked["s"], name=name)
    yield shares(asked["c"])
    yield shares(asked["p"])
    yield shares(["o" + key[1:] for key in sounds])
    yield shares(alone)


def shares(*kinds, name=None):
    """Has one at least of each of these lists of keys; nobody has where a list is empty."""
    return {"keys": kinds, "name": name}


def meant(asked, most):
    """The families of whoever shares enough, as (SQL, parameters)."""
    kinds = [kind for kind in reasons(asked) if all(kind["keys"])]
    # Not the transaction's own time: another's new record may have been waited for.
    return MEANT, [json.dumps(kinds), timezone.now(), MOST_OF_A_KIND, most]
