"""What people may type about a plan."""

from .goals import AddActionForm, AddGoalForm, FinishActionForm, FinishGoalForm
from .plans import ChangeLevelForm, ClosePlanForm, OpenPlanForm, WriteStrengthsForm
from .reviews import ReviewForm
from .steps import AnswerStepForm, ProposeStepForm

__all__ = [
    "AddActionForm",
    "AddGoalForm",
    "AnswerStepForm",
    "ChangeLevelForm",
    "ClosePlanForm",
    "FinishActionForm",
    "FinishGoalForm",
    "OpenPlanForm",
    "ProposeStepForm",
    "ReviewForm",
    "WriteStrengthsForm",
]
