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
from .documents import Document, DocumentKind
from .drafts import NoteDraft
from .keys import PersonKeys
from .notes import NoteReader, Presence
from .own_records import OwnRecord
from .people import Family, FamilyMember, MemberRole, Person
from .timeline import EntryKind, Sensitivity, TimelineEntry
from .todo import Answer, ToDo, ToDoKind
from .warnings import WarningNote, WarningReason

__all__ = [
    "Agreement",
    "AgreementStatus",
    "Answer",
    "Attendance",
    "Capacity",
    "ConflictOfInterest",
    "CrossOutcome",
    "CrossReferral",
    "Document",
    "DocumentKind",
    "EntryKind",
    "Family",
    "FamilyMember",
    "Grant",
    "GrantKind",
    "Involvement",
    "InvolvementRole",
    "MemberRole",
    "Method",
    "NoteDraft",
    "NoteReader",
    "OwnRecord",
    "PassedOn",
    "Person",
    "PersonKeys",
    "Presence",
    "Purpose",
    "Sensitivity",
    "SharingAgreement",
    "SharingBasis",
    "SharingDecision",
    "TimelineEntry",
    "ToDo",
    "ToDoKind",
    "WarningNote",
    "WarningReason",
]
