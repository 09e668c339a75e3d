"""Whom we help: families, people, who works with them, and what they agreed to."""

from .access import ConflictOfInterest, Grant, GrantKind, Involvement, InvolvementRole
from .agreements import (
    Agreement,
    AgreementStatus,
    Capacity,
    Method,
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
from .checks import AccessCheck
from .contacts import CameOf, Contact, Direction, Way
from .cross_referrals import CrossOutcome, CrossReferral, PassedOn
from .deaths import Death, HowWeKnow
from .documents import Document, DocumentKind
from .drafts import NoteDraft
from .emergency import EmergencyAccess, Finding
from .governance import CaseKind, GovernanceCase
from .held import Source
from .homes import AddressUse, HomeKind, Residence, SafeAddress
from .identifiers import PersonIdentifier
from .inspections import ChosenHow, InspectedFamily, Inspection
from .integrated import IntegratedTeam, TeamTold
from .keys import PersonKeys
from .ledger import Article6, Article9, Competence, LawfulBasis, Purpose, Wording
from .names import NameUse, PersonName
from .needs import NeedMet, NeedsAsked, PersonNeed, StaffGender
from .notes import NoteReader, Presence
from .online import STEPS, OnlineCheck
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
from .pins import MOST_PINS, Pin
from .priorities import Basis, PriorityCheck, PriorityGroup, PriorityObservation, PriorityWording
from .receipts import Receipt, ReceiptWay, StopRequest
from .story import Section, StillRight, StoryPart, StorySource
from .support import SupportAssignment
from .timeline import EntryKind, Sensitivity, TimelineEntry
from .todo import Answer, ToDo, ToDoKind
from .warnings import WarningNote, WarningReason

__all__ = [
    "MOST_PINS",
    "STEPS",
    "AccessCheck",
    "Accuracy",
    "AddressUse",
    "Agreement",
    "AgreementStatus",
    "Allows",
    "Answer",
    "Article6",
    "Article9",
    "Attendance",
    "Basis",
    "CameOf",
    "Capacity",
    "CardWay",
    "CareArrangement",
    "CareKind",
    "CaseKind",
    "ChannelAnswer",
    "ChosenHow",
    "Competence",
    "ConflictOfInterest",
    "Contact",
    "ContactRestriction",
    "ContactScale",
    "CrossOutcome",
    "CrossReferral",
    "Death",
    "Decided",
    "Direction",
    "Document",
    "DocumentKind",
    "EmergencyAccess",
    "EntryKind",
    "Family",
    "FamilyMember",
    "FamilyStanding",
    "Finding",
    "GovernanceCase",
    "Grant",
    "GrantKind",
    "HelpOffer",
    "Holds",
    "HomeKind",
    "HowWeKnow",
    "InspectedFamily",
    "Inspection",
    "IntegratedTeam",
    "Invitation",
    "InvitationResult",
    "Invite",
    "InviteAnswer",
    "InvitedBy",
    "Involvement",
    "InvolvementRole",
    "LawfulBasis",
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
    "OnlineCheck",
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
    "Pin",
    "Presence",
    "PriorityCheck",
    "PriorityGroup",
    "PriorityObservation",
    "PriorityWording",
    "Purpose",
    "RankingObjection",
    "Receipt",
    "ReceiptWay",
    "Relationship",
    "Residence",
    "ResponsibilityBasis",
    "RestrictionKind",
    "SafeAddress",
    "Section",
    "SendRecord",
    "Sensitivity",
    "SharingAgreement",
    "SharingBasis",
    "SharingDecision",
    "Source",
    "SpokenLanguage",
    "StaffGender",
    "StillRight",
    "StopRequest",
    "StoryPart",
    "StorySource",
    "SupportAssignment",
    "TeamTold",
    "TimelineEntry",
    "ToDo",
    "ToDoKind",
    "ToldEthnicity",
    "WarningNote",
    "WarningReason",
    "Way",
    "Wording",
]
