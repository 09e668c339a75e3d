"""Who is told about a request: one answerable person, found by climbing the hub's ladder."""

import logging

from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify
from hubs.escalation import Rung, climb, ladder_of
from hubs.models import DutyKind, DutyShift, Membership, Role

from ..models import Referral

logger = logging.getLogger(__name__)


def first_to_tell(referral, rung=Rung.WORKER):
    """The first person on this rung, or above it, who can answer; None where there is nobody."""
    return climb(ladder_for(referral), rung, lambda user: can_answer(user, referral)).person


def can_answer(user, referral):
    """Who may sign in now and may read this request; a bar passes them by (access.md section 2)."""
    return user.may_sign_in and Referral.objects.readable_by(user).filter(pk=referral.pk).exists()


def ladder_for(referral):
    """Triage of the hub, its manager, the service's lead: who answers for this request."""
    memberships = list(Membership.objects.answering_for(referral.hub))
    shifts = DutyShift.objects.answering_now(DutyKind.TRIAGE).at_hub(referral.hub_id)
    on_duty = {shift.user_id for shift in shifts}
    ladder = ladder_of(None, memberships)
    officers = {m.user for m in memberships if m.role == Role.TRIAGE}
    ladder[Rung.WORKER] = sorted(officers, key=lambda user: officer_order(user, referral, on_duty))
    return ladder


def officer_order(user, referral, on_duty):
    """Whoever has it, then those on duty; the others in an order of each request's own."""
    return (user.pk != referral.held_by_id, user.pk not in on_duty, user.pk.int ^ referral.pk.int)


def tell_about(referral, to, *, kind, key, by):
    """A message with the reference and the way to the page: nothing about anybody."""
    return notify(
        to,
        key=key,
        kind=kind,
        by=by,
        about=referral,
        reference=referral.reference,
        link=referral.get_absolute_url(),
    )


def safeguarding_leads():
    """Everybody who answers for safeguarding and can sign in now."""
    members = Membership.objects.current().filter(role=Role.SAFEGUARDING)
    users = {m.user for m in members.select_related("user__organisation")}
    return sorted((user for user in users if user.may_sign_in), key=lambda user: user.full_name)


def tell_safeguarding(referral, kind, *, key, by):
    """One message to each safeguarding lead who may know; whether any of them has one."""
    owed = {f"{key}:{lead.pk}": lead for lead in safeguarding_leads()}
    known = already_told(owed)
    new = {key: owed[key] for key in owed.keys() - known if can_answer(owed[key], referral)}
    for each, lead in new.items():
        tell_about(referral, lead, kind=kind, key=each, by=by)
    return bool(known or new)


def already_told(keys):
    """Those of these keys under which there is a message."""
    return set(Message.objects.filter(key__in=keys).values_list("key", flat=True))


def tell_that_nobody_can(referral, *, key, by):
    """Whoever watches the front door learns that somebody must be found, without a link (0009)."""
    if already_told([key]):
        return 0
    watchers = ladder_for(referral)[Rung.QUEUE]
    watcher = next(
        (user for user in watchers if user.may_sign_in and may_hear(user, referral)), None
    )
    if watcher is None:
        logger.error("Nobody can be told of a request", extra={"referral": str(referral.pk)})
        return 0
    about = {"about": referral, "reference": referral.reference}
    notify(watcher, key=key, kind="request_nobody", by=by, **about)
    return 1


def may_hear(user, referral):
    """A reference is little, but a bar is a bar."""
    return Referral.objects.not_barred_to(user).filter(pk=referral.pk).exists()
