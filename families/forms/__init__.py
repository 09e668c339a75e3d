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
from .contacts import LogContactForm
from .cross_referrals import CrossOutcomeForm, PassOnForm, ReferForm
from .decisions import EndSharingDecisionForm, SharingDecisionForm
from .finding import DeskForm, FindForm, OutOfHoursForm, StartForm
from .invitations import AtHubForm, InviteForm, ResultForm, SendForm
from .notes import AmendForm, MemberForm, MemberLeavesForm, NoteForm
from .outreach import EndObjectionForm, GroupsForm, NotNowForm, ObjectionForm, OfferForm

__all__ = [
    "AgreementForm",
    "AllocateForm",
    "AmendForm",
    "AtHubForm",
    "AttendanceForm",
    "ConflictForm",
    "ContactForm",
    "CrossOutcomeForm",
    "DeskForm",
    "EndInvolvementForm",
    "EndObjectionForm",
    "EndSharingDecisionForm",
    "FindForm",
    "FinishToDoForm",
    "GroupsForm",
    "InviteForm",
    "LiftForm",
    "LogContactForm",
    "MemberForm",
    "MemberLeavesForm",
    "NotNowForm",
    "NoteForm",
    "ObjectionForm",
    "OfferForm",
    "OutOfHoursForm",
    "PassOnForm",
    "ReferForm",
    "RestrictForm",
    "ResultForm",
    "RiskCheckForm",
    "SendForm",
    "SharingDecisionForm",
    "StartForm",
    "WhereAndWhenForm",
    "WithdrawForm",
]
