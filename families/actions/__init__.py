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
from .attendance import note_attendance, take_back_attendance
from .clock import remind_todos_overdue, watch_named_people
from .contact import change_contact
from .cross_referrals import pass_on, refer, say_outcome
from .decisions import decide_to_share, end_sharing_decision
from .desk import count_search, look_up, open_out_of_hours
from .notes import amend_note, note_event, write_note
from .organisations import end_sharing_agreement, sign_sharing_agreement
from .pins import pin, unpin
from .records import (
    add_member,
    end_membership,
    keep_alone,
    lift_restriction,
    open_to_parents,
    restrict,
    start_family,
    start_with_somebody,
)
from .story import still_right, tell_story
from .teams import end_team
from .todos import finish_todo

__all__ = [
    "add_member",
    "allocate",
    "amend_note",
    "change_contact",
    "count_search",
    "decide_to_share",
    "declare_conflict",
    "end_grants",
    "end_involvement",
    "end_membership",
    "end_sharing_agreement",
    "end_sharing_decision",
    "end_team",
    "finish_todo",
    "grant",
    "hand_over",
    "keep_alone",
    "lift_conflict",
    "lift_restriction",
    "look_up",
    "note_attendance",
    "note_event",
    "open_out_of_hours",
    "open_to_parents",
    "pass_on",
    "pin",
    "record_agreement",
    "refer",
    "remind_todos_overdue",
    "restrict",
    "say_outcome",
    "sign_sharing_agreement",
    "start_family",
    "start_with_somebody",
    "still_right",
    "take_back_attendance",
    "tell_story",
    "unpin",
    "watch_named_people",
    "withdraw_agreement",
    "write_note",
]
