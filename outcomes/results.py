"""What changed, pure: scores from 1 (stuck or unsafe) to 10 (managing well) (R098, R099).

A goal is better from one point up, worse from one point down. A family's result is the sign of
the mean change across its goals. What counts towards the figures is the last score that was given
within six months of the first; a goal without a second score says nothing.
"""

from calendar import monthrange
from enum import StrEnum

SCALE = range(1, 11)
MONTHS_TO_CHANGE = 6


class Result(StrEnum):
    """The three-way answer that reviews, figures and boards all give."""

    IMPROVED = "improved"
    SAME = "same"
    WORSE = "worse"


def result_of(change):
    """Improved from +1, worse from −1, else the same."""
    if change >= 1:
        return Result.IMPROVED
    if change <= -1:
        return Result.WORSE
    return Result.SAME


def goal_change(scores):
    """Last score less the first, of (moment, value) pairs; None without a second score."""
    ordered = sorted(scores, key=lambda score: score[0])
    if len(ordered) < 2:
        return None
    return ordered[-1][1] - ordered[0][1]


def change_within(scores, months=MONTHS_TO_CHANGE):
    """The change to the last score given within so many months of the first, or None."""
    ordered = sorted(scores, key=lambda score: score[0])
    if not ordered:
        return None
    limit = months_later(ordered[0][0], months)
    return goal_change([score for score in ordered if score[0] <= limit])


def family_result(changes):
    """The sign of the mean change across goals; goals without one (None) are left out."""
    known = [change for change in changes if change is not None]
    if not known:
        return None
    total = sum(known)
    if total > 0:
        return Result.IMPROVED
    return Result.WORSE if total < 0 else Result.SAME


def months_later(moment, months):
    """The same day so many months on, or the last day of a shorter month."""
    ahead = moment.month - 1 + months
    year, month = moment.year + ahead // 12, ahead % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
