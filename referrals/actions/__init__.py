"""What happens to requests and drafts: the only code that writes them."""

from .acceptance import accept
from .concerns import decide_concern, escalate_concerns_untaken, raise_concern, take
from .drafts import delete_expired_drafts, forget_draft, send_draft, start_draft
from .receiving import receive, receive_once
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

__all__ = [
    "accept",
    "advise",
    "alert_screens_overdue",
    "ask_more",
    "decide_concern",
    "decline",
    "delete_expired_drafts",
    "escalate",
    "escalate_concerns_untaken",
    "forget_draft",
    "move_to_hub",
    "raise_concern",
    "receive",
    "receive_once",
    "record_attempt",
    "remind_requests_waiting",
    "resume",
    "screen",
    "send_draft",
    "start_draft",
    "take",
]
