"""What a hand-over holds, so that nobody retells their story (domain.md 3.5, R108).

The pack is the record itself, never a copy: each part is read through its own door, and what a
receiver of another organisation may not see is left out of theirs.
"""

from dataclasses import dataclass

from families.models import Agreement, FamilyMember

from .models import Action, Goal, LevelChange, Review, Score
from .progress import progress, whole_result

REVIEWS_SHOWN = 5


@dataclass(frozen=True)
class Pack:
    """The parts of the hand-over that come from the record."""

    goals: list
    result: object
    to_do: list
    members: list
    agreements: list
    reviews: list
    levels: list


def pack_of(plan, user):
    """The hand-over of this plan as this user may read it."""
    goals, actions = goals_of(plan, user)
    members = FamilyMember.objects.current().filter(family=plan.family).visible_to(user)
    return Pack(
        goals=goals,
        result=whole_result(goals),
        to_do=[action for action in actions if action.state == "to_do"],
        members=list(members.select_related("person__contact_card").order_by("role", "id")),
        agreements=list(_agreements(plan.family, user)),
        reviews=list(Review.objects.handed_over_to(user).filter(plan=plan)[:REVIEWS_SHOWN]),
        levels=list(LevelChange.objects.handed_over_to(user).of(plan.family)),
    )


def goals_of(plan, user):
    """The plan's goals with their progress, and all its actions, as far as this user sees them."""
    goals = Goal.objects.filter(plan=plan).visible_to(user).select_related("person", "need")
    goals = list(goals)
    scores = Score.objects.of_goals(goals)
    actions = Action.objects.filter(goal__plan=plan).visible_to(user)
    actions = list(actions.select_related("owner_user", "owner_person", "goal"))
    return progress(goals, scores, actions), actions


def _agreements(family, user):
    given = Agreement.objects.in_force().filter(family=family)
    if not user.organisation.is_council:
        given = given.filter(organisation=user.organisation)
    return given.select_related("organisation", "person").order_by("purpose", "id")
