"""Who is on duty now, for the head of every staff page: read with the roles of who looks."""

from typing import NamedTuple

from django import template
from django.utils.translation import gettext as _

from ..models import DutyKind
from ..permissions import reads_only, roles_now

register = template.Library()
SHOWN = 8
# Whom somebody with a worry needs first.
ORDER = ("safeguarding", "out_of_hours", "triage", "front_desk", "chat", "practice")


class OnDuty(NamedTuple):
    """One line of it."""

    kind: str
    name: str
    phone: str
    place: str


@register.simple_tag
def on_duty_now(user):
    """Names and phones of the council's duty and that of this person's own hubs and teams.

    For the council's own people: None for a partner, whose pages say whom to ring, and for whoever
    inspects.
    """
    if not user or user.organisation is None or not user.organisation.is_council:
        return None
    if reads_only(user):
        return None
    held = roles_now(user)
    shifts = {one["id"]: one for row in held for one in row.duty_here}
    first = sorted(shifts.values(), key=lambda one: ORDER.index(one["kind"]))[:SHOWN]
    return [
        OnDuty(
            DutyKind(one["kind"]).label,
            one["name"],
            one["phone"],
            one["hub"] or one["team"] or _("Whole council"),
        )
        for one in first
    ]
