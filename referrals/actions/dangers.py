"""A danger that is told of after a request came in: red from then on, and looked at anew."""

from django.utils import timezone

from familyhubs.audit import log

from .. import clocks
from ..models import Status
from .out_of_hours import tell_out_of_hours
from .telling import first_to_tell, tell_about, tell_whoever_screens


def mark_red(referral, flags, *, said, by):
    """Add these flags to a request that is held; gives back those it did not have.

    `said` names in the keys of the messages what told of them.
    """
    new = [flag for flag in dict.fromkeys(flags) if flag not in referral.safety_flags]
    if not new:
        return []
    referral.safety_flags = [*referral.safety_flags, *new]
    if referral.is_open:
        run_day_and_night(referral, timezone.now())
    referral.save()
    log.record("referral.marked_red", by=by, about=referral, flags=new)
    key = f"request-danger:{referral.pk}:{said}"
    tell_out_of_hours(referral, said, by=by)
    tell_whoever_screens(
        referral, "request_flagged", key=key, by=by, nobody="request_flagged_nobody"
    )
    first = first_to_tell(referral, after_decision=referral.was_accepted)
    if first not in (None, by):
        tell_about(referral, first, kind="request_flagged", key=f"{key}:first", by=by)
    return new


def run_day_and_night(referral, now):
    """By the red clock from now, where that is sooner; a screen of what was told before does not
    stand for what is told now, and nothing waits for a family that has spoken (0044)."""
    screen = clocks.screen_due(now, red=True)
    if referral.screened_at is None:
        screen = min(screen, referral.screen_due_at)
    referral.screen_due_at, referral.screened_at, referral.screened_by = screen, None, None
    decision, contact = clocks.decision_due(now, red=True), clocks.contact_due(now, red=True)
    for name, red in (("decision_due_at", decision), ("contact_due_at", contact)):
        # What stood still was due later than its row says.
        before = None if referral.status != Status.WAITING else getattr(referral, name)
        setattr(referral, name, min(red, before or red))
    referral.status, referral.paused_at, referral.paused_for = Status.WAITING, None, ""
    referral.review_on = None
