"""What happens to requests and drafts: the only code that writes them."""

from .acceptance import accept
from .acknowledging import acknowledge_concern, chase_acknowledgements
from .concerns import decide_concern, escalate_concerns_untaken, raise_concern, take
from .deadlines import follow_calendar, follow_targets
from .drafts import delete_expired_drafts, forget_draft, send_draft, start_draft
from .finding import look_for_family
from .joining import Joining
from .once import SentAlready, receive_once
from .receiving import receive, tell
from .reminders import alert_screens_overdue, remind_contacts_waiting, remind_requests_waiting
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
    "acknowledge_concern",
    "advise",
    "alert_screens_overdue",
    "ask_more",
    "chase_acknowledgements",
    "decide_concern",
    "decline",
    "delete_expired_drafts",
    "escalate",
    "escalate_concerns_untaken",
    "follow_calendar",
    "follow_targets",
    "forget_draft",
    "look_for_family",
    "move_to_hub",
    "raise_concern",
    "receive",
    "receive_once",
    "record_attempt",
    "remind_contacts_waiting",
    "remind_requests_waiting",
    "resume",
    "screen",
    "send_draft",
    "start_draft",
    "take",
    "tell",
]
