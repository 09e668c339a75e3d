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
from .cross_referrals import CrossOutcome, CrossReferral, PassedOn
from .keys import PersonKeys
from .own_records import OwnRecord
from .people import Family, FamilyMember, MemberRole, Person
from .pins import MOST_PINS, Pin
from .story import Section, StillRight, StoryPart, StorySource
from .timeline import EntryKind, Sensitivity, TimelineEntry
from .todo import Answer, ToDo, ToDoKind

__all__ = [
    "MOST_PINS",
    "Agreement",
    "AgreementStatus",
    "Answer",
    "Attendance",
    "Capacity",
    "ConflictOfInterest",
    "CrossOutcome",
    "CrossReferral",
    "EntryKind",
    "Family",
    "FamilyMember",
    "Grant",
    "GrantKind",
    "Involvement",
    "InvolvementRole",
    "MemberRole",
    "Method",
    "OwnRecord",
    "PassedOn",
    "Person",
    "PersonKeys",
    "Pin",
    "Purpose",
    "Section",
    "Sensitivity",
    "SharingAgreement",
    "SharingBasis",
    "SharingDecision",
    "StillRight",
    "StoryPart",
    "StorySource",
    "TimelineEntry",
    "ToDo",
    "ToDoKind",
]
