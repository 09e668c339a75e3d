"""A parent objects to what another agreed for a child: the manager decides, and says why (4)."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Agreement, AgreementStatus, Family
from .agreements import withdraw_agreement
from .timing import words
from .todos import finish_todo

STANDS, STOPS = "stands", "stops"


@transaction.atomic
def decide_objection(todo, *, decision, result, by):
    """In the child's interest: what was agreed stands, or it stops as every withdrawal does."""
    family = Family.objects.lock(todo.family)
    objection = Agreement.objects.get(pk=todo.cause_id, family=family)
    result = words(result, _("Enter why this is best for the child"), 2_000)
    finish_todo(todo, result=result, by=by)
    record(
        "agreement.objection_decided",
        by=by,
        about=objection,
        family_id=family.pk,
        decision=decision,
    )
    if decision == STOPS:
        _stop(family, objection, by)
    return objection


def _stop(family, objection, by):
    standing = family.agreements.current().filter(
        person=objection.person_id,
        purpose=objection.purpose,
        organisation=objection.organisation_id,
        status=AgreementStatus.GIVEN,
    )
    agreement = standing.first()
    if agreement is None:
        raise Refused(_("Nothing is agreed to here any more, so nothing can be stopped."))
    if agreement.is_own:
        raise Refused(_("A young person decided this for themselves. It is theirs to stop."))
    withdraw_agreement(agreement, reason=_("The manager decided on an objection"), by=by)
