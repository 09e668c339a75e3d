"""What somebody holds, which must be handed over before they leave."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from families.models import Family, Involvement, InvolvementRole, ToDo
from familyhubs.database.actor import beyond_sight
from hubs.models import DutyShift
from outcomes.models import Action, Step, StepState
from referrals.models import Chat, Concern, Referral

A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Holdings:
    """Counts for everybody; names only of families that the reader may see.

    Requests, concerns, chats and duties go to nobody in person: each goes back to where others
    find it.
    """

    leads: int
    others: int
    actions: int
    steps: int
    tasks: int
    families_seen: list
    requests: int
    concerns: int
    chats: int
    duties: int

    @property
    def must_be_taken_over(self):
        """Whether somebody has to be named who takes over."""
        return bool(self.leads or self.others or self.actions or self.steps or self.tasks)


@beyond_sight("what a colleague holds: its count for those who keep their account")
def what_is_held(person, *, seen_by):
    """Everything of this person's that is open now."""
    now = timezone.now()
    involvements = Involvement.objects.current().filter(user=person)
    led = involvements.filter(role=InvolvementRole.LEAD)
    seen = Family.objects.visible_to(seen_by).filter(pk__in=led.values("family"))
    return Holdings(
        leads=led.count(),
        others=involvements.exclude(role=InvolvementRole.LEAD).count(),
        actions=Action.objects.to_do().filter(owner_user=person).count(),
        steps=Step.objects.filter(state=StepState.PROPOSED, receiver=person).count(),
        tasks=ToDo.objects.filter(owner=person, done_at=None).count(),
        families_seen=list(seen.order_by("name")[:50]),
        requests=Referral.objects.in_queue().filter(held_by=person).count(),
        concerns=Concern.objects.open().filter(taken_by=person).count(),
        chats=Chat.objects.filter(held_by=person, ended_at=None).count(),
        duties=DutyShift.objects.meeting(now, now + A_YEAR).filter(user=person).count(),
    )
