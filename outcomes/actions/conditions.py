"""What must hold before anything is written, each in the user's words."""

from django.utils import timezone
from django.utils.translation import gettext as _

from families.models import Family
from families.moments import is_in_the_future
from familyhubs.refusals import Refused

from ..models import Plan
from ..results import SCALE


def moment(given):
    """When it happened: now, or the past moment given (a catch-up entry); never the future."""
    now = timezone.now()
    if given is not None and is_in_the_future(given, now):
        raise Refused(_("This cannot be dated in the future."))
    return given or now


def day_of(at):
    return timezone.localtime(at).date()


def lock_open(plan, at=None):
    """The plan, locked and still open, and open already at this moment.

    The family is locked first: actions of `families` start there, and two orders would deadlock.
    """
    family = Family.objects.lock(plan.family)
    plan = Plan.objects.lock(plan)
    plan.family = family
    if plan.closed_at is not None:
        raise Refused(_("This plan has been closed, so it cannot be changed."))
    if at is not None and at < plan.opened_at:
        raise Refused(_("This cannot be dated before the plan was opened."))
    return plan


def words(text, message):
    """The text without loose ends, or a refusal where there is none."""
    text = (text or "").strip()
    if not text:
        raise Refused(message)
    return text


def score(value):
    """A whole number on the scale, or None."""
    if value is not None and value not in SCALE:
        raise Refused(_("A score is a whole number from 1 to 10."))
    return value
