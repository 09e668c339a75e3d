"""What happens: a request, its clock, what is in the copy, its release. Only these write."""

from .asking import begin_pause, end_pause, extend, log_request, show_identity
from .marking import black_out, gather_next, mark
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
    "release",
    "remind",
    "show_identity",
]
