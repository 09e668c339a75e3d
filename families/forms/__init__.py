"""What people may type about a family."""

from .access import (
    AllocateForm,
    ConflictForm,
    EndInvolvementForm,
    FinishToDoForm,
    LiftForm,
    ObjectionForm,
    RestrictForm,
    RiskCheckForm,
)
from .agreements import AgreementForm, CompetenceForm, WithdrawForm
from .attendance import AttendanceForm, WhereAndWhenForm
from .contact import ContactForm
from .cross_referrals import CrossOutcomeForm, PassOnForm, ReferForm
from .decisions import EndSharingDecisionForm, SharingDecisionForm
from .finding import DeskForm, FindForm, OutOfHoursForm, StartForm
from .governance import BasisForm, CaseForm, CloseCaseForm, FindRecordForm, WordingForm
from .looks import LooksFilter, LooksForForm
from .notes import AmendForm, MemberForm, MemberLeavesForm, NoteForm
from .receipts import ReceiptForm
from .stopping import FinishStopRequestForm, StopSharingForm

__all__ = [
    "AgreementForm",
    "AllocateForm",
    "AmendForm",
    "AttendanceForm",
    "BasisForm",
    "CaseForm",
    "CloseCaseForm",
    "CompetenceForm",
    "ConflictForm",
    "ContactForm",
    "CrossOutcomeForm",
    "DeskForm",
    "EndInvolvementForm",
    "EndSharingDecisionForm",
    "FindForm",
    "FindRecordForm",
    "FinishStopRequestForm",
    "FinishToDoForm",
    "LiftForm",
    "LooksFilter",
    "LooksForForm",
    "MemberForm",
    "MemberLeavesForm",
    "NoteForm",
    "ObjectionForm",
    "OutOfHoursForm",
    "PassOnForm",
    "ReceiptForm",
    "ReferForm",
    "RestrictForm",
    "RiskCheckForm",
    "SharingDecisionForm",
    "StartForm",
    "StopSharingForm",
    "WhereAndWhenForm",
    "WithdrawForm",
    "WordingForm",
]
