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
from .agreements import record_agreement, soon, withdraw_agreement
from .asking import ask_about, remind_agreements_running_out
from .attendance import note_attendance, take_back_attendance
from .clock import remind_stop_requests_overdue, remind_todos_overdue, watch_named_people
from .competence import record_competence
from .contact import change_contact
from .cross_referrals import pass_on, refer, say_outcome
from .decisions import decide_to_share, end_sharing_decision
from .desk import count_search, look_up, open_out_of_hours
from .governance import close_case, decide_basis, open_case, write_wording
from .notes import amend_note, note_event, write_note
from .objections import decide_objection
from .organisations import end_sharing_agreement, sign_sharing_agreement
from .receipts import give_receipt
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
from .stopping import ask_to_stop, finish_stop_request, stop_by_receipt, stop_sharing
from .teams import end_team
from .todos import finish_todo

__all__ = [
    "add_member",
    "allocate",
    "amend_note",
    "ask_about",
    "ask_to_stop",
    "change_contact",
    "close_case",
    "count_search",
    "decide_basis",
    "decide_objection",
    "decide_to_share",
    "declare_conflict",
    "end_grants",
    "end_involvement",
    "end_membership",
    "end_sharing_agreement",
    "end_sharing_decision",
    "end_team",
    "finish_stop_request",
    "finish_todo",
    "give_receipt",
    "grant",
    "hand_over",
    "keep_alone",
    "lift_conflict",
    "lift_restriction",
    "look_up",
    "note_attendance",
    "note_event",
    "open_case",
    "open_out_of_hours",
    "open_to_parents",
    "pass_on",
    "record_agreement",
    "record_competence",
    "refer",
    "remind_agreements_running_out",
    "remind_stop_requests_overdue",
    "remind_todos_overdue",
    "restrict",
    "say_outcome",
    "sign_sharing_agreement",
    "soon",
    "start_family",
    "start_with_somebody",
    "stop_by_receipt",
    "stop_sharing",
    "take_back_attendance",
    "watch_named_people",
    "withdraw_agreement",
    "write_note",
    "write_wording",
]
