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
    OUT_OF_HOURS = "out_of_hours"  # A6, on the rota now, family by family with a reason
    RECEIVER = "receiver"  # A8
    REFERRED = "referred"  # a service of theirs was asked to help (R026)
    FOLLOW_UP = "follow_up"  # after closing (section 2)
    PARTNER = "partner"  # B


class Part(StrEnum):
    """A part of the record, as access.md section 3 lists them."""

    CARD = "card"
    REQUESTS = "requests"
    MEMBERS = "members"
    ADDRESS = "address"
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
    WARNINGS = "warnings"
    WARNING_REASONS = "warning_reasons"
    ACCESS_LOG = "access_log"


# What safeguarding leads alone read whole.
THEIRS = {Part.ACCESS_LOG, Part.NOTES_RESTRICTED}
FULL = frozenset(set(Part) - THEIRS)
OPENS = {
    Ground.WORKER: FULL - {Part.SAFEGUARDING},
    Ground.DUTY: FULL,
    # Another organisation's lead answers for the plan; team-only notes stay under the partner rule.
    Ground.LEAD: FULL - {Part.NOTES_TEAM},
    Ground.MANAGER: FULL - {Part.SAFEGUARDING},
    Ground.LEADS_MANAGER: FULL,
    Ground.SAFEGUARDING: frozenset(Part),
    Ground.OUT_OF_HOURS: frozenset(Part),
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
    Ground.DESK: frozenset({Part.CARD, Part.CONTACT, Part.WARNINGS}),
    Ground.RECEIVER: frozenset({Part.CARD, Part.HAND_OVER}),
    Ground.REFERRED: frozenset({Part.CARD}),
    Ground.FOLLOW_UP: frozenset({Part.CARD, Part.CONTACT, Part.PLAN}),
    # For each person shown, only where an agreement or a decision covers them.
    Ground.PARTNER: frozenset(
        {
            Part.CARD,
            Part.MEMBERS,
            Part.ADDRESS,
            Part.CONTACT,
            Part.NOTES_SHARED,
            Part.PLAN,
            Part.AGREEMENTS,
            Part.INVOLVEMENT,
            Part.WARNINGS,
        }
    ),
}


def parts_open(grounds):
    """The parts that these grounds open together; no ground opens nothing."""
    opened = set()
    for ground in grounds:
        opened |= OPENS[Ground(ground)]
    return frozenset(opened)


def grounds_that_open(part):
    """The grounds under which a part may be read."""
    return frozenset(ground for ground, parts in OPENS.items() if part in parts)


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
    """How the log marks a reading under these grounds: out of hours, on duty, or not at all."""
    if Ground.OUT_OF_HOURS in grounds:
        return "out_of_hours"
    return "on_duty" if only_by_duty(grounds) else ""


def only_by_duty(grounds):
    """Whether the duty rota alone opens this record: such a reading is marked as one."""
    return Ground.DUTY in grounds and not set(grounds) & {
        Ground.WORKER,
        Ground.LEAD,
        Ground.MANAGER,
        Ground.SAFEGUARDING,
    }
