"""What the portal writes about itself."""

from django.utils import timezone

from .models import Tick

BEAT = "beat"


def record_tick(name, *, by):
    """Note that the clock is running; `by` is the system actor of the transaction."""
    Tick.objects.update_or_create(name=name, defaults={"at": timezone.now()})
