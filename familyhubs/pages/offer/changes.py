"""A proposal as its reviewer reads it: each changed field, what it says now and then."""

from django.utils.translation import gettext as _

from hubs.actions.offer import PROPOSABLE
from hubs.languages import name_of
from hubs.models import AccessNeed, AgeBand, Cost, Mode, Weekday

from .forms import ProposeForm

SPOKEN = {
    "age_bands": lambda value: AgeBand(value).label,
    "modes": lambda value: Mode(value).label,
    "access_needs": lambda value: AccessNeed(value).label,
    "days": lambda value: Weekday(value).label,
    "cost": lambda value: Cost(value).label,
    "languages": name_of,
}


def changes_of(proposal):
    """(field in words, now, then) in the form's order."""
    service = proposal.service
    return [
        (
            str(ProposeForm.base_fields[name].label).removesuffix(" (optional)"),
            said(name, getattr(service, name)),
            said(name, proposal.changes[name]),
        )
        for name in PROPOSABLE
        if name in proposal.changes
    ]


def said(name, value):
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in (None, "", []):
        return _("Nothing")
    speak = SPOKEN.get(name, str)
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(speak(part)) for part in values)
