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
from .backgrounds import change_send, set_languages, tell_ethnicity
from .channels import answer_channels, change_instructions
from .clock import remind_todos_overdue, watch_named_people
from .contact import change_contact
from .contacts import log_contact
from .cross_referrals import pass_on, refer, say_outcome
from .decisions import decide_to_share, end_sharing_decision
from .desk import count_search, look_up, open_out_of_hours
from .held import end_held
from .identifiers import add_identifier
from .names import Before, add_name, change_name
from .needs import carry_needs, note_met, record_needs
from .notes import amend_note, note_event, write_note
from .online import check_online
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
from .teams import end_team
from .todos import finish_todo

__all__ = [
    "Before",
    "add_identifier",
    "add_member",
    "add_name",
    "allocate",
    "amend_note",
    "answer_channels",
    "carry_needs",
    "change_contact",
    "change_instructions",
    "change_name",
    "change_send",
    "check_online",
    "count_search",
    "decide_to_share",
    "declare_conflict",
    "end_grants",
    "end_held",
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
    "log_contact",
    "look_up",
    "note_attendance",
    "note_event",
    "note_met",
    "open_out_of_hours",
    "open_to_parents",
    "pass_on",
    "record_agreement",
    "record_needs",
    "refer",
    "remind_todos_overdue",
    "restrict",
    "say_outcome",
    "set_languages",
    "sign_sharing_agreement",
    "start_family",
    "start_with_somebody",
    "take_back_attendance",
    "tell_ethnicity",
    "watch_named_people",
    "withdraw_agreement",
    "write_note",
]
