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
from .care import CareForm, InviteAnswerForm, OtherParentForm, ResponsibilityForm, RestrictionForm
from .contact import ContactForm
from .contacts import LogContactForm
from .cross_referrals import CrossOutcomeForm, PassOnForm, ReferForm
from .decisions import EndSharingDecisionForm, SharingDecisionForm
from .finding import DeskForm, FindForm, OutOfHoursForm, StartForm
from .homes import HomeForm, ReadSafeAddressForm, SafeAddressForm
from .invitations import AtHubForm, InviteForm, ResultForm, SendForm
from .notes import AmendForm, MemberForm, MemberLeavesForm
from .outreach import EndObjectionForm, GroupsForm, NotNowForm, ObjectionForm, OfferForm
from .people import BirthForm, NetworkForm, PersonForm, RelateForm
from .said import EndForm
from .writing import AgreeForm, NoteForm

__all__ = [
    "AgreeForm",
    "AgreementForm",
    "AllocateForm",
    "AmendForm",
    "AtHubForm",
    "AttendanceForm",
    "BirthForm",
    "CareForm",
    "ConflictForm",
    "ContactForm",
    "CrossOutcomeForm",
    "DeskForm",
    "EndForm",
    "EndInvolvementForm",
    "EndObjectionForm",
    "EndSharingDecisionForm",
    "FindForm",
    "FinishToDoForm",
    "GroupsForm",
    "HomeForm",
    "InviteAnswerForm",
    "InviteForm",
    "LiftForm",
    "LogContactForm",
    "MemberForm",
    "MemberLeavesForm",
    "NetworkForm",
    "NotNowForm",
    "NoteForm",
    "ObjectionForm",
    "OfferForm",
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
    "ResultForm",
    "RiskCheckForm",
    "SafeAddressForm",
    "SendForm",
    "SharingDecisionForm",
    "StartForm",
    "WhereAndWhenForm",
    "WithdrawForm",
]
