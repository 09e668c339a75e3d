"""The day on which something happened, asked the same way everywhere."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField


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


def end_of(day):
    """The moment after the whole of a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
