"""Why can I see this? The rule and the period, in words, from rows that were read anyway."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from .sharing import Ground

OF_A_GRANT = (
    Ground.TRIAGE,
    Ground.DESK,
    Ground.RECEIVER,
    Ground.REFERRED,
    Ground.OUT_OF_HOURS,
    Ground.GOVERNANCE,
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
    Ground.GOVERNANCE,
    Ground.RECEIVER,
    Ground.REFERRED,
    Ground.FOLLOW_UP,
    Ground.TRIAGE,
    Ground.DESK,
)


@dataclass(frozen=True)
class Why:
    """One rule that opens the record, since when, until when, and who can change it."""

    rule: str
    since: datetime | None = None
    until: datetime | None = None
    changed_by: str = ""


def why(family, user, *, involvements=(), grants=()):
    """Every rule that opens this family to this user, the strongest first."""
    held = set(family.grounds)
    if Ground.LEAD in held:
        # The lead is a worker too: one sentence says both.
        held -= {Ground.WORKER, Ground.PARTNER}
    if Ground.LEADS_MANAGER in held:
        held -= {Ground.MANAGER}
    return [_why(ground, family, user, involvements, grants) for ground in ORDER if ground in held]


def _why(ground, family, user, involvements, grants):
    row = _row(ground, user, involvements, grants)
    return Why(
        rule=_rule(ground, family, user),
        since=row.starts_at if row else None,
        until=row.ends_at if row else None,
        changed_by=_changed_by(ground),
    )


def _row(ground, user, involvements, grants):
    """The row whose period this ground has: the user's own work, or a grant."""
    if ground in OF_A_GRANT:
        kind = ground.value
        return next((grant for grant in grants if grant.kind == kind), None)
    roles = {
        Ground.LEAD: ("lead",),
        Ground.FOLLOW_UP: ("follow_up",),
        Ground.WORKER: ("lead", "worker"),
        Ground.PARTNER: ("lead", "worker"),
    }.get(ground, ())
    mine = (row for row in involvements if row.user_id == user.pk and row.role in roles)
    return next(mine, None)


def _rule(ground, family, user):
    return {
        Ground.SAFEGUARDING: _("You are a safeguarding lead. You see every family."),
        Ground.OUT_OF_HOURS: _(
            "You are on duty out of hours and gave a reason. You read only, and every reading is"
            " marked out of hours."
        ),
        Ground.GOVERNANCE: _("You hold an open case that names this family. You read only."),
        Ground.LEAD: _("You are the lead practitioner."),
        Ground.WORKER: _("You, or your team, work with this family."),
        Ground.MANAGER: _("You manage the hub or a team that works with this family."),
        Ground.LEADS_MANAGER: _("You manage the lead practitioner of this family."),
        Ground.DUTY: _("You are on duty now. This reading is marked as duty."),
        Ground.PARTNER: _(
            "You work with this family for %(organisation)s, which has a sharing agreement with"
            " the council. You see the people whom the family agreed to share, or whom a recorded"
            " decision covers."
        )
        % {"organisation": user.organisation},
        Ground.RECEIVER: _("You are asked to take this family on."),
        Ground.REFERRED: _("This family was referred to a service of yours."),
        Ground.FOLLOW_UP: _("You were the lead practitioner, and follow up after closing."),
        Ground.TRIAGE: _("A request in your queue may be about this family."),
        Ground.DESK: _("You looked this family up at the desk."),
    }[ground]


def _changed_by(ground):
    return {
        Ground.SAFEGUARDING: _("A system administrator changes roles."),
        Ground.OUT_OF_HOURS: _("It ends with your duty."),
        Ground.DUTY: _("A manager changes the duty rota."),
        Ground.PARTNER: _("The family can stop sharing at any time; a manager ends the work."),
        Ground.GOVERNANCE: _("It ends when you close the case."),
        Ground.TRIAGE: _("It ends when the request is decided."),
        Ground.DESK: _("It ends by itself."),
        Ground.RECEIVER: _("It ends when you answer."),
        Ground.REFERRED: _("It ends when somebody says what came of it."),
    }.get(ground, _("A manager of the hub changes who works with the family."))
