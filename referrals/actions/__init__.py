"""What happens to requests and drafts: the only code that writes them."""

from .acceptance import accept
from .checking import answer_checks, ask_if_open
from .concerns import decide_concern, escalate_concerns_untaken, raise_concern, take
from .confirming import confirm_referral, hand_in, send_link_again, take_back
from .deadlines import follow_calendar
from .drafts import delete_expired_drafts, forget_draft, send_draft, start_draft
from .finding import look_for_family
from .joining import Joining
from .once import SentAlready, receive_once
from .professional import (
    correct_source,
    delete_expired_referrals,
    forget_referral,
    keep_section,
    send_referral,
    start_referral,
)
from .receiving import receive, tell
from .reminders import alert_screens_overdue, remind_requests_waiting
from .replying import leave_untold, remind_untold, send_standing, tell_referrer
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
    "answer_checks",
    "ask_if_open",
    "ask_more",
    "confirm_referral",
    "correct_source",
    "decide_concern",
    "decline",
    "delete_expired_drafts",
    "delete_expired_referrals",
    "escalate",
    "escalate_concerns_untaken",
    "follow_calendar",
    "forget_draft",
    "forget_referral",
    "hand_in",
    "keep_section",
    "leave_untold",
    "look_for_family",
    "move_to_hub",
    "raise_concern",
    "receive",
    "receive_once",
    "record_attempt",
    "remind_requests_waiting",
    "remind_untold",
    "resume",
    "screen",
    "send_draft",
    "send_link_again",
    "send_referral",
    "send_standing",
    "start_draft",
    "start_referral",
    "take",
    "take_back",
    "tell",
    "tell_referrer",
]
