"""The registers: what is asked, what is disputed, what went wrong."""

from .breaches import Breach, BreachFamily, DataKind, Harm
from .disputes import Dispute, Fact, Outcome
from .requests import Against, Asker, Came, Decision, Ground, Kind, RightsRequest

__all__ = [
    "Against",
    "Asker",
    "Breach",
    "BreachFamily",
    "Came",
    "DataKind",
    "Decision",
    "Dispute",
    "Fact",
    "Ground",
    "Harm",
    "Kind",
    "Outcome",
    "RightsRequest",
]
