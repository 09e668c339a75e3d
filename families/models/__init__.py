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
from .channels import Allows, CardWay, ChannelAnswer
from .contacts import REACHED, CameOf, Contact, Direction, Way
from .cross_referrals import CrossOutcome, CrossReferral, PassedOn
from .held import Source
from .identifiers import PersonIdentifier
from .keys import PersonKeys
from .names import NameUse, PersonName
from .needs import NeedMet, NeedsAsked, PersonNeed, StaffGender
from .online import STEPS, OnlineCheck
from .own_records import OwnRecord
from .people import Family, FamilyMember, MemberRole, Person
from .timeline import EntryKind, Sensitivity, TimelineEntry
from .todo import Answer, ToDo, ToDoKind

__all__ = [
    "REACHED",
    "STEPS",
    "Agreement",
    "AgreementStatus",
    "Allows",
    "Answer",
    "Attendance",
    "CameOf",
    "Capacity",
    "CardWay",
    "ChannelAnswer",
    "ConflictOfInterest",
    "Contact",
    "CrossOutcome",
    "CrossReferral",
    "Direction",
    "EntryKind",
    "Family",
    "FamilyMember",
    "Grant",
    "GrantKind",
    "Involvement",
    "InvolvementRole",
    "MemberRole",
    "Method",
    "NameUse",
    "NeedMet",
    "NeedsAsked",
    "OnlineCheck",
    "OwnRecord",
    "PassedOn",
    "Person",
    "PersonIdentifier",
    "PersonKeys",
    "PersonName",
    "PersonNeed",
    "Purpose",
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
