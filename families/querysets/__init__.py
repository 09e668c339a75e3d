"""Which families, people and entries a user may know of: access.md sections 1 and 2 as SQL."""

from .access import (
    AgreementQuerySet,
    GrantQuerySet,
    InvolvementQuerySet,
    SharingDecisionQuerySet,
    ToDoQuerySet,
)
from .attendance import AttendanceQuerySet
from .cross_referrals import CrossReferralQuerySet
from .families import FamilyQuerySet
from .people import MemberQuerySet, PersonQuerySet
from .story import StoryQuerySet
from .timeline import TimelineQuerySet

__all__ = [
    "AgreementQuerySet",
    "AttendanceQuerySet",
    "CrossReferralQuerySet",
    "FamilyQuerySet",
    "GrantQuerySet",
    "InvolvementQuerySet",
    "MemberQuerySet",
    "PersonQuerySet",
    "SharingDecisionQuerySet",
    "StoryQuerySet",
    "TimelineQuerySet",
    "ToDoQuerySet",
]
