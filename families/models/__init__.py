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
from .backgrounds import SendRecord, SpokenLanguage, ToldEthnicity
from .bonds import ContactScale, LivesWith, NetworkKind, NetworkMember, Relationship
from .care import (
    CareArrangement,
    CareKind,
    ContactRestriction,
    Holds,
    Invite,
    InviteAnswer,
    OtherParent,
    OtherParentAnswer,
    ParentalResponsibility,
    ResponsibilityBasis,
    RestrictionKind,
)
from .channels import Allows, CardWay, ChannelAnswer
from .contacts import REACHED, CameOf, Contact, Direction, Way
from .cross_referrals import CrossOutcome, CrossReferral, PassedOn
from .drafts import NoteDraft
from .held import Source
from .homes import AddressUse, HomeKind, Residence, SafeAddress
from .identifiers import PersonIdentifier
from .keys import PersonKeys
from .names import NameUse, PersonName
from .needs import NeedMet, NeedsAsked, PersonNeed, StaffGender
from .notes import NoteReader, Presence
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
from .people import Accuracy, Family, FamilyMember, MayBeTold, MemberRole, Person
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
    "REACHED",
    "Accuracy",
    "AddressUse",
    "Agreement",
    "AgreementStatus",
    "Allows",
    "Answer",
    "Attendance",
    "Basis",
    "CameOf",
    "Capacity",
    "CardWay",
    "CareArrangement",
    "CareKind",
    "ChannelAnswer",
    "ConflictOfInterest",
    "Contact",
    "ContactRestriction",
    "ContactScale",
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
    "Holds",
    "HomeKind",
    "Invitation",
    "InvitationResult",
    "Invite",
    "InviteAnswer",
    "InvitedBy",
    "Involvement",
    "InvolvementRole",
    "LivesWith",
    "MayBeTold",
    "MemberRole",
    "Method",
    "NameUse",
    "NeedMet",
    "NeedsAsked",
    "NetworkKind",
    "NetworkMember",
    "NoteDraft",
    "NoteReader",
    "OtherParent",
    "OtherParentAnswer",
    "OwnRecord",
    "ParentalResponsibility",
    "PassedOn",
    "Person",
    "PersonIdentifier",
    "PersonKeys",
    "PersonName",
    "PersonNeed",
    "Presence",
    "PriorityCheck",
    "PriorityGroup",
    "PriorityObservation",
    "PriorityWording",
    "Purpose",
    "RankingObjection",
    "Relationship",
    "Residence",
    "ResponsibilityBasis",
    "RestrictionKind",
    "SafeAddress",
    "SendRecord",
    "Sensitivity",
    "SharingAgreement",
    "SharingBasis",
    "SharingDecision",
    "Source",
    "SpokenLanguage",
    "StaffGender",
    "TimelineEntry",
    "ToDo",
    "ToDoKind",
    "ToldEthnicity",
    "Way",
]
