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
from .care import CareForm, InviteForm, OtherParentForm, ResponsibilityForm, RestrictionForm
from .contact import ContactForm
from .cross_referrals import CrossOutcomeForm, PassOnForm, ReferForm
from .decisions import EndSharingDecisionForm, SharingDecisionForm
from .finding import DeskForm, FindForm, OutOfHoursForm, StartForm
from .homes import HomeForm, ReadSafeAddressForm, SafeAddressForm
from .notes import AmendForm, MemberForm, MemberLeavesForm, NoteForm
from .people import BirthForm, NetworkForm, PersonForm, RelateForm
from .said import EndForm

__all__ = [
    "AgreementForm",
    "AllocateForm",
    "AmendForm",
    "AttendanceForm",
    "BirthForm",
    "CareForm",
    "ConflictForm",
    "ContactForm",
    "CrossOutcomeForm",
    "DeskForm",
    "EndForm",
    "EndInvolvementForm",
    "EndSharingDecisionForm",
    "FindForm",
    "FinishToDoForm",
    "HomeForm",
    "InviteForm",
    "LiftForm",
    "MemberForm",
    "MemberLeavesForm",
    "NetworkForm",
    "NoteForm",
    "OtherParentForm",
    "OutOfHoursForm",
    "PassOnForm",
    "PersonForm",
    "ReadSafeAddressForm",
    "ReferForm",
    "RelateForm",
    "ResponsibilityForm",
    "RestrictForm",
    "RestrictionForm",
    "RiskCheckForm",
    "SafeAddressForm",
    "SharingDecisionForm",
    "StartForm",
    "WhereAndWhenForm",
    "WithdrawForm",
]
