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
    "FindForm",
    "FinishToDoForm",
    "LiftForm",
    "MemberForm",
    "MemberLeavesForm",
    "NoteForm",
    "RestrictForm",
    "RiskCheckForm",
    "StartForm",
    "WithdrawForm",
]
