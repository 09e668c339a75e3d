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
from .contacts import ContactQuerySet
from .cross_referrals import CrossReferralQuerySet
from .deaths import DeathQuerySet
from .documents import DocumentQuerySet
from .drafts import NoteDraftQuerySet
from .families import FamilyQuerySet
from .held import HeldQuerySet, IdentifierQuerySet
from .ledger import (
    CompetenceQuerySet,
    GovernanceCaseQuerySet,
    ReceiptQuerySet,
    StopRequestQuerySet,
    WordingQuerySet,
)
from .names import NameQuerySet
from .online import OnlineQuerySet
from .people import MemberQuerySet, PersonQuerySet
from .priorities import (
    ObservationQuerySet,
    PartOfPrioritiesQuerySet,
    PriorityGroupQuerySet,
    StandingQuerySet,
)
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
from .story import StoryQuerySet
from .timeline import TimelineQuerySet
from .visitors import (
    InspectedFamilyQuerySet,
    InspectionQuerySet,
    SupportAssignmentQuerySet,
    TeamToldQuerySet,
)
from .warnings import WarningNoteQuerySet, WarningReasonQuerySet

__all__ = [
    "AgreementQuerySet",
    "AttendanceQuerySet",
    "CareQuerySet",
    "CompetenceQuerySet",
    "ContactQuerySet",
    "CrossReferralQuerySet",
    "DeathQuerySet",
    "DocumentQuerySet",
    "EmergencyAccessQuerySet",
    "FamilyQuerySet",
    "GovernanceCaseQuerySet",
    "GrantQuerySet",
    "HeldQuerySet",
    "IdentifierQuerySet",
    "InspectedFamilyQuerySet",
    "InspectionQuerySet",
    "InvolvementQuerySet",
    "MemberQuerySet",
    "NameQuerySet",
    "NetworkQuerySet",
    "NoteDraftQuerySet",
    "ObservationQuerySet",
    "OnlineQuerySet",
    "OtherParentQuerySet",
    "PartOfPrioritiesQuerySet",
    "PersonQuerySet",
    "PriorityGroupQuerySet",
    "ReceiptQuerySet",
    "RelationshipQuerySet",
    "ResidenceQuerySet",
    "ResponsibilityQuerySet",
    "RestrictionQuerySet",
    "SafeAddressQuerySet",
    "SaidQuerySet",
    "SharingDecisionQuerySet",
    "StandingQuerySet",
    "StopRequestQuerySet",
    "StoryQuerySet",
    "SupportAssignmentQuerySet",
    "TeamToldQuerySet",
    "TimelineQuerySet",
    "ToDoQuerySet",
    "WarningNoteQuerySet",
    "WarningReasonQuerySet",
    "WordingQuerySet",
]
