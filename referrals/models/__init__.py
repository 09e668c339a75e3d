"""The Early Help Front Door: requests for support by any channel, and drafts of them."""

from .alone import AskedAlone, AtHome, TalkTo
from .attempts import ContactAttempt
from .chats import (
    CHAT_FOLLOWS,
    AnswerWay,
    Chat,
    ChatEnd,
    ChatEvent,
    ChatKept,
    ChatLine,
    ChatPass,
    ChatState,
    ChatWish,
    Side,
)
from .concerns import Answer, Basis, Concern, Outcome
from .decisions import (
    NATIONAL,
    AbuseLift,
    AssessedNeed,
    DecisionFacts,
    Funded,
    GivingUp,
    National,
    SafeEnquiry,
    Told,
)
from .drafts import Draft, DraftCode
from .enquiries import DeskPrompt, Did, Enquiry, EnquiryChannel, Helped
from .equality import EqualityAnswer
from .files import MOST_FILES, RequestFile
from .filling import FilledIn
from .following import SaidSince, Since
from .notices import OutcomeNotice
from .open_checks import OpenCheck
from .owed import MatchingDue, NewsDue
from .partners import PartnerRequest, PartnerToken
from .professional import ProfessionalDraft, ProfessionalReferral, ReferralKind, WhyWithout
from .requests import (
    ACCEPTING,
    ADVISING,
    DECLINING,
    Asker,
    Channel,
    Decision,
    FamilyAgreement,
    Referral,
    SourceCode,
    Status,
)
from .told import ProposedMatch, ReferralNeed, ReferralPerson, SharingWish
from .walk_ins import FOLLOWS, WalkIn, WalkInState
from .written_in import WrittenIn

__all__ = [
    "ACCEPTING",
    "ADVISING",
    "CHAT_FOLLOWS",
    "DECLINING",
    "FOLLOWS",
    "MOST_FILES",
    "NATIONAL",
    "AbuseLift",
    "Answer",
    "AnswerWay",
    "AskedAlone",
    "Asker",
    "AssessedNeed",
    "AtHome",
    "Basis",
    "Channel",
    "Chat",
    "ChatEnd",
    "ChatEvent",
    "ChatKept",
    "ChatLine",
    "ChatPass",
    "ChatState",
    "ChatWish",
    "Concern",
    "ContactAttempt",
    "Decision",
    "DecisionFacts",
    "DeskPrompt",
    "Did",
    "Draft",
    "DraftCode",
    "Enquiry",
    "EnquiryChannel",
    "EqualityAnswer",
    "FamilyAgreement",
    "FilledIn",
    "Funded",
    "GivingUp",
    "Helped",
    "MatchingDue",
    "National",
    "NewsDue",
    "OpenCheck",
    "Outcome",
    "OutcomeNotice",
    "PartnerRequest",
    "PartnerToken",
    "ProfessionalDraft",
    "ProfessionalReferral",
    "ProposedMatch",
    "Referral",
    "ReferralKind",
    "ReferralNeed",
    "ReferralPerson",
    "RequestFile",
    "SafeEnquiry",
    "SaidSince",
    "SharingWish",
    "Side",
    "Since",
    "SourceCode",
    "Status",
    "TalkTo",
    "Told",
    "WalkIn",
    "WalkInState",
    "WhyWithout",
    "WrittenIn",
]
