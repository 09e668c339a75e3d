"""Which families, people and entries a user may know of: access.md sections 1 and 2 as SQL."""

from .access import (
    AgreementQuerySet,
    GrantQuerySet,
    InvolvementQuerySet,
    SharingDecisionQuerySet,
    ToDoQuerySet,
)
from .attendance import AttendanceQuerySet
from .contacts import ContactQuerySet
from .cross_referrals import CrossReferralQuerySet
from .families import FamilyQuerySet
from .held import HeldQuerySet, IdentifierQuerySet
from .names import NameQuerySet
from .online import OnlineQuerySet
from .people import MemberQuerySet, PersonQuerySet
from .timeline import TimelineQuerySet

__all__ = [
    "AgreementQuerySet",
    "AttendanceQuerySet",
    "ContactQuerySet",
    "CrossReferralQuerySet",
    "FamilyQuerySet",
    "GrantQuerySet",
    "HeldQuerySet",
    "IdentifierQuerySet",
    "InvolvementQuerySet",
    "MemberQuerySet",
    "NameQuerySet",
    "OnlineQuerySet",
    "PersonQuerySet",
    "SharingDecisionQuerySet",
    "TimelineQuerySet",
    "ToDoQuerySet",
]
