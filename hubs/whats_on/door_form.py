"""What is typed at the door: who of the booked came, and how many others (R015)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import SessionMode
from .staff_forms import whole


class DoorForm(forms.Form):
    """The list at the door: a tick for each who booked, and two numbers for the others."""

    def __init__(self, *args, modes, bookings, came, counts, **kwargs):
        super().__init__(*args, **kwargs)
        self.modes, self.bookings, self.numbers = modes, bookings, []
        for booking in bookings:
            self.fields[str(booking.pk)] = self.tick(booking, came.get(booking.pk))
        for mode in modes:
            known = counts.get(mode)
            for name, label in self.COUNTED.items():
                said = f"{label}: {SessionMode(mode).label}" if len(modes) > 1 else label
                number = whole(said, initial=getattr(known, name, 0))
                self.fields[f"{name}-{mode}"] = number
                self.numbers.append(f"{name}-{mode}")

    COUNTED = {
        "walk_ins": _("Adults who came without a booking"),
        "children": _("Children in the room"),
    }

    def tick(self, booking, mode):
        """One tap where there is one way to take part, else a choice of the way."""
        if len(self.modes) == 1:
            return forms.BooleanField(label=booking.name, required=False, initial=bool(mode))
        choices = [("", _("Not here")), *((each, SessionMode(each).label) for each in self.modes)]
        said = {"invalid_choice": _("Select how they took part")}
        return forms.ChoiceField(
            label=booking.name, choices=choices, required=False, initial=mode, error_messages=said
        )

    @property
    def came(self):
        """What the action takes: the mode of each booking that came."""
        answers = self.cleaned_data
        found = {booking: answers[str(booking.pk)] for booking in self.bookings}
        return {
            booking: self.modes[0] if mode is True else mode
            for booking, mode in found.items()
            if mode
        }

    @property
    def counts(self):
        answers = self.cleaned_data
        return {
            mode: {name: answers[f"{name}-{mode}"] or 0 for name in self.COUNTED}
            for mode in self.modes
        }
