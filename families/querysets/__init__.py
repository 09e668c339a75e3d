"""Which families, people and entries a user may know of: access.md sections 1 and 2 as SQL."""

from .access import (
    AgreementQuerySet,
    EmergencyAccessQuerySet,
    GrantQuerySet,
    InvolvementQuerySet,
    SharingDecisionQuerySet,
    ToDoQuerySet,
)
from .attendance import AttendanceQuerySet
from .cross_referrals import CrossReferralQuerySet
from .families import FamilyQuerySet
from .people import MemberQuerySet, PersonQuerySet
from .timeline import TimelineQuerySet

__all__ = [
    "AgreementQuerySet",
    "AttendanceQuerySet",
    "CrossReferralQuerySet",
    "EmergencyAccessQuerySet",
    "FamilyQuerySet",
    "GrantQuerySet",
    "InvolvementQuerySet",
    "MemberQuerySet",
    "PersonQuerySet",
    "SharingDecisionQuerySet",
    "TimelineQuerySet",
    "ToDoQuerySet",
]
