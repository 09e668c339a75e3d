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
from .contact import ContactForm
from .decisions import EndSharingDecisionForm, SharingDecisionForm
from .finding import DeskForm, FindForm, StartForm
from .notes import AmendForm, MemberForm, MemberLeavesForm, NoteForm

__all__ = [
    "AgreementForm",
    "AllocateForm",
    "AmendForm",
    "ConflictForm",
    "ContactForm",
    "DeskForm",
    "EndInvolvementForm",
    "EndSharingDecisionForm",
    "FindForm",
    "FinishToDoForm",
    "LiftForm",
    "MemberForm",
    "MemberLeavesForm",
    "NoteForm",
    "RestrictForm",
    "RiskCheckForm",
    "SharingDecisionForm",
    "StartForm",
    "WithdrawForm",
]
