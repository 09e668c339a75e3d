"""The Early Help Front Door: requests for support by any channel, and drafts of them."""

from .concerns import Answer, Concern, Outcome
from .drafts import Draft
from .enquiries import DeskPrompt, Did, Enquiry, EnquiryChannel, Helped
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
    "Answer",
    "Asker",
    "Channel",
    "Concern",
    "ContactAttempt",
    "Decision",
    "DeskPrompt",
    "Did",
    "Draft",
    "Enquiry",
    "EnquiryChannel",
    "FamilyAgreement",
    "Helped",
    "Outcome",
    "ProposedMatch",
    "Referral",
    "ReferralNeed",
    "ReferralPerson",
    "SharingWish",
    "SourceCode",
    "Status",
    "WalkIn",
    "WalkInState",
]
