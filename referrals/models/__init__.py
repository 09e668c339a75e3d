"""The Early Help Front Door: requests for support by any channel, and drafts of them."""

from .concerns import Answer, Concern, Outcome
from .drafts import Draft
from .notices import OutcomeNotice
from .open_checks import OpenCheck
from .partners import PartnerRequest, PartnerToken
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

__all__ = [
    "ACCEPTING",
    "ADVISING",
    "DECLINING",
    "Answer",
    "Asker",
    "Channel",
    "Concern",
    "ContactAttempt",
    "Decision",
    "Draft",
    "FamilyAgreement",
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
    "SharingWish",
    "SourceCode",
    "Status",
    "WhyWithout",
]
