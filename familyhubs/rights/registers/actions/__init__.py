"""What happens: a request, a dispute, a breach. Only these write."""

from .asking import acknowledge, extend, log, send_in
from .breaches import (
    close_breach,
    decide_people,
    decide_regulator,
    describe,
    learn,
    name_family,
    report,
)
from .deciding import close, decide, hand_to_copies, match
from .disputing import decide_dispute, dispute
from .reminding import remind_breaches, remind_requests

__all__ = [
    "acknowledge",
    "close",
    "close_breach",
    "decide",
    "decide_dispute",
    "decide_people",
    "decide_regulator",
    "describe",
    "dispute",
    "extend",
    "hand_to_copies",
    "learn",
    "log",
    "match",
    "name_family",
    "remind_breaches",
    "remind_requests",
    "report",
    "send_in",
]
