"""What a hand-over holds, so that nobody retells their story (domain.md 3.5, R108).

The pack is the record itself, never a copy: each part is read through its own door, and what a
receiver of another organisation may not see is left out of theirs.
"""

from dataclasses import dataclass

from django.db.models import F, PositiveSmallIntegerField, Value

from families.models import Agreement, FamilyMember, StoryPart

from .levels import Level
from .models import Action, Goal, LevelChange, Review, Score
from .progress import progress, whole_result

EVENTS_SHOWN = 12


@dataclass(frozen=True)
class Pack:
    """The parts of the hand-over that come from the record."""

    goals: list
    result: object
    to_do: list
    members: list
    # Whose names may stand here; None where all may.
    seen_people: set | None
    agreements: list
    story: list
    # In the family's own words, told once (R065).
    told: list


def pack_of(plan, user, *, with_what_was_told=True):
    """The hand-over of this plan as this user may read it.

    Whoever writes it has what was told on the record's own page of the story.
    """
    goals, actions = goals_of(plan, user)
    members = FamilyMember.objects.current().filter(family=plan.family).visible_to(user)
    members = list(members.select_related("person__contact_card").order_by("role", "id"))
    return Pack(
        goals=goals,
        result=whole_result(goals),
        to_do=[action for action in actions if action.state == "to_do"],
        members=members,
        seen_people=None if plan.reads_whole else {member.person_id for member in members},
        agreements=list(_agreements(plan.family, user)),
        story=_story(plan, user),
        told=list(_told(plan, user)) if with_what_was_told else [],
    )


def _told(plan, user):
    return StoryPart.objects.filter(family=plan.family_id).visible_to(user).latest()


def goals_of(plan, user):
    """The plan's goals with their progress, and all its actions, as far as this user sees them."""
    goals = Goal.objects.in_plan(plan, user).select_related("person", "need")
    goals = list(goals)
    scores = Score.objects.of_goals(goals)
    actions = Action.objects.in_plan(plan, user)
    actions = list(actions.select_related("owner_user", "owner_person", "goal"))
    return progress(goals, scores, actions), actions


def _story(plan, user):
    """Levels and reviews as they happened, the latest first: (moment, level or None, words)."""
    no_level = Value(None, output_field=PositiveSmallIntegerField())
    levels = LevelChange.objects.handed_over_to(user).of(plan.family).order_by()
    reviews = Review.objects.handed_over_to(user).filter(plan=plan).order_by()
    rows = levels.values_list("happened_at", "to_level", "reason").union(
        reviews.values_list("happened_at", no_level, F("summary")), all=True
    )
    return [
        (at, Level(level).label if level else None, words)
        for at, level, words in rows.order_by("-happened_at")[:EVENTS_SHOWN]
    ]


def _agreements(family, user):
    given = Agreement.objects.in_force().filter(family=family)
    if not user.organisation.is_council:
        given = given.filter(organisation=user.organisation)
    return given.select_related("organisation", "person").order_by("purpose", "id")
