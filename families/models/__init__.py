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
from .bonds import Contact, LivesWith, NetworkKind, NetworkMember, Relationship
from .care import (
    Basis,
    CareArrangement,
    CareKind,
    ContactRestriction,
    Holds,
    Invite,
    InviteAnswer,
    OtherParent,
    OtherParentAnswer,
    ParentalResponsibility,
    RestrictionKind,
)
from .cross_referrals import CrossOutcome, CrossReferral, PassedOn
from .homes import AddressUse, HomeKind, Residence, SafeAddress
from .keys import PersonKeys
from .own_records import OwnRecord
from .people import Accuracy, Family, FamilyMember, MayBeTold, MemberRole, Person
from .timeline import EntryKind, Sensitivity, TimelineEntry
from .todo import Answer, ToDo, ToDoKind

__all__ = [
    "Accuracy",
    "AddressUse",
    "Agreement",
    "AgreementStatus",
    "Answer",
    "Attendance",
    "Basis",
    "Capacity",
    "CareArrangement",
    "CareKind",
    "ConflictOfInterest",
    "Contact",
    "ContactRestriction",
    "CrossOutcome",
    "CrossReferral",
    "EntryKind",
    "Family",
    "FamilyMember",
    "Grant",
    "GrantKind",
    "Holds",
    "HomeKind",
    "Invite",
    "InviteAnswer",
    "Involvement",
    "InvolvementRole",
    "LivesWith",
    "MayBeTold",
    "MemberRole",
    "Method",
    "NetworkKind",
    "NetworkMember",
    "OtherParent",
    "OtherParentAnswer",
    "OwnRecord",
    "ParentalResponsibility",
    "PassedOn",
    "Person",
    "PersonKeys",
    "Purpose",
    "Relationship",
    "Residence",
    "RestrictionKind",
    "SafeAddress",
    "Sensitivity",
    "SharingAgreement",
    "SharingBasis",
    "SharingDecision",
    "TimelineEntry",
    "ToDo",
    "ToDoKind",
]
