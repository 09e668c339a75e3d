"""What people may type about a family."""

from .access import (
    AllocateForm,
    ConflictForm,
    EndInvolvementForm,
    FinishToDoForm,
    LiftForm,
    RestrictForm,
    RiskCheckForm,
)
from .agreements import AgreementForm, WithdrawForm
from .attendance import AttendanceForm, WhereAndWhenForm
from .contact import ContactForm
from .cross_referrals import CrossOutcomeForm, PassOnForm, ReferForm
from .decisions import EndSharingDecisionForm, SharingDecisionForm
from .documents import DocumentForm, WithdrawDocumentForm
from .finding import DeskForm, FindForm, OutOfHoursForm, StartForm
from .notes import AmendForm, MemberForm, MemberLeavesForm
from .warnings import ReviewWarningForm, WarnForm
from .writing import AgreeForm, NoteForm

__all__ = [
    "AgreeForm",
    "AgreementForm",
    "AllocateForm",
    "AmendForm",
    "AttendanceForm",
    "ConflictForm",
    "ContactForm",
    "CrossOutcomeForm",
    "DeskForm",
    "DocumentForm",
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
    "ReviewWarningForm",
    "RiskCheckForm",
    "SharingDecisionForm",
    "StartForm",
    "WarnForm",
    "WhereAndWhenForm",
    "WithdrawDocumentForm",
    "WithdrawForm",
]
