"""Whom we help: families, people, who works with them, and what they agreed to."""

from .access import ConflictOfInterest, Grant, GrantKind, Involvement, InvolvementRole
from .agreements import (
    Agreement,
    AgreementStatus,
    Capacity,
    Method,
    Purpose,
    SharingAgreement,
    SharingBasis,
    SharingDecision,
)
from .attendance import Attendance
from .contacts import CameOf, Contact, Direction, Way
from .cross_referrals import CrossOutcome, CrossReferral, PassedOn
from .keys import PersonKeys
from .outreach import (
    Decided,
    FamilyStanding,
    HelpOffer,
    Invitation,
    InvitationResult,
    InvitedBy,
    RankingObjection,
)
from .own_records import OwnRecord
from .people import Family, FamilyMember, MemberRole, Person
from .priorities import (
    Basis,
    PriorityCheck,
    PriorityGroup,
    PriorityObservation,
    PriorityWording,
)
from .timeline import EntryKind, Sensitivity, TimelineEntry
from .todo import Answer, ToDo, ToDoKind

__all__ = [
    "Agreement",
    "AgreementStatus",
    "Answer",
    "Attendance",
    "Basis",
    "CameOf",
    "Capacity",
    "ConflictOfInterest",
    "Contact",
    "CrossOutcome",
    "CrossReferral",
    "Decided",
    "Direction",
    "EntryKind",
    "Family",
    "FamilyMember",
    "FamilyStanding",
    "Grant",
    "GrantKind",
    "HelpOffer",
    "Invitation",
    "InvitationResult",
    "InvitedBy",
    "Involvement",
    "InvolvementRole",
    "MemberRole",
    "Method",
    "OwnRecord",
    "PassedOn",
    "Person",
    "PersonKeys",
    "PriorityCheck",
    "PriorityGroup",
    "PriorityObservation",
    "PriorityWording",
    "Purpose",
    "RankingObjection",
    "Sensitivity",
    "SharingAgreement",
    "SharingBasis",
    "SharingDecision",
    "TimelineEntry",
    "ToDo",
    "ToDoKind",
    "Way",
]
