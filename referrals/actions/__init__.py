"""What happens to requests and drafts: the only code that writes them."""

from .acceptance import accept
from .concerns import decide_concern, escalate_concerns_untaken, raise_concern, take
from .deadlines import follow_calendar
from .drafts import delete_expired_drafts, forget_draft, send_draft, start_draft
from .enquiries import (
    became_request,
    log_enquiry,
    log_same,
    note_request_taken,
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
    "decide_concern",
    "decline",
    "delete_expired_drafts",
    "escalate",
    "escalate_concerns_untaken",
    "follow_calendar",
    "forget_draft",
    "log_enquiry",
    "log_same",
    "look_for_family",
    "move_to_hub",
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
    "write_prompt",
]
