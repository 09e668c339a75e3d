"""A family says stop: at a desk, on the telephone, by the code of a receipt, or without one."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.calendar.front_door import working_calendar
from familyhubs.database.actor import SystemActor, beyond_sight, open_with
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.escalation import Rung, climb, ladder_of
from hubs.models import Membership

from ..models import Agreement, Family, MemberRole, Purpose, StopRequest
from .agreements import CHILDREN, NAMES_AN_ORGANISATION, withdraw_agreement
from .timing import words

BY_THEMSELVES = "Stopped by the family itself, with the code of a receipt"


@transaction.atomic
def stop_sharing(family, *, said_by, reason, by, purposes=NAMES_AN_ORGANISATION, organisation=None):
    """Whatever this person agreed to of this kind stops now, without anybody reading what it was.

    What another parent agreed for a child meets an objection instead (access.md section 4).
    """
    family = Family.objects.lock(family)
    member = family.members.current().filter(person=said_by).first()
    if member is None:
        raise Refused(_("Select somebody in this family."))
    given = family.agreements.in_force().filter(purpose__in=purposes)
    if organisation is not None:
        given = given.filter(organisation=organisation)
    theirs = Q(given_by=said_by) | Q(person=said_by)
    if member.role == MemberRole.PARENT and member.has_parental_responsibility is not False:
        children = family.members.current().filter(role__in=CHILDREN)
        theirs |= Q(person__in=children.values("person"))
    rows = list(given.filter(theirs).order_by("pk"))
    for agreement in rows:
        withdraw_agreement(agreement, reason=reason, said_by=said_by, by=by)
    record("agreement.stop_said", by=by, about=family, family_id=family.pk, count=len(rows))
    return len(rows)


@transaction.atomic
def stop_by_receipt(receipt, agreement_id):
    """One press by whoever holds the receipt; what has stopped already stays stopped."""
    with beyond_sight("what the holder of a receipt agreed to"):
        return _stop_what_they_said(receipt, agreement_id)


def _stop_what_they_said(receipt, agreement_id):
    Family.objects.lock(receipt.family)
    given = Agreement.objects.in_force().filter(family=receipt.family).said_by(receipt.person)
    agreement = given.filter(pk=agreement_id).first()
    if agreement is None:
        return None
    how = {"reason": BY_THEMSELVES, "said_by": receipt.person, "by": SystemActor.PUBLIC}
    return withdraw_agreement(agreement, **how)


@transaction.atomic
def ask_to_stop(*, hub, name, born_on, reach, what, key, language):
    """Somebody without a code: kept, and owed an answer by the end of the next working day."""
    first = {
        "hub": hub,
        "name": words(name, _("Enter your name"), 200),
        "born_on": born_on.isoformat(),
        "reach": words(reach, _("Enter how we can reach you safely"), 500),
        "what": words(what, _("Enter what we should stop"), 1_000),
        "language": language,
        "due_at": working_calendar().end_of_next_working_day(timezone.now()),
    }
    open_with(key)
    asked, is_new = StopRequest.objects.get_or_create(pk=key, defaults=first)
    if is_new:
        record("stop.asked", by=SystemActor.PUBLIC, about=asked, hub=hub.pk)
        tell(asked, Rung.MANAGER, by=SystemActor.PUBLIC)
    return asked


def tell(asked, rung, *, by, stage="new"):
    """One answerable person of the hub, once at each stage."""
    ladder = ladder_of(None, Membership.objects.answering_for(asked.hub))
    told = climb(ladder, rung, lambda person: person.may_sign_in)
    if told.person is None:
        return
    notify(
        told.person,
        key=f"stop-request:{asked.pk}:{stage}",
        kind="stop_asked",
        by=by,
        about=asked,
        hub=asked.hub.name,
        when=asked.due_at,
        link="/families/stop-requests/",
    )


def tell_late(pk, rung):
    """Nobody has answered in time: the hub's manager again, and later who answers above."""
    asked = StopRequest.objects.open().select_related("hub").filter(pk=pk).first()
    if asked:
        first = Rung.MANAGER if rung == Rung.WORKER else Rung.SERVICE
        tell(asked, first, by=SystemActor.CLOCK, stage=f"late-{rung}")


@transaction.atomic
def finish_stop_request(asked, *, result, by):
    """Somebody spoke with them, and says what was stopped, or that nobody was found."""
    asked = StopRequest.objects.lock(asked)
    if asked.done_at:
        raise Refused(_("This has been done already."))
    asked.result = words(result, _("Enter what was done"), 2_000)
    asked.done_at, asked.done_by = timezone.now(), by
    asked.save(update_fields=["result", "done_at", "done_by", "updated_at"])
    record("stop.done", by=by, about=asked, hub=asked.hub_id)
    return asked


KINDS = {
    "all": NAMES_AN_ORGANISATION,
    "one": NAMES_AN_ORGANISATION,
    "images": (Purpose.IMAGES,),
    "messages": (Purpose.MESSAGES, Purpose.NEWS, Purpose.RESEARCH),
}
