"""How far each goal has come, from its scores in their order. Pure: works on any such objects."""

from dataclasses import dataclass
from functools import cached_property

from .results import family_result, result_of

SHOWN = 6


@dataclass(frozen=True)
class GoalProgress:
    """One goal with its scores and actions, as the plan's pages show it."""

    goal: object
    scores: tuple
    actions: tuple

    @cached_property
    def change(self):
        """Last score less the first, or None before a second one."""
        if len(self.scores) < 2:
            return None
        return self.scores[-1].value - self.scores[0].value

    @property
    def fall(self):
        """By how much it is worse, for the page's words."""
        return -(self.change or 0)

    @property
    def result(self):
        return None if self.change is None else result_of(self.change)

    @property
    def shown(self):
        """The first score and the latest ones: a row that fits the page."""
        if len(self.scores) <= SHOWN:
            return self.scores
        return (self.scores[0], *self.scores[1 - SHOWN :])

    @property
    def is_stuck(self):
        """No change at the last two reviews (domain.md 3.1: the drift flag, R102)."""
        last = [score.value for score in self.scores[-3:]]
        return len(last) == 3 and len(set(last)) == 1


def progress(goals, scores, actions):
    """Each goal with its own scores and actions, in the order of the goals."""
    of_goal = {goal.pk: ([], []) for goal in goals}
    for score in scores:
        of_goal[score.goal_id][0].append(score)
    for action in actions:
        if action.goal_id in of_goal:
            of_goal[action.goal_id][1].append(action)
    return [GoalProgress(goal, *map(tuple, of_goal[goal.pk])) for goal in goals]


def whole_result(rows):
    """The family's result across its goals: the sign of the mean change, or None."""
    return family_result(row.change for row in rows)
