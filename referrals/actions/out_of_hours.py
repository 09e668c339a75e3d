"""What is red for safety while the front door is shut goes to whoever the council names."""

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
    now = now or timezone.now()
    if clocks.is_open(now):
        return 0
    key, told = f"request-red:{referral.pk}:{why}", 0
    if address := council().out_of_hours_email:
        words = f"{referral.reference}\n{settings.PUBLIC_URL}{referral.get_absolute_url()}"
        about = {"about": referral, "words": words}
        notify_address(address, key=key, kind="out_of_hours", by=by, **about)
        told += 1
    shifts = DutyShift.objects.answering_now(DutyKind.OUT_OF_HOURS, at=now)
    for shift in shifts.at_hub(referral.hub_id).select_related("user__organisation"):
        told += tell_on_duty(referral, shift.user, key=f"{key}:{shift.user.pk}", by=by)
    log.record("referral.told_out_of_hours", by=by, about=referral, people=told)
    return told


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
