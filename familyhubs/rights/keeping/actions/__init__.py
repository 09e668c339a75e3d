"""What happens: the schedule, holds, batches, erasure. Only these write."""

from .batches import MOST, decide_batch, keep_longer, propose_batch
from .erasing import checksum, erase_next, find_due, finish_batches, forget_old_looks
from .holding import lift_hold, place_hold
from .ruling import decide_change, propose_change

__all__ = [
    "MOST",
    "checksum",
    "decide_batch",
    "decide_change",
    "erase_next",
    "find_due",
    "finish_batches",
    "forget_old_looks",
    "keep_longer",
    "lift_hold",
    "place_hold",
    "propose_batch",
    "propose_change",
]
