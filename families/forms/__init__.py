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
from .backgrounds import EthnicityForm, LanguagesForm, SendForm
from .contact import ContactForm
from .contacts import LogContactForm
from .cross_referrals import CrossOutcomeForm, PassOnForm, ReferForm
from .decisions import EndSharingDecisionForm, SharingDecisionForm
from .finding import DeskForm, FindForm, OutOfHoursForm, StartForm
from .held import AddNameForm, ChangeNameForm, ChannelsForm, EndHeldForm, IdentifierForm
from .needs import NeedMetForm, NeedsForm
from .notes import AmendForm, MemberForm, MemberLeavesForm, NoteForm
from .online import OnlineForm

__all__ = [
    "AddNameForm",
    "AgreementForm",
    "AllocateForm",
    "AmendForm",
    "AttendanceForm",
    "ChangeNameForm",
    "ChannelsForm",
    "ConflictForm",
    "ContactForm",
    "CrossOutcomeForm",
    "DeskForm",
    "EndHeldForm",
    "EndInvolvementForm",
    "EndSharingDecisionForm",
    "EthnicityForm",
    "FindForm",
    "FinishToDoForm",
    "IdentifierForm",
    "LanguagesForm",
    "LiftForm",
    "LogContactForm",
    "MemberForm",
    "MemberLeavesForm",
    "NeedMetForm",
    "NeedsForm",
    "NoteForm",
    "OnlineForm",
    "OutOfHoursForm",
    "PassOnForm",
    "ReferForm",
    "RestrictForm",
    "RiskCheckForm",
    "SendForm",
    "SharingDecisionForm",
    "StartForm",
    "WhereAndWhenForm",
    "WithdrawForm",
]
