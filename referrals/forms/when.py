"""When something happened that is written down later: clocks run by that, not by the typing."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField, TimeField

WHEN = ("happened_on", "happened_time")
# A slip in the year is likelier than something as old as this.
OLDEST = timedelta(days=366)


def day_field(label):
    """The day, where it was not just now."""
    return DateField(
        label=label,
        help_text=_("Only if it was earlier."),
        called=_("The day"),
        must_be="today or past",
        required=False,
    )


def time_field():
    """The time of that day; without a day, of today."""
    return TimeField(
        label=_("At what time? (optional)"),
        help_text=_("As near as you know, for example 9:30am."),
        required=False,
    )


def settle_when(form):
    """In a form's clean(): the moment as `happened_at`, in place of day and time; None for now."""
    day, clock = (form.cleaned_data.pop(name, None) for name in WHEN)
    form.cleaned_data["happened_at"] = None
    if (day is None and clock is None) or set(WHEN) & form.errors.keys():
        return
    if clock is None:
        form.add_error("happened_time", _("Enter the time, as near as you know"))
        return
    now = timezone.now()
    at = timezone.make_aware(datetime.combine(day or timezone.localdate(), clock))
    if at > now:
        form.add_error("happened_time", _("The time must be in the past"))
    elif at < now - OLDEST:
        form.add_error("happened_on", _("The day must be within the last year"))
    else:
        form.cleaned_data["happened_at"] = at


class WhenForm(forms.Form):
    """A form that asks last when it was."""

    happened_on = day_field(_("When was it? (optional)"))
    happened_time = time_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in WHEN])

    def clean(self):
        settle_when(self)
        return self.cleaned_data
