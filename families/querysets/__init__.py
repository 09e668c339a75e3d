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
from .documents import DocumentQuerySet
from .drafts import NoteDraftQuerySet
from .families import FamilyQuerySet
from .people import MemberQuerySet, PersonQuerySet
from .timeline import TimelineQuerySet
from .warnings import WarningNoteQuerySet, WarningReasonQuerySet

__all__ = [
    "AgreementQuerySet",
    "AttendanceQuerySet",
    "CrossReferralQuerySet",
    "DocumentQuerySet",
    "FamilyQuerySet",
    "GrantQuerySet",
    "InvolvementQuerySet",
    "MemberQuerySet",
    "NoteDraftQuerySet",
    "PersonQuerySet",
    "SharingDecisionQuerySet",
    "TimelineQuerySet",
    "ToDoQuerySet",
    "WarningNoteQuerySet",
    "WarningReasonQuerySet",
]
