"""What happens to requests and drafts: the only code that writes them."""

from .acceptance import accept
from .asking import (
    add_need,
    answer_giving_up,
    bring_back_prepared,
    prepare,
    propose_giving_up,
    record_enquiry,
)
from .concerns import decide_concern, escalate_concerns_untaken, raise_concern, take
from .deadlines import follow_calendar
from .drafts import delete_expired_drafts, forget_draft, send_draft, start_draft
from .finding import look_for_family
from .holding import assign, assign_many, claim, refuse_if_changed, release
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
    "add_need",
    "advise",
    "alert_screens_overdue",
    "answer_giving_up",
    "ask_more",
    "assign",
    "assign_many",
    "bring_back_prepared",
    "claim",
    "decide_concern",
    "decline",
    "delete_expired_drafts",
    "escalate",
    "escalate_concerns_untaken",
    "follow_calendar",
    "forget_draft",
    "look_for_family",
    "move_to_hub",
    "prepare",
    "propose_giving_up",
    "raise_concern",
    "receive",
    "receive_once",
    "record_attempt",
    "record_enquiry",
    "refuse_if_changed",
    "release",
    "remind_requests_waiting",
    "resume",
    "screen",
    "send_draft",
    "start_draft",
    "take",
    "tell",
]
