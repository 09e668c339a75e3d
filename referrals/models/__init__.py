"""The Early Help Front Door: requests for support by any channel, and drafts of them."""

from .concerns import Answer, Concern, Outcome
from .drafts import Draft, DraftCode
from .equality import EqualityAnswer
from .files import MOST_FILES, RequestFile
from .filling import FilledIn
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
    "MOST_FILES",
    "Answer",
    "Asker",
    "Channel",
    "Concern",
    "ContactAttempt",
    "Decision",
    "Draft",
    "DraftCode",
    "EqualityAnswer",
    "FamilyAgreement",
    "FilledIn",
    "Outcome",
    "ProposedMatch",
    "Referral",
    "ReferralNeed",
    "ReferralPerson",
    "RequestFile",
    "SharingWish",
    "SourceCode",
    "Status",
]
