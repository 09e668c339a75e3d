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
from .finding import DeskForm, FindForm, OutOfHoursForm, StartForm
from .notes import AmendForm, MemberForm, MemberLeavesForm, NoteForm
from .story import StoryForm
from .timeline import TimelineFilterForm

__all__ = [
    "AgreementForm",
    "AllocateForm",
    "AmendForm",
    "AttendanceForm",
    "ConflictForm",
    "ContactForm",
    "CrossOutcomeForm",
    "DeskForm",
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
    "RiskCheckForm",
    "SharingDecisionForm",
    "StartForm",
    "StoryForm",
    "TimelineFilterForm",
    "WhereAndWhenForm",
    "WithdrawForm",
]
