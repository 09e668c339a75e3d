"""Where help is, and who works there."""

from .geography import Area, AreaKind, Population, Postcode
from .places import District, Hub, Site, SiteKind
from .staff import Absence, DutyShift, Membership, Role, Team

__all__ = [
    "Absence",
    "Area",
    "AreaKind",
    "District",
    "DutyShift",
    "Hub",
    "Membership",
    "Population",
    "Postcode",
    "Role",
    "Site",
    "SiteKind",
    "Team",
]
