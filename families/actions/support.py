"""Business support acts for a worker or a team, for a period that a manager gives (A10)."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.refusals import Refused
from hubs.models import Membership, Role, Team

from ..models import SupportAssignment
from ..moments import end_of
from ..sharing import COUNCIL_WORKERS
from .timing import words


@transaction.atomic
def act_for(person, *, last_day, by, worker=None, team=None):
    """From now until the end of that day this person sees the cards of those families."""
    person = User.objects.lock(person)
    _refuse_unfit(person, worker, team, by)
    if last_day < timezone.localdate():
        raise Refused("The last day must be today or in the future.")
    try:
        with transaction.atomic():
            row = SupportAssignment.objects.create(
                user=person, worker=worker, team=team, given_by=by, ends_at=end_of(last_day)
            )
    except IntegrityError:
        raise Refused(f"{person} acts for {worker or team} already.") from None
    whom = {"worker": worker and worker.pk, "team": team and team.pk}
    record("support.given", by=by, about=row, who=person.pk, until=row.ends_at, **whom)
    return row


def _refuse_unfit(person, worker, team, by):
    if person == by:
        raise Refused("Somebody else must say for whom you act.")
    if (worker is None) == (team is None):
        raise Refused("Select a worker or a team.")
    if person == worker:
        raise Refused("Select somebody else: nobody acts for themselves.")
    if not person.may_sign_in or not _holds(person, [Role.SUPPORT]):
        raise Refused(f"{person} does not have the role “Business support”. Give it first.")
    if worker is not None and not _holds(worker, COUNCIL_WORKERS):
        raise Refused(f"{worker} does not work with families.")
    if team is not None and Team.objects.lock(team).ended_on:
        raise Refused(f"{team} has ended.")


def _holds(person, roles):
    return Membership.objects.current().filter(user=person, role__in=roles).exists()


@transaction.atomic
def end_acting_for(assignment, *, reason, by):
    """Over now, before its last day; what they saw through it is shut."""
    assignment = SupportAssignment.objects.lock(assignment)
    if not assignment.is_current:
        raise Refused("This has ended already.")
    assignment.ends_at = timezone.now()
    assignment.end_reason = words(reason, "Enter why it is ending", 200)
    assignment.save(update_fields=["ends_at", "end_reason", "updated_at"])
    record("support.ended", by=by, about=assignment, who=assignment.user_id)
    return assignment
