"""What happens: pairs, proposals, merges, undoing. Only these write."""

from .joining import join, part
from .merging import decide, propose, what_would_happen
from .pairs import find_pairs, reject, say_same
from .undoing import ask_to_undo, refuse_undo, undo, written_since

__all__ = [
    "ask_to_undo",
    "decide",
    "find_pairs",
    "join",
    "part",
    "propose",
    "refuse_undo",
    "reject",
    "say_same",
    "undo",
    "what_would_happen",
    "written_since",
]
