"""The Early Help Front Door: requests for support by any channel, and drafts of them."""

from .concerns import Answer, Basis, Concern, Outcome
from .drafts import Draft
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
    "Basis",
    "Channel",
    "Concern",
    "ContactAttempt",
    "Decision",
    "Draft",
    "FamilyAgreement",
    "Outcome",
    "ProposedMatch",
    "Referral",
    "ReferralNeed",
    "ReferralPerson",
    "SharingWish",
    "SourceCode",
    "Status",
]
