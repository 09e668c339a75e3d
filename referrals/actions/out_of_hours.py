"""What is red for safety while the front door is shut goes to whoever the council names (0040)."""

from django.conf import settings
from django.utils import timezone

from familyhubs.audit import log
from familyhubs.council.current import council
from familyhubs.notifications.outbox import notify, notify_address
from hubs.models import DutyKind, DutyShift

from .. import clocks
from .telling import can_answer, may_hear, tell_about


def tell_out_of_hours(referral, why, *, by, now=None):
    """The named contact and whoever is on the out-of-hours duty: once for each reason.

    A reference and a link, nothing about anybody; nothing while the front door is open.
    """
    key = f"request-red:{referral.pk}:{why}"

    def tell_one(user):
        return tell_on_duty(referral, user, key=f"{key}:{user.pk}", by=by)

    told = tell_those_on_call(referral, tell_one, key=key, mail="out_of_hours", by=by, now=now)
    if told is not None:
        log.record("referral.told_out_of_hours", by=by, about=referral, people=told)


def tell_those_on_call(about, tell_one, *, key, mail, by, now=None):
    """A request or a concern, to the named contact and to whoever is on the out-of-hours duty; how
    many were told, None while the front door is open.

    `tell_one` tells a person on duty and says whether it did; `mail` is the kind of the letter.
    """
    now = now or timezone.now()
    if clocks.is_open(now):
        return None
    told = 0
    if address := council().out_of_hours_email:
        words = f"{about.reference}\n{settings.PUBLIC_URL}{about.get_absolute_url()}"
        notify_address(address, key=key, kind=mail, by=by, about=about, words=words)
        told += 1
    shifts = DutyShift.objects.answering_now(DutyKind.OUT_OF_HOURS, at=now)
    shifts = shifts.at_hub(about.hub_id).select_related("user__organisation")
    return told + sum(tell_one(user) for user in {shift.user for shift in shifts})


def tell_on_duty(referral, user, *, key, by):
    """Whether somebody on duty was told: who may not read it gets the reference alone, and rings
    whoever may (0044); a bar is a bar."""
    if can_answer(user, referral):
        tell_about(referral, user, kind="request_flagged", key=key, by=by)
    elif may_hear(user, referral):
        about = {"about": referral, "reference": referral.reference}
        notify(user, key=key, kind="request_flagged_ring", by=by, **about)
    else:
        return False
    return True
