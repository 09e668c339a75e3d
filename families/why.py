"""Why can I see this? The rule and the period, in words, from rows that were read anyway."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from .sharing import Ground, Part

OF_A_GRANT = (
    Ground.TRIAGE,
    Ground.DESK,
    Ground.RECEIVER,
    Ground.REFERRED,
    Ground.OUT_OF_HOURS,
    Ground.GOVERNANCE,
    Ground.INSPECTION,
    Ground.CLOSED,
    Ground.BREAK_GLASS,
    Ground.BREAK_GLASS_DUTY,
)
ORDER = (
    Ground.SAFEGUARDING,
    Ground.OUT_OF_HOURS,
    Ground.LEAD,
    Ground.WORKER,
    Ground.LEADS_MANAGER,
    Ground.MANAGER,
    Ground.DUTY,
    Ground.PARTNER,
    Ground.INTEGRATED,
    Ground.GOVERNANCE,
    Ground.INSPECTION,
    Ground.RECEIVER,
    Ground.REFERRED,
    Ground.FOLLOW_UP,
    Ground.SUPPORT,
    Ground.TRIAGE,
    Ground.CLOSED,
    Ground.BREAK_GLASS_DUTY,
    Ground.BREAK_GLASS,
    Ground.DESK,
)


@dataclass(frozen=True)
class Why:
    """One rule that opens the record, since when, until when, and who can change it."""

    rule: str
    since: datetime | None = None
    until: datetime | None = None
    changed_by: str = ""


def why(family, user, *, involvements=(), grants=(), acts_for=()):
    """Every rule that opens this family to this user, the strongest first."""
    held = set(family.grounds)
    if Ground.LEAD in held:
        # The lead is a worker too: one sentence says both.
        held -= {Ground.WORKER, Ground.PARTNER, Ground.INTEGRATED}
    if Ground.LEADS_MANAGER in held:
        held -= {Ground.MANAGER}
    found = [ground for ground in ORDER if ground in held]
    return [_why(ground, family, user, (involvements, grants, acts_for)) for ground in found]


def _why(ground, family, user, rows):
    row = _row(ground, user, *rows)
    return Why(
        rule=RULES[ground] % {"organisation": user.organisation},
        since=row.starts_at if row else None,
        until=row.ends_at if row else None,
        changed_by=_changed_by(ground),
    )


def _row(ground, user, involvements, grants, acts_for):
    """The row whose period this ground has: the user's own work, a grant, whom they act for."""
    if ground == Ground.SUPPORT:
        return next(iter(acts_for), None)
    if ground in OF_A_GRANT:
        kind = ground.value
        return next((grant for grant in grants if grant.kind == kind), None)
    roles = {
        Ground.LEAD: ("lead",),
        Ground.FOLLOW_UP: ("follow_up",),
        Ground.WORKER: ("lead", "worker"),
        Ground.PARTNER: ("lead", "worker"),
        Ground.INTEGRATED: ("lead", "worker"),
    }.get(ground, ())
    mine = (row for row in involvements if row.user_id == user.pk and row.role in roles)
    return next(mine, None)


RULES = {
    Ground.SAFEGUARDING: _("You are a safeguarding lead. You see every family."),
    Ground.OUT_OF_HOURS: _(
        "You are on duty out of hours and gave a reason. You read only, and every reading is"
        " marked out of hours."
    ),
    Ground.GOVERNANCE: _("You hold an open case that names this family. You read only."),
    Ground.SUPPORT: _("You act for somebody, or for a team, that works with this family."),
    Ground.INSPECTION: _(
        "This family is on the list of an inspection that two people agreed to. You read only,"
        " and every reading is marked."
    ),
    Ground.LEAD: _("You are the lead practitioner."),
    Ground.WORKER: _("You, or your team, work with this family."),
    Ground.MANAGER: _("You manage the hub or a team that works with this family."),
    Ground.LEADS_MANAGER: _("You manage the lead practitioner of this family."),
    Ground.DUTY: _("You are on duty now. This reading is marked as duty."),
    Ground.PARTNER: _(
        "You work with this family for %(organisation)s, which has a sharing agreement with"
        " the council. You see the people whom the family agreed to share, or whom a recorded"
        " decision covers."
    ),
    Ground.INTEGRATED: _(
        "You are in an integrated team that works with this family. The sharing agreement names"
        " the team, and the family was told of it and did not object."
    ),
    Ground.RECEIVER: _("You are asked to take this family on."),
    Ground.REFERRED: _("This family was referred to a service of yours."),
    Ground.FOLLOW_UP: _("You were the lead practitioner, and follow up after closing."),
    Ground.TRIAGE: _("A request in your queue may be about this family."),
    Ground.DESK: _("You looked this family up at the desk."),
    Ground.CLOSED: _("You gave a reason to read notes and plan of closed work."),
    Ground.BREAK_GLASS: _(
        "You opened this record in an emergency. You read only, and a safeguarding lead reviews it."
    ),
    Ground.BREAK_GLASS_DUTY: _(
        "You opened this record in an emergency, as the manager on duty. You read only, and a"
        " safeguarding lead reviews it."
    ),
}


