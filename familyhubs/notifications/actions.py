"""What people do with messages: read their notices; try again what was given up."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from .models import Message
from .outbox import ring_after_commit


def mark_read(message, *, by):
    """Their own notice has been read; reading it twice changes nothing."""
    Message.objects.visible_to(by).unread().filter(pk=message.pk).update(read_at=timezone.now())


def mark_all_read(*, by):
    """Nothing unread is left of what they have been shown so far; says how many there were."""
    return Message.objects.visible_to(by).unread().update(read_at=timezone.now())


@transaction.atomic
def try_again(message, *, by):
    """A message that was given up starts anew, once what was wrong has been mended."""
    message = Message.objects.lock(message)
    if message.failed_at is None:
        raise Refused(_("This message was not given up. Go back and look again."))
    if message.is_typed:
        raise Refused(_("Its address was wiped, so it cannot be tried again."))
    message.failed_at, message.attempts, message.due_at = None, 0, timezone.now()
    message.save()
    record("message.tried_again", by=by, about=message)
    ring_after_commit(message)
