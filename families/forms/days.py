"""The day on which something happened, asked the same way everywhere."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from ..moments import end_of

__all__ = ["day_field", "end_of", "moment_of"]


def day_field(label=None):
    """Today unless said otherwise, never in the future."""
    return DateField(
        label=label or _("When did it happen?"),
        called=_("The date"),
        must_be="today or past",
        initial=timezone.localdate,
        error_messages={"required": _("Enter the date it happened")},
    )


def moment_of(day):
    """Now for today; for an earlier day its noon."""
    if day == timezone.localdate():
        return None
    return timezone.make_aware(datetime.combine(day, time(12)))
