"""The Early Help Front Door: requests for support by any channel, and drafts of them."""

from .attempts import ContactAttempt
from .concerns import Answer, Concern, Outcome
from .decisions import (
    NATIONAL,
    AssessedNeed,
    DecisionFacts,
    Funded,
    GivingUp,
    National,
    SafeEnquiry,
    Told,
)
from .drafts import Draft
from .requests import (
    ACCEPTING,
    ADVISING,
    DECLINING,
    Asker,
    Channel,
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
    "NATIONAL",
    "Answer",
    "Asker",
    "AssessedNeed",
    "Channel",
    "Concern",
    "ContactAttempt",
    "Decision",
    "DecisionFacts",
    "Draft",
    "FamilyAgreement",
    "Funded",
    "GivingUp",
    "National",
    "Outcome",
    "ProposedMatch",
    "Referral",
    "ReferralNeed",
    "ReferralPerson",
    "SafeEnquiry",
    "SharingWish",
    "SourceCode",
    "Status",
    "Told",
]