def _changed_by(ground):
    return {
        Ground.SAFEGUARDING: _("A system administrator changes roles."),
        Ground.OUT_OF_HOURS: _("It ends with your duty."),
        Ground.DUTY: _("A manager changes the duty rota."),
        Ground.PARTNER: _("The family can stop sharing at any time; a manager ends the work."),
        Ground.INTEGRATED: _("The family can object on any day; a manager ends the work."),
        Ground.GOVERNANCE: _("It ends when you close the case."),
        Ground.SUPPORT: _("It ends on its last day; their manager can end it before."),
        Ground.INSPECTION: _("It ends by itself; information governance can end it before."),
        Ground.TRIAGE: _("It ends when the request is decided."),
        Ground.DESK: _("It ends by itself."),
        Ground.CLOSED: _("It ends when the request is decided, or by itself."),
        Ground.BREAK_GLASS: _("It ends by itself after four hours."),
        Ground.BREAK_GLASS_DUTY: _("It ends by itself after four hours."),
        Ground.RECEIVER: _("It ends when you answer."),
        Ground.REFERRED: _("It ends when somebody says what came of it."),
    }.get(ground, _("A manager of the hub changes who works with the family."))


@dataclass(frozen=True)
class PartSaid:
    """One part of the record: open or shut, and who opens it. General words: it hides nothing."""

    name: str
    is_open: bool
    opens_to: str


def parts_said(family):
    """Every part of access.md section 3, as it stands for whoever the family was fetched for."""
    return [
        PartSaid(words, part in family.parts, opens_to)
        for part, (words, opens_to) in part_words().items()
    ]


def part_words():
    """What each part is called, and who opens it."""
    workers = _("Whoever works with the family, its manager, duty and safeguarding leads.")
    agreed = _("Other organisations where the family agreed.")
    return {
        Part.CARD: (_("Names, ages, hub and lead"), f"{workers} {agreed}"),
        Part.MEMBERS: (_("Dates of birth and household"), f"{workers} {agreed}"),
        Part.ADDRESS: (_("Address"), f"{workers} {agreed}"),
        Part.CONTACT: (_("How to be in touch, and how not"), f"{workers} {agreed}"),
        Part.REQUESTS: (_("Requests, as they were sent"), workers),
        Part.NOTES_SHARED: (_("Shared notes"), f"{workers} {agreed}"),
        Part.NOTES_TEAM: (_("Team notes"), workers),
        Part.SAFEGUARDING: (
            _("Safeguarding entries"),
            _("The lead practitioner, their manager, duty and safeguarding leads."),
        ),
        Part.PLAN: (_("Plan, goals and reviews"), f"{workers} {agreed}"),
        Part.AGREEMENTS: (_("What the family agreed to"), f"{workers} {agreed}"),
        Part.INVOLVEMENT: (_("Who works with the family"), f"{workers} {agreed}"),
        Part.ATTENDANCE: (_("Sessions they came to"), workers),
        Part.HAND_OVER: (_("Hand-over packs"), _("Whoever is asked to take the family on.")),
        Part.ACCESS_LOG: (_("Who has looked"), _("Safeguarding leads.")),
    }
