"""The rule of access.md section 3, pure: which ground opens which part of a family's record."""

from enum import StrEnum

# Roles that work with families inside the council; a role that has ended opens nothing.
COUNCIL_WORKERS = ("practitioner", "manager", "safeguarding")


class Ground(StrEnum):
    """Why a user sees a family (access.md section 1)."""

    WORKER = "worker"  # A1
    DUTY = "duty"  # A1, on the rota now; each such read is marked
    LEAD = "lead"  # A2
    MANAGER = "manager"  # A3
    LEADS_MANAGER = "leads_manager"  # A3, where a worker of theirs leads
    TRIAGE = "triage"  # A4
    DESK = "desk"  # A5
    SAFEGUARDING = "safeguarding"  # A6
    SUPPORT = "support"  # A10, acts for somebody, or a team, that works with it
    INSPECTION = "inspection"  # A12, on the list of an approved inspection
    OUT_OF_HOURS = "out_of_hours"  # A6, on the rota now, family by family with a reason
    RECEIVER = "receiver"  # A8
    REFERRED = "referred"  # a service of theirs was asked to help (R026)
    FOLLOW_UP = "follow_up"  # after closing (section 2)
    GOVERNANCE = "governance"  # A7, in an open case that names the family
    OVERSIGHT = "oversight"  # A7, the agreements and logs of any family, and nothing of the rest
    CLOSED = "closed"  # A4, the notes and plan of closed work, with a reason
    BREAK_GLASS = "break_glass"  # D
    BREAK_GLASS_DUTY = "glass_duty"  # D by a manager on duty: restricted families too
    PARTNER = "partner"  # B
    INTEGRATED = "integrated"  # B, in a team that the family was told of


class Part(StrEnum):
    """A part of the record, as access.md section 3 lists them."""

    CARD = "card"
    REQUESTS = "requests"
    MEMBERS = "members"
    ADDRESS = "address"
    SAFE_ADDRESS = "safe_address"
    CONTACT = "contact"
    NOTES_SHARED = "notes_shared"
    NOTES_TEAM = "notes_team"
    SAFEGUARDING = "safeguarding"
    NOTES_RESTRICTED = "notes_restricted"
    PLAN = "plan"
    AGREEMENTS = "agreements"
    INVOLVEMENT = "involvement"
    HAND_OVER = "hand_over"
    ATTENDANCE = "attendance"
    PRIORITIES = "priorities"
    WARNINGS = "warnings"
    WARNING_REASONS = "warning_reasons"
    ACCESS_LOG = "access_log"
    IDENTIFIERS = "identifiers"
    NEEDS = "needs"
    BACKGROUND = "background"


