"""What happens to requests and drafts: the only code that writes them."""

from .acceptance import accept
from .concerns import decide_concern, escalate_concerns_untaken, raise_concern, take
from .deadlines import follow_calendar
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
from .finding import look_for_family
from .joining import Joining
from .once import SentAlready, receive_once
from .receiving import receive, tell
from .reminders import alert_screens_overdue, remind_requests_waiting
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
    "SentAlready",
    "Settling",
    "accept",
    "advise",
    "alert_screens_overdue",
    "ask_more",
    "became_request",
    "book_walk_in",
    "catch_up",
    "count_stage_asked",
    "decide_concern",
    "decline",
    "delete_expired_drafts",
    "escalate",
    "escalate_concerns_untaken",
    "follow_calendar",
    "forget_draft",
    "forget_walk_ins",
    "give_slot",
    "log_enquiry",
    "log_same",
    "look_for_family",
    "move_to_hub",
    "move_walk_in",
    "note_request_taken",
    "raise_concern",
    "receive",
    "receive_once",
    "record_attempt",
    "remind_requests_waiting",
    "resume",
    "say_whether_it_helped",
    "screen",
    "send_draft",
    "signpost",
    "start_draft",
    "take",
    "take_enquiry_back",
    "tell",
    "walk_in",
    "walk_in_became_request",
    "write_prompt",
]
