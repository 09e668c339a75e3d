"""What people may type about a family."""

from .access import (
    AllocateForm,
    ClosedForm,
    ConflictForm,
    DecideObjectionForm,
    EndInvolvementForm,
    FinishToDoForm,
    LiftForm,
    RestrictForm,
    ReviewEmergencyForm,
    RiskCheckForm,
)
from .agreements import AgreementForm, CompetenceForm, WithdrawForm
from .attendance import AttendanceForm, WhereAndWhenForm
from .backgrounds import EthnicityForm, LanguagesForm, SendStatusForm
from .care import CareForm, InviteAnswerForm, OtherParentForm, ResponsibilityForm, RestrictionForm
from .contact import ContactForm
from .contacts import LogContactForm
from .cross_referrals import CrossOutcomeForm, PassOnForm, ReferForm
from .deaths import DeathForm, UndoDeathForm
from .decisions import EndSharingDecisionForm, SharingDecisionForm
from .documents import DocumentForm, WithdrawDocumentForm
from .finding import DeskForm, EmergencyForm, FindForm, OutOfHoursForm, StartForm
from .governance import BasisForm, CaseForm, CloseCaseForm, FindRecordForm, WordingForm
from .held import AddNameForm, ChangeNameForm, ChannelsForm, EndHeldForm, IdentifierForm
from .homes import HomeForm, ReadSafeAddressForm, SafeAddressForm
from .integrated import ObjectToTeamForm, TellOfTeamForm
from .invitations import AtHubForm, InviteForm, ResultForm, SendForm
from .looks import LooksFilter, LooksForForm
from .needs import NeedMetForm, NeedsForm
from .notes import AmendForm, MemberForm, MemberLeavesForm
from .online import OnlineForm
from .outreach import EndObjectionForm, GroupsForm, NotNowForm, ObjectionForm, OfferForm
from .people import BirthForm, NetworkForm, PersonForm, RelateForm
from .receipts import ReceiptForm
from .said import EndForm
from .stopping import FinishStopRequestForm, StopSharingForm
from .story import StoryForm
from .timeline import TimelineFilterForm
from .visitors import ActForForm, CheckInForm, DecideInspectionForm, EndEarlyForm, InspectionForm
from .warnings import ReviewWarningForm, WarnForm
from .writing import AgreeForm, NoteForm

__all__ = [
    "ActForForm",
    "AddNameForm",
    "AgreeForm",
    "AgreementForm",
    "AllocateForm",
    "AmendForm",
    "AtHubForm",
    "AttendanceForm",
    "BasisForm",
    "BirthForm",
    "CareForm",
    "CaseForm",
    "ChangeNameForm",
    "ChannelsForm",
    "CheckInForm",
    "CloseCaseForm",
    "ClosedForm",
    "CompetenceForm",
    "ConflictForm",
    "ContactForm",
    "CrossOutcomeForm",
    "DeathForm",
    "DecideInspectionForm",
    "DecideObjectionForm",
    "DeskForm",
    "DocumentForm",
    "EmergencyForm",
    "EndEarlyForm",
    "EndForm",
    "EndHeldForm",
    "EndInvolvementForm",
    "EndObjectionForm",
    "EndSharingDecisionForm",
    "EthnicityForm",
    "FindForm",
    "FindRecordForm",
    "FinishStopRequestForm",
    "FinishToDoForm",
    "GroupsForm",
    "HomeForm",
    "IdentifierForm",
    "InspectionForm",
    "InviteAnswerForm",
    "InviteForm",
    "LanguagesForm",
    "LiftForm",
    "LogContactForm",
    "LooksFilter",
    "LooksForForm",
    "MemberForm",
    "MemberLeavesForm",
    "NeedMetForm",
    "NeedsForm",
    "NetworkForm",
    "NotNowForm",
    "NoteForm",
    "ObjectToTeamForm",
    "ObjectionForm",
    "OfferForm",
    "OnlineForm",
    "OtherParentForm",
    "OutOfHoursForm",
    "PassOnForm",
    "PersonForm",
    "ReadSafeAddressForm",
    "ReceiptForm",
    "ReferForm",
    "RelateForm",
    "ResponsibilityForm",
    "RestrictForm",
    "RestrictionForm",
    "ResultForm",
    "ReviewEmergencyForm",
    "ReviewWarningForm",
    "RiskCheckForm",
    "SafeAddressForm",
    "SendForm",
    "SendStatusForm",
    "SharingDecisionForm",
    "StartForm",
    "StopSharingForm",
    "StoryForm",
    "TellOfTeamForm",
    "TimelineFilterForm",
    "UndoDeathForm",
    "WarnForm",
    "WhereAndWhenForm",
    "WithdrawDocumentForm",
    "WithdrawForm",
    "WordingForm",
]
