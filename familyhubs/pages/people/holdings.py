"""What somebody holds, which must be handed over before they leave."""

from dataclasses import dataclass

from families.models import Family, Involvement, InvolvementRole
from outcomes.models import Action, Step, StepState


@dataclass(frozen=True)
class Holdings:
    """Counts for everybody; names only of families that the reader may see."""

    leads: int
    follow_ups: int
    works_with: int
    actions: int
    steps_to_answer: int
    steps_sent: int
    families_seen: list

    @property
    def must_be_taken_over(self):
        """Whether somebody has to be named who takes over."""
        return bool(
            self.leads or self.follow_ups or self.actions or self.steps_to_answer or self.steps_sent
        )


def what_is_held(person, *, seen_by):
    """Everything of this person's that is open now."""
    involvements = Involvement.objects.current().filter(user=person)
    steps = Step.objects.filter(state=StepState.PROPOSED)
    led = involvements.filter(role=InvolvementRole.LEAD)
    return Holdings(
        leads=led.count(),
        follow_ups=involvements.filter(role=InvolvementRole.FOLLOW_UP).count(),
        works_with=involvements.filter(role=InvolvementRole.WORKER).count(),
        actions=Action.objects.to_do().filter(owner_user=person).count(),
        steps_to_answer=steps.filter(receiver=person).count(),
        steps_sent=steps.filter(sender=person).count(),
        families_seen=list(
            Family.objects.visible_to(seen_by).filter(pk__in=led.values("family"))[:50]
        ),
    )
