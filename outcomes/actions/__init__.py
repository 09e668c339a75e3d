"""What happens to plans: the only code that writes them."""

from .clock import escalate_steps_unanswered, remind_reviews_due
from .deeds import add_action, finish_action, reopen_action
from .goals import add_goal, finish_goal
from .levels import set_level
from .plans import close_plan, open_plan, write_strengths
from .reviews import review_plan
from .steps import accept_step, decline_step, propose_step, withdraw_step

__all__ = [
    "accept_step",
    "add_action",
    "add_goal",
    "close_plan",
    "decline_step",
    "escalate_steps_unanswered",
    "finish_action",
    "finish_goal",
    "open_plan",
    "propose_step",
    "remind_reviews_due",
    "reopen_action",
    "review_plan",
    "set_level",
    "withdraw_step",
    "write_strengths",
]
