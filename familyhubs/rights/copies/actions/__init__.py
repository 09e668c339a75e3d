"""What happens: a request, its clock, what is in the copy, its release. Only these write."""

from .asking import begin_pause, end_pause, extend, log_request, show_identity
from .linking import send_link, take_back, withdraw_links
from .marking import black_out, gather_next, mark, needs_a_yes, record_yes, see_file, uncover
from .releasing import agree, draw_next, release
from .reminding import remind

__all__ = [
    "agree",
    "begin_pause",
    "black_out",
    "draw_next",
    "end_pause",
    "extend",
    "gather_next",
    "log_request",
    "mark",
    "needs_a_yes",
    "record_yes",
    "release",
    "remind",
    "see_file",
    "send_link",
    "show_identity",
    "take_back",
    "uncover",
    "withdraw_links",
]
