"""The Early Help Front Door: requests for support by any channel, and drafts of them."""

from .concerns import Answer, Concern, Outcome
from .drafts import Draft, DraftCode
from .enquiries import DeskPrompt, Did, Enquiry, EnquiryChannel, Helped
from .equality import EqualityAnswer
from .files import MOST_FILES, RequestFile
from .filling import FilledIn
from .following import SaidSince, Since
from .notices import OutcomeNotice
from .open_checks import OpenCheck
from .professional import ProfessionalDraft, ProfessionalReferral, ReferralKind, WhyWithout
from .requests import (
    ACCEPTING,
    ADVISING,
    DECLINING,
    Asker,
    Channel,
    ContactAttempt,
    Decision,
    FamilyAgreement,
    ProposedMatch,
    Referral,
    ReferralNeed,
    ReferralPerson,
    SharingWish,
    SourceCode,
    Status,
)
from .walk_ins import FOLLOWS, WalkIn, WalkInState

__all__ = [
    "ACCEPTING",
    "ADVISING",
    "DECLINING",
    "FOLLOWS",
    "MOST_FILES",
    "Answer",
    "Asker",
    "Channel",
    "Concern",
    "ContactAttempt",
    "Decision",
    "DeskPrompt",
    "Did",
    "Draft",
    "DraftCode",
    "Enquiry",
    "EnquiryChannel",
    "EqualityAnswer",
    "FamilyAgreement",
    "FilledIn",
    "Helped",
    "OpenCheck",
    "Outcome",
    "OutcomeNotice",
    "ProfessionalDraft",
    "ProfessionalReferral",
    "ProposedMatch",
    "Referral",
    "ReferralKind",
    "ReferralNeed",
    "ReferralPerson",
    "RequestFile",
    "SaidSince",
    "SharingWish",
    "Since",
    "SourceCode",
    "Status",
    "WalkIn",
    "WalkInState",
    "WhyWithout",
]
