"""The plan is looked at together: scores, and the next date (R099, R122)."""

from django.db import transaction
from django.utils.translation import gettext as _

from families.actions import note_event
from families.models import EntryKind
from familyhubs.audit.log import record
from familyhubs.council.current import council
from familyhubs.refusals import Refused

from ..models import Goal, Review, Score
from ..review_dates import latest_review
from .conditions import day_of, lock_open, moment, score, words


@transaction.atomic
def review_plan(plan, *, summary, scores, next_due_on, by, happened_at=None):
    """Record a review: a score for every open goal, {goal: (value, family's value)}."""
    at = moment(happened_at)
    plan = lock_open(plan, at)
    summary = words(summary, _("Enter what the review found."))
    _refuse_out_of_order(plan, at)
    _refuse_next_date(at, next_due_on)
    _refuse_scores(plan, scores)
    review = Review.objects.create(
        plan=plan,
        happened_at=at,
        due_on=plan.review_due_on,
        summary=summary,
        next_due_on=next_due_on,
        led_by=by,
    )
    Score.objects.bulk_create(
        Score(
            goal=goal,
            review=review,
            happened_at=at,
            value=value,
            family_value=family_value,
            scored_by=by,
        )
        for goal, (value, family_value) in scores.items()
    )
    plan.review_due_on = next_due_on
    plan.save(update_fields=["review_due_on", "updated_at"])
    record("plan.reviewed", by=by, about=review, family_id=plan.family_id, next_due_on=next_due_on)
    note_event(
        plan.family,
        kind=EntryKind.REVIEW,
        summary=_("Plan reviewed"),
        by=by,
        source_id=review.pk,
        happened_at=at,
    )
    return review


def _refuse_out_of_order(plan, at):
    latest = Review.objects.filter(plan=plan).first()
    if latest and latest.happened_at >= at:
        raise Refused(_("A later review is already recorded. Enter reviews in their order."))
    if latest and day_of(latest.happened_at) == day_of(at):
        raise Refused(_("A review of this day is already recorded."))


def _refuse_next_date(at, next_due_on):
    weeks = council().later_review_weeks
    if not day_of(at) < next_due_on <= latest_review(day_of(at), weeks):
        raise Refused(
            _("The next review must be after this one and within %(weeks)s weeks.")
            % {"weeks": weeks}
        )


def _refuse_scores(plan, scores):
    """Exactly the open goals of this plan, each with a score."""
    goals = set(Goal.objects.select_for_update().open().filter(plan=plan))
    if set(scores) - goals:
        raise Refused(_("A goal has been finished meanwhile. Check the scores and save again."))
    if goals - set(scores):
        raise Refused(_("Give every open goal a score."))
    for value, family_value in scores.values():
        score(family_value)
        if score(value) is None:
            raise Refused(_("Give every open goal a score."))
