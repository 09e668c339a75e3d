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
from .cross_referrals import CrossOutcome, CrossReferral, PassedOn
from .governance import CaseKind, GovernanceCase
from .keys import PersonKeys
from .ledger import Article6, Article9, Competence, LawfulBasis, Purpose, Wording
from .own_records import OwnRecord
from .people import Family, FamilyMember, MemberRole, Person
from .receipts import Receipt, ReceiptWay, StopRequest
from .timeline import EntryKind, Sensitivity, TimelineEntry
from .todo import Answer, ToDo, ToDoKind

__all__ = [
    "Agreement",
    "AgreementStatus",
    "Answer",
    "Article6",
    "Article9",
    "Attendance",
    "Capacity",
    "CaseKind",
    "Competence",
    "ConflictOfInterest",
    "CrossOutcome",
    "CrossReferral",
    "EntryKind",
    "Family",
    "FamilyMember",
    "GovernanceCase",
    "Grant",
    "GrantKind",
    "Involvement",
    "InvolvementRole",
    "LawfulBasis",
    "MemberRole",
    "Method",
    "OwnRecord",
    "PassedOn",
    "Person",
    "PersonKeys",
    "Purpose",
    "Receipt",
    "ReceiptWay",
    "Sensitivity",
    "SharingAgreement",
    "SharingBasis",
    "SharingDecision",
    "StopRequest",
    "TimelineEntry",
    "ToDo",
    "ToDoKind",
    "Wording",
]
