"""What people may type about a family."""

from .access import (
    AllocateForm,
    ClosedForm,
    ConflictForm,
    EndInvolvementForm,
    FinishToDoForm,
    LiftForm,
    RestrictForm,
    ReviewEmergencyForm,
    RiskCheckForm,
)
from .agreements import AgreementForm, WithdrawForm
from .attendance import AttendanceForm, WhereAndWhenForm
from .contact import ContactForm
from .cross_referrals import CrossOutcomeForm, PassOnForm, ReferForm
from .decisions import EndSharingDecisionForm, SharingDecisionForm
from .finding import DeskForm, EmergencyForm, FindForm, OutOfHoursForm, StartForm
from .notes import AmendForm, MemberForm, MemberLeavesForm, NoteForm

__all__ = [
    "AgreementForm",
    "AllocateForm",
    "AmendForm",
    "AttendanceForm",
    "ClosedForm",
    "ConflictForm",
    "ContactForm",
    "CrossOutcomeForm",
    "DeskForm",
    "EmergencyForm",
    "EndInvolvementForm",
    "EndSharingDecisionForm",
    "FindForm",
    "FinishToDoForm",
    "LiftForm",
    "MemberForm",
    "MemberLeavesForm",
    "NoteForm",
    "OutOfHoursForm",
    "PassOnForm",
    "ReferForm",
    "RestrictForm",
    "ReviewEmergencyForm",
    "RiskCheckForm",
    "SharingDecisionForm",
    "StartForm",
    "WhereAndWhenForm",
    "WithdrawForm",
]
