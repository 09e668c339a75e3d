"""Who is told about a request: one answerable person, found by climbing the hub's ladder."""

import logging

from families.models import Involvement
from familyhubs.accounts.models import User
from familyhubs.database.actor import beyond_sight
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify
from hubs.escalation import Rung, climb, ladder_of
from hubs.models import Absence, Deputy, DutyKind, DutyShift, Membership, Role
from hubs.permissions import is_away

from ..models import ContactAttempt, Referral

logger = logging.getLogger(__name__)


def first_to_tell(referral, rung=Rung.WORKER, *, after_decision=False):
    """The first person on this rung, or above it, who can answer; None where there is nobody.

    After the decision the family's lead works on it, not the front door.
    """
    ladder = ladder_for(referral)
    if after_decision:
        ladder[Rung.WORKER] = here_or_deputy(referral, lead_now(referral.family_id))
    return climb(ladder, rung, lambda user: can_answer(user, referral)).person


def lead_now(family_id):
    """Who leads the work with this family, or None."""
    leads = Involvement.objects.current().leads().filter(family=family_id)
    row = leads.select_related("user__organisation").first()
    return row and row.user


@beyond_sight("what somebody else may know")
def can_answer(user, referral):
    """Who may sign in now and may read this request; a bar passes them by (access.md section 2)."""
    return user.may_sign_in and Referral.objects.readable_by(user).filter(pk=referral.pk).exists()


def worker_of(referral):
    """Who works on this request by name: whoever holds it, or tried to reach the family last."""
    if referral.held_by_id:
        return User.objects.select_related("organisation").get(pk=referral.held_by_id)
    attempts = ContactAttempt.objects.filter(referral=referral).select_related("by__organisation")
    attempt = attempts.first()
    return attempt and attempt.by


def deputy_of(user):
    """Who stands in for somebody now, where that is a person who is here."""
    named = user and Deputy.objects.of(user).select_related("deputy__organisation").first()
    return named.deputy if named and not is_away(named.deputy) else None


def asked_first(referral):
    """The worker; their deputy in their place while they are away or cannot answer."""
    return here_or_deputy(referral, worker_of(referral))


def here_or_deputy(referral, worker):
    """Somebody who is here and can answer, else who stands in for them."""
    if worker is None:
        return []
    if is_away(worker) or not can_answer(worker, referral):
        deputy = deputy_of(worker)
        return [deputy] if deputy else []
    return [worker]


def ladder_for(referral):
    """Triage of the hub, its manager, the service's lead: who answers for this request."""
    memberships = list(Membership.objects.answering_for(referral.hub))
    shifts = DutyShift.objects.answering_now(DutyKind.TRIAGE).at_hub(referral.hub_id)
    on_duty = {shift.user_id for shift in shifts}
    ladder = ladder_of(None, memberships)
    officers = {m.user for m in memberships if m.role == Role.TRIAGE}
    officers = sorted(officers, key=lambda user: officer_order(user, referral, on_duty))
    ladder[Rung.WORKER] = [*asked_first(referral), *officers]
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
    """Everybody who answers for safeguarding, can sign in now and is not away."""
    away = Absence.objects.current().values("user")
    members = Membership.objects.current().filter(role=Role.SAFEGUARDING).exclude(user__in=away)
    users = {m.user for m in members.select_related("user__organisation")}
    return sorted((user for user in users if user.may_sign_in), key=lambda user: user.full_name)


def safeguarding_on_duty(referral):
    """Who is on the safeguarding duty now, for the council or this hub, and may read it."""
    shifts = DutyShift.objects.answering_now(DutyKind.SAFEGUARDING).at_hub(referral.hub_id)
    people = {shift.user for shift in shifts.select_related("user__organisation")}
    return [user for user in people if can_answer(user, referral)]


def tell_safeguarding(referral, kind, *, key, by, on_duty=False):
    """One message to each safeguarding lead who may know; whether there is one.

    `on_duty`: to those on duty now alone, where there are any.
    """
    leads = on_duty and safeguarding_on_duty(referral)
    if on_duty and not leads and is_known_to_a_lead(referral, key):
        return True  # Whoever was on duty knows: the end of a shift is no new alarm.
    leads = leads or safeguarding_leads()
    # Who was told and may not read it any more is nobody who knows.
    owed = {f"{key}:{lead.pk}": lead for lead in leads if can_answer(lead, referral)}
    for each in owed.keys() - already_told(owed):
        tell_about(referral, owed[each], kind=kind, key=each, by=by)
    return bool(owed)


@beyond_sight("whether somebody was told already")
def is_known_to_a_lead(referral, key):
    """Whether a safeguarding lead who is here and may read it was told under this key.

    A manager in their place, or whoever was to find somebody, is not one.
    """
    here = [lead.pk for lead in safeguarding_leads() if can_answer(lead, referral)]
    return Message.objects.filter(key__startswith=f"{key}:", user__in=here).exists()


def tell_whoever_screens(referral, kind, *, key, by, on_duty=False, nobody="request_nobody"):
    """The safeguarding leads; without one who may read it the manager or whoever is above; where
    there is nobody, who must find somebody learns that, by a message of the kind `nobody`."""
    if tell_safeguarding(referral, kind, key=key, by=by, on_duty=on_duty):
        return
    if told := first_to_tell(referral, Rung.MANAGER):
        tell_about(referral, told, kind=kind, key=f"{key}:{told.pk}", by=by)
    else:
        tell_that_nobody_can(referral, key=f"{key}:nobody", by=by, kind=nobody)


@beyond_sight("whether somebody was told already")
def already_told(keys):
    """Those of these keys under which there is a message."""
    return set(Message.objects.filter(key__in=keys).values_list("key", flat=True))


def tell_that_nobody_can(referral, *, key, by, kind="request_nobody"):
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
    notify(watcher, key=key, kind=kind, by=by, **about)
    return 1


@beyond_sight("what somebody else may know")
def may_hear(user, referral):
    """A reference is little, but a bar is a bar."""
    return Referral.objects.not_barred_to(user).filter(pk=referral.pk).exists()