# Oversight is of agreements and logs; under every other ground the family itself is seen.
SEES = frozenset(Ground) - {Ground.OVERSIGHT}
# What safeguarding leads alone read whole.
THEIRS = {Part.ACCESS_LOG, Part.NOTES_RESTRICTED}
FULL = frozenset(set(Part) - THEIRS)
OPENS = {
    Ground.WORKER: FULL - {Part.SAFEGUARDING},
    Ground.DUTY: FULL,
    # Another organisation's lead answers for the plan; team-only notes stay under the partner rule.
    # Nor do the priority groups, or a hidden address, reach anybody outside the council.
    Ground.LEAD: FULL - {Part.NOTES_TEAM, Part.IDENTIFIERS, Part.PRIORITIES, Part.SAFE_ADDRESS},
    Ground.MANAGER: FULL - {Part.SAFEGUARDING},
    Ground.LEADS_MANAGER: FULL,
    Ground.SAFEGUARDING: frozenset(Part),
    Ground.OUT_OF_HOURS: frozenset(Part),
    Ground.GOVERNANCE: frozenset(Part),
    Ground.OVERSIGHT: frozenset({Part.AGREEMENTS, Part.ACCESS_LOG}),
    Ground.TRIAGE: frozenset(
        {
            Part.CARD,
            Part.REQUESTS,
            Part.MEMBERS,
            Part.CONTACT,
            Part.INVOLVEMENT,
            Part.WARNINGS,
        }
    ),
    Ground.DESK: frozenset({Part.CARD, Part.CONTACT, Part.NEEDS, Part.WARNINGS}),
    Ground.RECEIVER: frozenset({Part.CARD, Part.HAND_OVER}),
    Ground.REFERRED: frozenset({Part.CARD}),
    Ground.FOLLOW_UP: frozenset({Part.CARD, Part.CONTACT, Part.PLAN}),
    Ground.SUPPORT: frozenset({Part.CARD, Part.CONTACT, Part.NEEDS, Part.ATTENDANCE}),
    # Whoever inspects reads the work, never what is for a few, a hidden address or the groups.
    Ground.INSPECTION: FULL
    - {Part.SAFEGUARDING, Part.SAFE_ADDRESS, Part.IDENTIFIERS, Part.PRIORITIES},
    Ground.CLOSED: frozenset({Part.NOTES_SHARED, Part.NOTES_TEAM, Part.PLAN}),
    Ground.BREAK_GLASS: FULL - {Part.SAFEGUARDING},
    Ground.BREAK_GLASS_DUTY: FULL,
    # For each person shown, only where an agreement or a decision covers them.
    Ground.PARTNER: frozenset(
        {
            Part.CARD,
            Part.MEMBERS,
            Part.IDENTIFIERS,
            Part.NEEDS,
            Part.BACKGROUND,
            Part.ADDRESS,
            Part.CONTACT,
            Part.NOTES_SHARED,
            Part.PLAN,
            Part.AGREEMENTS,
            Part.INVOLVEMENT,
            Part.WARNINGS,
        }
    ),
    # The team was told of for everybody in the family; of agreements only those that name them.
    Ground.INTEGRATED: frozenset(
        {
            Part.CARD,
            Part.MEMBERS,
            Part.NEEDS,
            Part.BACKGROUND,
            Part.ADDRESS,
            Part.CONTACT,
            Part.NOTES_SHARED,
            Part.PLAN,
            Part.INVOLVEMENT,
            Part.WARNINGS,
        }
    ),
}

# Who keeps the record itself: members and agreements are the council's to write.
KEEPERS = frozenset({Ground.WORKER, Ground.DUTY, Ground.MANAGER, Ground.SAFEGUARDING})


def parts_open(grounds):
    """The parts that these grounds open together; no ground opens nothing."""
    opened = set()
    for ground in grounds:
        opened |= OPENS[Ground(ground)]
    return frozenset(opened)


def grounds_that_open(part):
    """The grounds under which a part may be read."""
    return frozenset(ground for ground, parts in OPENS.items() if part in parts)


# Who reads the record as its own workers do: tasks and referrals to services go with it. What is
# read of closed work, with a reason, is notes and plan alone.
WHOLE = grounds_that_open(Part.NOTES_TEAM) - {Ground.CLOSED} | {Ground.LEAD}
# Grounds that rest on somebody's own word: each reading under one is marked in the log.
WITH_A_REASON = {
    Ground.OUT_OF_HOURS: "out_of_hours",
    Ground.BREAK_GLASS_DUTY: "break_glass",
    Ground.BREAK_GLASS: "break_glass",
    Ground.CLOSED: "closed",
    Ground.INSPECTION: "inspected",
}


def reads(grounds, sensitivity, *, is_own=False, is_named=False, is_covered=False):
    """Whether somebody with these grounds reads one entry: what TimelineQuerySet says of its rows.

    `is_covered`: everybody it is about may be shown to their organisation.
    """
    if is_own and Part.NOTES_SHARED in parts_open(grounds):
        return True
    opened = parts_open(set(grounds) - {Ground.PARTNER})
    shared = Part.NOTES_SHARED in opened or (Ground.PARTNER in grounds and is_covered)
    return {
        "shared": shared,
        "team": Part.NOTES_TEAM in opened,
        "safeguard": Part.SAFEGUARDING in opened,
        "restricted": Part.NOTES_RESTRICTED in opened or (is_named and shared),
    }[sensitivity]


def seen_as(grounds):
    """How the log marks a reading under these grounds: for a reason, on duty, or not at all."""
    for ground, mark in WITH_A_REASON.items():
        if ground in grounds:
            return mark
    return "on_duty" if only_by_duty(grounds) else ""


def only_by_duty(grounds):
    """Whether the duty rota alone opens this record: such a reading is marked as one."""
    return Ground.DUTY in grounds and not set(grounds) & {
        Ground.WORKER,
        Ground.LEAD,
        Ground.MANAGER,
        Ground.SAFEGUARDING,
    }
