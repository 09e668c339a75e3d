"""Everything that one answer can hang on: role × relationship × agreement × restricted or not."""

from dataclasses import dataclass
from itertools import product

from families.plain_rule import Facts, Scope
from hubs.models import Role

NO_ROLE = ""
ROLES = (*(role.value for role in Role), NO_ROLE)
# How somebody stands to a family, besides the role: what their colleagues or they did.
RELATIONS = {
    "none": "of another hub, nothing to do with it",
    "its_hub": "holds the role at its hub",
    "worker": "works with it",
    "lead": "leads",
    "team": "in a team that works with it",
    "support": "acts for the one who leads it",
    "inspection": "was given it on the list of an approved inspection",
    "duty": "on the duty rota of its hub now",
    "follow_up": "follows up after closing",
    "triage": "at a hub whose open request may be about it",
    "closed": "the same, and gave a reason to read closed work",
    "desk": "looked it up at the desk",
    "receiver": "asked to take it on",
    "referred": "owns a service it was referred to",
    "out_of_hours": "on duty out of hours, gave a reason",
    "break_glass": "opened it in an emergency",
    "glass_duty": "opened it in an emergency as the manager on duty",
    "governance": "has an open case of information governance that names it",
    "barred": "works with it, and is barred",
}
AGREEMENTS = {
    "none": "nothing said",
    "given": "agreed to share",
    "declined": "declined",
    "ended": "agreed, then stopped",
    "decision": "decided to share without agreement",
    "told": "told of the integrated team that they are in",
    "lapsed": "agreed to share, the organisations’ agreement lapsed",
}
COVERED = {"given", "decision", "lapsed"}


@dataclass(frozen=True)
class Situation:
    """One of all the ways in which somebody may stand to a family."""

    role: str
    relation: str
    agreement: str
    is_restricted: bool

    @property
    def facts(self):
        """What is so, for the plain rule."""
        is_council = self.role != Role.PARTNER
        return Facts(
            is_council=is_council,
            is_agreed_with=not is_council and self.agreement != "lapsed",
            is_covered=not is_council and self.agreement in COVERED,
            is_told=not is_council and self.agreement == "told",
            is_restricted=self.is_restricted,
            is_barred=self.relation == "barred",
            roles=frozenset({self.role} - {NO_ROLE}),
            works_as=frozenset({self.relation} & {"worker", "lead", "follow_up"}),
            team_works=self.relation == "team",
            acts_for_work=self.relation == "support",
            on_duty=self.relation == "duty",
            manages=MANAGES.get(self.relation, Scope.NONE),
            manages_lead=self.relation in AT_ITS_HUB,
            grants=frozenset({self.relation, *ALSO.get(self.relation, ())} & GRANTED),
        )


GRANTED = {
    "triage",
    "closed",
    "desk",
    "receiver",
    "referred",
    "out_of_hours",
    "break_glass",
    "glass_duty",
    "governance",
    "inspection",
}
ALSO = {"closed": ("triage",)}
# In these the role itself is held where the family is.
AT_ITS_HUB = {"its_hub", "triage", "closed"}
MANAGES = dict.fromkeys(AT_ITS_HUB, Scope.HUB) | {"team": Scope.WORK}


def situations():
    return (Situation(*one) for one in product(ROLES, RELATIONS, AGREEMENTS, (False, True)))
