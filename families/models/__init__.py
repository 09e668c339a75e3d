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
from .contacts import REACHED, CameOf, Contact, Direction, Way
from .cross_referrals import CrossOutcome, CrossReferral, PassedOn
from .held import Source
from .identifiers import PersonIdentifier
from .keys import PersonKeys
from .names import NameUse, PersonName
from .own_records import OwnRecord
from .people import Family, FamilyMember, MemberRole, Person
from .timeline import EntryKind, Sensitivity, TimelineEntry
from .todo import Answer, ToDo, ToDoKind

__all__ = [
    "REACHED",
    "Agreement",
    "AgreementStatus",
    "Answer",
    "Attendance",
    "CameOf",
    "Capacity",
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
    "OwnRecord",
    "PassedOn",
    "Person",
    "PersonIdentifier",
    "PersonKeys",
    "PersonName",
    "Purpose",
    "Sensitivity",
    "SharingAgreement",
    "SharingBasis",
    "SharingDecision",
    "Source",
    "TimelineEntry",
    "ToDo",
    "ToDoKind",
    "Way",
]
