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
from .backgrounds import change_send, set_languages, tell_ethnicity
from .bonds import add_to_network, relate
from .care import (
    add_other_parent,
    answer_for,
    answer_invite,
    arrange_care,
    restrain,
    say_other_parent,
)
from .channels import answer_channels, change_instructions
from .check_in import check_in
from .checks import check_access
from .clock import remind_stop_requests_overdue, remind_todos_overdue, watch_named_people
from .competence import record_competence
from .contact import change_contact, keep_reach
from .contacts import log_contact
from .cross_referrals import pass_on, refer, say_outcome
from .deaths import (
    ask_to_undo_death,
    leave_death,
    record_death,
    undo_death,
    write_to_family_again,
)
from .decisions import decide_to_share, end_sharing_decision
from .desk import count_search, look_up, open_out_of_hours
from .documents import add_document, withdraw_document
from .drafts import KEPT_FOR, delete_expired_note_drafts, forget_draft, keep_draft, typed_in
from .emergency import open_in_emergency, remind_emergencies_to_review, review_emergency
from .governance import close_case, decide_basis, open_case, write_wording
from .held import end_held
from .homes import hide_address, move
from .identifiers import add_identifier
from .inspections import decide_inspection, end_inspection, make_inspection
from .integrated import end_named_team, name_team, object_to_team, tell_of_team
from .invitations import MOST as MOST_INVITED
from .invitations import invite, matches, say_what_came
from .names import Before, add_name, change_name
from .needs import carry_needs, note_met, record_needs
from .notes import AlreadyWritten, amend_note, note_event, write_note
from .objections import decide_objection
from .online import check_online
from .organisations import end_sharing_agreement, sign_sharing_agreement
from .outreach import end_objection, not_now, object_to_ranking, offer_help
from .people import change_person, note_birth
from .pins import pin, unpin
from .priorities import (
    confirm_groups,
    confirm_nothing_changed,
    end_group,
    let_groups_lapse,
    reword_group,
)
from .reasons import open_closed
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
from .said import end_said
from .stopping import ask_to_stop, finish_stop_request, stop_by_receipt, stop_sharing
from .story import still_right, tell_story
from .supervising import agree, hand_in, send_back
from .support import act_for, end_acting_for
from .teams import end_team
from .todos import finish_todo
from .warnings import end_warning, keep_warning, remind_warnings_due, warn

__all__ = [
    "KEPT_FOR",
    "MOST_INVITED",
    "AlreadyWritten",
    "Before",
    "act_for",
    "add_document",
    "add_identifier",
    "add_member",
    "add_name",
    "add_other_parent",
    "add_to_network",
    "agree",
    "allocate",
    "amend_note",
    "answer_channels",
    "answer_for",
    "answer_invite",
    "arrange_care",
    "ask_about",
    "ask_to_stop",
    "ask_to_undo_death",
    "carry_needs",
    "change_contact",
    "change_instructions",
    "change_name",
    "change_person",
    "change_send",
    "check_access",
    "check_in",
    "check_online",
    "close_case",
    "confirm_groups",
    "confirm_nothing_changed",
    "count_search",
    "decide_basis",
    "decide_inspection",
    "decide_objection",
    "decide_to_share",
    "declare_conflict",
    "delete_expired_note_drafts",
    "end_acting_for",
    "end_grants",
    "end_group",
    "end_held",
    "end_inspection",
    "end_involvement",
    "end_membership",
    "end_named_team",
    "end_objection",
    "end_said",
    "end_sharing_agreement",
    "end_sharing_decision",
    "end_team",
    "end_warning",
    "finish_stop_request",
    "finish_todo",
    "forget_draft",
    "give_receipt",
    "grant",
    "hand_in",
    "hand_over",
    "hide_address",
    "invite",
    "keep_alone",
    "keep_draft",
    "keep_reach",
    "keep_warning",
    "leave_death",
    "let_groups_lapse",
    "lift_conflict",
    "lift_restriction",
    "log_contact",
    "look_up",
    "make_inspection",
    "matches",
    "move",
    "name_team",
    "not_now",
    "note_attendance",
    "note_birth",
    "note_event",
    "note_met",
    "object_to_ranking",
    "object_to_team",
    "offer_help",
    "open_case",
    "open_closed",
    "open_in_emergency",
    "open_out_of_hours",
    "open_to_parents",
    "pass_on",
    "pin",
    "record_agreement",
    "record_competence",
    "record_death",
    "record_needs",
    "refer",
    "relate",
    "remind_agreements_running_out",
    "remind_emergencies_to_review",
    "remind_stop_requests_overdue",
    "remind_todos_overdue",
    "remind_warnings_due",
    "restrain",
    "restrict",
    "review_emergency",
    "reword_group",
    "say_other_parent",
    "say_outcome",
    "say_what_came",
    "send_back",
    "set_languages",
    "sign_sharing_agreement",
    "soon",
    "start_family",
    "start_with_somebody",
    "still_right",
    "stop_by_receipt",
    "stop_sharing",
    "take_back_attendance",
    "tell_ethnicity",
    "tell_of_team",
    "tell_story",
    "typed_in",
    "undo_death",
    "unpin",
    "warn",
    "watch_named_people",
    "withdraw_agreement",
    "withdraw_document",
    "write_note",
    "write_to_family_again",
    "write_wording",
]
