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
from .bonds import add_to_network, relate
from .care import add_other_parent, answer_for, arrange_care, invite, restrain, say_other_parent
from .clock import remind_todos_overdue, watch_named_people
from .contact import change_contact
from .cross_referrals import pass_on, refer, say_outcome
from .decisions import decide_to_share, end_sharing_decision
from .desk import count_search, look_up, open_out_of_hours
from .homes import hide_address, move
from .notes import amend_note, note_event, write_note
from .organisations import end_sharing_agreement, sign_sharing_agreement
from .people import change_person, note_birth
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
from .said import end_said
from .teams import end_team
from .todos import finish_todo

__all__ = [
    "add_member",
    "add_other_parent",
    "add_to_network",
    "allocate",
    "amend_note",
    "answer_for",
    "arrange_care",
    "change_contact",
    "change_person",
    "count_search",
    "decide_to_share",
    "declare_conflict",
    "end_grants",
    "end_involvement",
    "end_membership",
    "end_said",
    "end_sharing_agreement",
    "end_sharing_decision",
    "end_team",
    "finish_todo",
    "grant",
    "hand_over",
    "hide_address",
    "invite",
    "keep_alone",
    "lift_conflict",
    "lift_restriction",
    "look_up",
    "move",
    "note_attendance",
    "note_birth",
    "note_event",
    "open_out_of_hours",
    "open_to_parents",
    "pass_on",
    "record_agreement",
    "refer",
    "relate",
    "remind_todos_overdue",
    "restrain",
    "restrict",
    "say_other_parent",
    "say_outcome",
    "sign_sharing_agreement",
    "start_family",
    "start_with_somebody",
    "take_back_attendance",
    "watch_named_people",
    "withdraw_agreement",
    "write_note",
]
