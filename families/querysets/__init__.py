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
from .said import (
    CareQuerySet,
    NetworkQuerySet,
    OtherParentQuerySet,
    RelationshipQuerySet,
    ResidenceQuerySet,
    ResponsibilityQuerySet,
    RestrictionQuerySet,
    SafeAddressQuerySet,
    SaidQuerySet,
)
from .timeline import TimelineQuerySet

__all__ = [
    "AgreementQuerySet",
    "AttendanceQuerySet",
    "CareQuerySet",
    "CrossReferralQuerySet",
    "FamilyQuerySet",
    "GrantQuerySet",
    "InvolvementQuerySet",
    "MemberQuerySet",
    "NetworkQuerySet",
    "OtherParentQuerySet",
    "PersonQuerySet",
    "RelationshipQuerySet",
    "ResidenceQuerySet",
    "ResponsibilityQuerySet",
    "RestrictionQuerySet",
    "SafeAddressQuerySet",
    "SaidQuerySet",
    "SharingDecisionQuerySet",
    "TimelineQuerySet",
    "ToDoQuerySet",
]
