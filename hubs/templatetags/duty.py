"""Who is on duty now, for every staff page: one query."""

from django import template

from ..models import DutyShift
from ..permissions import roles_now

register = template.Library()
SHOWN = 8
# Whom somebody with a worry needs first.
ORDER = ("safeguarding", "out_of_hours", "triage", "front_desk", "practice")


@register.simple_tag
def on_duty_now(user):
    """Names and phones of the council's duty and that of this person's own hubs and teams."""
    held = roles_now(user) if user and user.is_authenticated else []
    if not held:
        return []
    hubs = {row.hub_id or (row.team and row.team.hub_id) for row in held} - {None}
    teams = {row.team_id for row in held} - {None}
    shifts = DutyShift.objects.answering_now().here(hubs, teams)[: SHOWN * 2]
    return sorted(shifts, key=lambda shift: ORDER.index(shift.kind))[:SHOWN]
