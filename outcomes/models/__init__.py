"""Shared outcome plans, scores, and steps between levels of need."""

from .framework import Heading, Need
from .plans import Action, ActionState, ClosureReason, Goal, GoalState, Plan, Review, Score
from .steps import Direction, LevelChange, Step, StepReason, StepState

__all__ = [
    "Action",
    "ActionState",
    "ClosureReason",
    "Direction",
    "Goal",
    "GoalState",
    "Heading",
    "LevelChange",
    "Need",
    "Plan",
    "Review",
    "Score",
    "Step",
    "StepReason",
    "StepState",
]
