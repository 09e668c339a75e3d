"""What happens to requests and drafts: the only code that writes them."""

from .acceptance import accept
from .acknowledging import acknowledge_concern, chase_acknowledgements
from .alone import agree_parents_may_know
from .asking import (
    add_need,
    answer_giving_up,
    bring_back_prepared,
    lift_abuse,
    prepare,
    propose_giving_up,
    record_enquiry,
)
from .chat_keeping import (
    chat_became_request,
    keep_nowhere,
    keep_with_family,
    keep_with_request,
    log_chat,
    wish_for_chat,
)
from .chats import (
    NobodyThere,
    end_chat,
    leave_as_question,
    note_colleague_here,
    note_family_here,
    note_read,
    pass_chat,
    say,
    start_chat,
    take_chat,
    tick_danger,
)
from .checking import answer_checks, ask_if_open
from .concerns import decide_concern, leave_concerns, raise_concern, take
from .confirming import confirm_referral, hand_in, send_link_again, take_back
from .deadlines import follow_calendar, follow_targets
from .drafts import delete_expired_drafts, forget_draft, send_draft, start_draft
from .enquiries import (
    became_request,
    log_enquiry,
    log_same,
    say_whether_it_helped,
    signpost,
    take_enquiry_back,
    write_prompt,
)
from .files import add_files, keep_photos, take_photo_out
from .finding import look_for_family
from .following import add_to_request, look_for_request, stop_following, take_request_back
from .giving import assign, assign_many
from .holding import claim, refuse_if_changed, release, release_all
from .joining import Joining
from .looking import attend_to, attend_to_waiting, match_request, owe_news
from .once import SentAlready, receive_once
from .professional import (
    correct_source,
    delete_expired_referrals,
    forget_referral,
    keep_papers,
    keep_section,
    send_referral,
    start_referral,
    take_paper_out,
)
from .questions import answer_question, ask_question, choose_way, give_code, move_question
from .receiving import receive
from .reminders import (
    alert_screens_overdue,
    remind_contacts_waiting,
    remind_families_waiting,
    remind_requests_waiting,
)
from .replying import leave_untold, remind_untold, send_standing, tell_referrer
from .ringing import escalate_concerns
from .saving import save_draft
from .status import count_stage_asked
from .triage import (
    advise,
    ask_more,
    decline,
    escalate,
    move_to_hub,
    record_attempt,
    resume,
    screen,
)
from .walk_ins import (
    book_walk_in,
    catch_up,
    forget_walk_ins,
    give_slot,
    move_walk_in,
    note_request_taken,
    walk_in,
    walk_in_became_request,
)
from .wishes import Settling

__all__ = [
    "Joining",
    "NobodyThere",
    "SentAlready",
    "Settling",
    "accept",
    "acknowledge_concern",
    "add_files",
    "add_need",
    "add_to_request",
    "advise",
    "agree_parents_may_know",
    "alert_screens_overdue",
    "answer_checks",
    "answer_giving_up",
    "answer_question",
    "ask_if_open",
    "ask_more",
    "ask_question",
    "assign",
    "assign_many",
    "attend_to",
    "attend_to_waiting",
    "became_request",
    "book_walk_in",
    "bring_back_prepared",
    "catch_up",
    "chase_acknowledgements",
    "chat_became_request",
    "choose_way",
    "claim",
    "confirm_referral",
    "correct_source",
    "count_stage_asked",
    "decide_concern",
    "decline",
    "delete_expired_drafts",
    "delete_expired_referrals",
    "end_chat",
    "escalate",
    "escalate_concerns",
    "follow_calendar",
    "follow_targets",
    "forget_draft",
    "forget_referral",
    "forget_walk_ins",
    "give_code",
    "give_slot",
    "hand_in",
    "keep_nowhere",
    "keep_papers",
    "keep_photos",
    "keep_section",
    "keep_with_family",
    "keep_with_request",
    "leave_as_question",
    "leave_concerns",
    "leave_untold",
    "lift_abuse",
    "log_chat",
    "log_enquiry",
    "log_same",
    "look_for_family",
    "look_for_request",
    "match_request",
    "move_question",
    "move_to_hub",
    "move_walk_in",
    "note_colleague_here",
    "note_family_here",
    "note_read",
    "note_request_taken",
    "owe_news",
    "pass_chat",
    "prepare",
    "propose_giving_up",
    "raise_concern",
    "receive",
    "receive_once",
    "record_attempt",
    "record_enquiry",
    "refuse_if_changed",
    "release",
    "release_all",
    "remind_contacts_waiting",
    "remind_families_waiting",
    "remind_requests_waiting",
    "remind_untold",
    "resume",
    "save_draft",
    "say",
    "say_whether_it_helped",
    "screen",
    "send_draft",
    "send_link_again",
    "send_referral",
    "send_standing",
    "signpost",
    "start_chat",
    "start_draft",
    "start_referral",
    "stop_following",
    "take",
    "take_back",
    "take_chat",
    "take_enquiry_back",
    "take_paper_out",
    "take_photo_out",
    "take_request_back",
    "tell_referrer",
    "tick_danger",
    "walk_in",
    "walk_in_became_request",
    "wish_for_chat",
    "write_prompt",
]
