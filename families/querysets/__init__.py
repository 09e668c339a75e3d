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
from .ledger import (
    CompetenceQuerySet,
    GovernanceCaseQuerySet,
    ReceiptQuerySet,
    StopRequestQuerySet,
    WordingQuerySet,
)
from .people import MemberQuerySet, PersonQuerySet
from .timeline import TimelineQuerySet

__all__ = [
    "AgreementQuerySet",
    "AttendanceQuerySet",
    "CompetenceQuerySet",
    "CrossReferralQuerySet",
    "FamilyQuerySet",
    "GovernanceCaseQuerySet",
    "GrantQuerySet",
    "InvolvementQuerySet",
    "MemberQuerySet",
    "PersonQuerySet",
    "ReceiptQuerySet",
    "SharingDecisionQuerySet",
    "StopRequestQuerySet",
    "TimelineQuerySet",
    "ToDoQuerySet",
    "WordingQuerySet",
]
