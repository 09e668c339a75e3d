"""What a person does with their notices."""

from django.utils import timezone

from .models import Message


def mark_read(message, *, by):
    """Their own notice has been read; reading it twice changes nothing."""
    Message.objects.visible_to(by).unread().filter(pk=message.pk).update(read_at=timezone.now())


def mark_all_read(*, by):
    """Nothing unread is left of what they have been shown so far; says how many there were."""
    return Message.objects.visible_to(by).unread().update(read_at=timezone.now())
