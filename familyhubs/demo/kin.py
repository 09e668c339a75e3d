"""Who is who in an invented family, where they live, and who else is around them."""

from random import Random

from families.kinship import KINDS
from families.models import NetworkMember, Relationship, Residence

from . import names

AROUND = (
    {"full_name": "Grace Adeyemi", "kind": "relative", "role": "Grandmother", "contact": "regular"},
    {"full_name": "Len Whitaker", "kind": "relative", "role": "Grandad", "contact": "hampered"},
    {"full_name": "Sunita Kaur", "kind": "professional", "role": "Health visitor", "agency": "NHS"},
    {"full_name": "Petra Novak", "kind": "friend", "contact": "regular"},
)


def live_together(last_name, since):
    """Whether both parents do: the same each time it is asked."""
    return Random(f"{last_name} {since}").random() < 0.6


class Kin:
    """A chance of its own for each family, so that the rest of its story stays as it was."""

    def __init__(self, tables):
        self.tables = tables

    def tell(self, family, last_name, postcode, people, since):
        """Parents and children, whether the parents live together, an address, somebody around."""
        chance = Random(f"{since} {last_name}")
        parents = [(person, name) for person, name, role, _born in people if role == "parent"]
        children = [person for person, _name, role, _born in people if role == "child"]
        for parent, name in parents:
            kind = "FTH" if name.split()[0] in names.FIRST_MEN else "MTH"
            for child in children:
                self.relate(family, parent, kind, child, since)
        together = live_together(last_name, since)
        if len(parents) > 1:
            one, two = sorted((person for person, _name in parents), key=str)
            self.relate(family, one, "DOMPART" if together else "FMRSPS", two, since)
        here = [person for person, _name in parents[: None if together else 1]] + children
        if chance.random() < 0.4:
            self.live(family, here, postcode, f"{chance.randint(1, 90)} Mill Lane", since)
        if chance.random() < 0.3:
            around = chance.choice(AROUND)
            self.tables[NetworkMember].add(family=family, starts_at=since, **around)

    def relate(self, family, person, kind, other, since):
        line = KINDS[kind].line.value
        pair = {"person": person, "other": other}
        self.tables[Relationship].add(family=family, kind=kind, line=line, starts_at=since, **pair)

    def live(self, family, people, postcode, lines, since):
        place = {"lines": lines, "postcode": postcode.postcode, "kind": "home", "household": family}
        place |= {"ward": postcode.ward_id, "lsoa": postcode.lsoa_id}
        for person in people:
            self.tables[Residence].add(family=family, person=person, starts_at=since, **place)
