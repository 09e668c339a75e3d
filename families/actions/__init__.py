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
from .documents import add_document, withdraw_document
from .drafts import KEPT_FOR, delete_expired_note_drafts, forget_draft, keep_draft, typed_in
from .notes import AlreadyWritten, amend_note, note_event, write_note
from .organisations import end_sharing_agreement, sign_sharing_agreement
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
from .supervising import agree, hand_in, send_back
from .teams import end_team
from .todos import finish_todo
from .warnings import end_warning, keep_warning, remind_warnings_due, warn

__all__ = [
    "KEPT_FOR",
    "AlreadyWritten",
    "add_document",
    "add_member",
    "agree",
    "allocate",
    "amend_note",
    "change_contact",
    "count_search",
    "decide_to_share",
    "declare_conflict",
    "delete_expired_note_drafts",
    "end_grants",
    "end_involvement",
    "end_membership",
    "end_sharing_agreement",
    "end_sharing_decision",
    "end_team",
    "end_warning",
    "finish_todo",
    "forget_draft",
    "grant",
    "hand_in",
    "hand_over",
    "keep_alone",
    "keep_draft",
    "keep_warning",
    "lift_conflict",
    "lift_restriction",
    "look_up",
    "note_attendance",
    "note_event",
    "open_out_of_hours",
    "open_to_parents",
    "pass_on",
    "record_agreement",
    "refer",
    "remind_todos_overdue",
    "remind_warnings_due",
    "restrict",
    "say_outcome",
    "send_back",
    "sign_sharing_agreement",
    "start_family",
    "start_with_somebody",
    "take_back_attendance",
    "typed_in",
    "warn",
    "watch_named_people",
    "withdraw_agreement",
    "withdraw_document",
    "write_note",
]
