"""What happens to a family's record: the only files of this app that write."""

from .access import (
    allocate,
    declare_conflict,
    end_grants,
    end_involvement,
    grant,
    hand_over,
    lift_conflict,
)
from .agreements import record_agreement, withdraw_agreement
from .contact import change_contact
from .desk import count_search, look_up
from .notes import amend_note, note_event, write_note
from .records import (
    add_member,
    end_membership,
    lift_restriction,
    restrict,
    start_family,
    start_with_somebody,
)
from .todos import finish_todo

__all__ = [
    "add_member",
    "allocate",
    "amend_note",
    "change_contact",
    "count_search",
    "declare_conflict",
    "end_grants",
    "end_involvement",
    "end_membership",
    "finish_todo",
    "grant",
    "hand_over",
    "lift_conflict",
    "lift_restriction",
    "look_up",
    "note_event",
    "record_agreement",
    "restrict",
    "start_family",
    "start_with_somebody",
    "withdraw_agreement",
    "write_note",
]
