"""Who is told about a request: one answerable person, found by climbing the hub's ladder."""

from familyhubs.notifications.outbox import notify
from hubs.escalation import Rung, climb, ladder_of
from hubs.models import DutyShift, Membership, Role

from ..models import Referral


def first_to_tell(referral, rung=Rung.WORKER):
    """The first person on this rung, or above it, who can answer; None where there is nobody."""
    return climb(ladder_for(referral), rung, lambda user: can_answer(user, referral)).person


def can_answer(user, referral):
    """Who may sign in now and may read this request; a bar passes them by (access.md section 2)."""
    return user.may_sign_in and Referral.objects.readable_by(user).filter(pk=referral.pk).exists()


def ladder_for(referral):
    """Triage of the hub, its manager, the service's lead: who answers for this request."""
    memberships = list(Membership.objects.answering_for(referral.hub))
    on_duty = set(
        DutyShift.objects.current().filter(hub=referral.hub_id).values_list("user", flat=True)
    )
    ladder = ladder_of(None, memberships)
    officers = {m.user for m in memberships if m.role == Role.TRIAGE}
    ladder[Rung.WORKER] = sorted(officers, key=lambda user: officer_order(user, referral, on_duty))
    return ladder


def officer_order(user, referral, on_duty):
    """Those on duty first; the others in an order of each request's own, to spread the load."""
    return (user.pk not in on_duty, (user.pk.int ^ referral.pk.int))


def safeguarding_leads():
    """Everybody who answers for safeguarding and can sign in now."""
    members = Membership.objects.current().filter(role=Role.SAFEGUARDING)
    users = {m.user for m in members.select_related("user__organisation")}
    return sorted((user for user in users if user.may_sign_in), key=lambda user: user.full_name)


def tell_safeguarding(referral, kind, *, key, by):
    """One message to each safeguarding lead who may know; the same key never makes a second one."""
    for lead in safeguarding_leads():
        if not can_answer(lead, referral):
            continue
        notify(
            lead,
            key=f"{key}:{lead.pk}",
            kind=kind,
            by=by,
            about=referral,
            reference=referral.reference,
            link=referral.get_absolute_url(),
        )
