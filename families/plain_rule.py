"""The rule of access.md sections 1 and 2 once more, in plain Python: what checks the other wording.

`querysets/grounds.py` asks it of the database for every page. This one works on facts that were
read apart, and shares no condition with it: the access matrix is made of it, and the nightly check
holds both together.
"""

from dataclasses import dataclass
from enum import StrEnum

from .sharing import COUNCIL_WORKERS, Ground

# What a grant of each kind opens, and the role without which it opens nothing.
OF_WORKERS = {"receiver": Ground.RECEIVER, "referred": Ground.REFERRED}
NEVER_RESTRICTED = {"triage", "desk", "referred", "closed", "break_glass", "inspection"}


class Scope(StrEnum):
    """How far a manager's role reaches to a family."""

    NONE = ""
    HUB = "hub"  # Their hub is the family's.
    WORK = "work"  # A team of their hub, their team, or one of its people works with it.
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Facts:
    """What is so now between one user and one family, read row by row."""

    may_sign_in: bool = True
    is_council: bool = True
    is_agreed_with: bool = False  # The organisations have an agreement in force.
    is_covered: bool = False  # The family agreed, or it was decided, for somebody in it.
    is_told: bool = False  # The family was told of a team of theirs that the agreement names.
    is_restricted: bool = False
    is_barred: bool = False
    roles: frozenset = frozenset()
    works_as: frozenset = frozenset()  # Their own work with it, by what they do.
    team_works: bool = False
    acts_for_work: bool = False  # For somebody, or a team, that works with it (A10).
    on_duty: bool = False  # On the rota for its hub, or for a team that works with it.
    manages: Scope = Scope.NONE
    manages_lead: bool = False
    grants: frozenset = frozenset()  # The kinds given to them, or to a hub they triage for.


def grounds(facts):
    """Why this user sees this family; the empty set where they do not."""
    if not facts.may_sign_in or facts.is_barred or "commissioner" in facts.roles:
        return frozenset()
    if facts.is_council:
        return frozenset(_of_council(facts))
    if "partner" in facts.roles and facts.is_agreed_with:
        return frozenset(_of_partner(facts))
    return frozenset()


def _of_council(facts):
    is_worker = bool(facts.roles & set(COUNCIL_WORKERS))
    if is_worker:
        yield from _of_work(facts)
        yield from _of_grants(facts, OF_WORKERS)
        if facts.on_duty and not facts.is_restricted:
            yield Ground.DUTY
        if "out_of_hours" in facts.grants:
            yield Ground.OUT_OF_HOURS
    if "manager" in facts.roles and _manages(facts):
        yield Ground.MANAGER
        if facts.manages_lead:
            yield Ground.LEADS_MANAGER
    if "triage" in facts.roles:
        yield from _of_grants(facts, {"triage": Ground.TRIAGE})
        if "triage" in facts.grants:
            yield from _of_grants(facts, {"closed": Ground.CLOSED})
    if facts.roles & {"practitioner", "manager", "triage"}:
        yield from _of_grants(facts, {"break_glass": Ground.BREAK_GLASS})
    if "manager" in facts.roles and "glass_duty" in facts.grants:
        yield Ground.BREAK_GLASS_DUTY
    if "front_of_house" in facts.roles:
        yield from _of_grants(facts, {"desk": Ground.DESK})
    if "support" in facts.roles and facts.acts_for_work and not facts.is_restricted:
        yield Ground.SUPPORT
    if "inspector" in facts.roles:
        yield from _of_grants(facts, {"inspection": Ground.INSPECTION})
    if "safeguarding" in facts.roles:
        yield Ground.SAFEGUARDING
    if "governance" in facts.roles:
        yield from _of_grants(facts, {"governance": Ground.GOVERNANCE})


def _of_work(facts):
    if facts.works_as & {"lead", "worker"} or (facts.team_works and not facts.is_restricted):
        yield Ground.WORKER
    if "lead" in facts.works_as:
        yield Ground.LEAD
    if "follow_up" in facts.works_as:
        yield Ground.FOLLOW_UP


def _of_grants(facts, kinds):
    for kind, ground in kinds.items():
        if kind in facts.grants and not (facts.is_restricted and kind in NEVER_RESTRICTED):
            yield ground


def _manages(facts):
    """A restricted family only where the manager works with it by name."""
    by_name = bool(facts.works_as & {"lead", "worker"})
    if facts.manages == Scope.EVERYWHERE:
        return by_name or not facts.is_restricted
    return facts.manages != Scope.NONE and (by_name or not facts.is_restricted)


def _of_partner(facts):
    """The lead by leading; every other ground only where somebody is covered, or was told."""
    if "lead" in facts.works_as:
        yield Ground.LEAD
    works = facts.team_works or bool(facts.works_as & {"lead", "worker"})
    if facts.is_told and works and not facts.is_restricted:
        yield Ground.INTEGRATED
    if not facts.is_covered:
        return
    if facts.works_as & {"lead", "worker"} or (facts.team_works and not facts.is_restricted):
        yield Ground.PARTNER
    if "follow_up" in facts.works_as:
        yield Ground.FOLLOW_UP
    yield from _of_grants(facts, OF_WORKERS)
