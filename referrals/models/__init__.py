"""The Early Help Front Door: requests for support by any channel, and drafts of them."""

from .drafts import Draft
from .requests import (
    Asker,
    Channel,
    Decision,
    ProposedMatch,
    Referral,
    ReferralNeed,
    ReferralPerson,
    SharingWish,
    SourceCode,
    Status,
)

__all__ = [
    "Asker",
    "Channel",
    "Decision",
    "Draft",
    "ProposedMatch",
    "Referral",
    "ReferralNeed",
    "ReferralPerson",
    "SharingWish",
    "SourceCode",
    "Status",
]
