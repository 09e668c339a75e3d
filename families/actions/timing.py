"""The checks of dates and words that every action of this app begins with."""

from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.refusals import Refused

from ..moments import is_in_the_future


def moment(happened_at):
    """When it happened, or now; refused where it lies in the future."""
    now = timezone.now()
    if happened_at is None:
        return now
    if is_in_the_future(happened_at, now):
        raise Refused("The date must be today or in the past.")
    return happened_at


def words(text, missing, at_most=300):
    """Text that somebody must give, without the spaces around it."""
    text = (text or "").strip()
    if not text:
        raise Refused(missing)
    if len(text) > at_most:
        raise Refused(f"That is too long: {at_most} characters at most.")
    return text


def author(by):
    """The person who acts, or None for a system actor."""
    return by if isinstance(by, User) else None
