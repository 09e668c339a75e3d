"""What a system administrator may type about the council."""

from copy import copy
from functools import partial

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from familyhubs.council import rules
from familyhubs.council.models import Clocks, Contacts, CouncilSettings, Names, Theme
from familyhubs.govuk.fields import DateField, TimeField
from referrals.what_if import CLOCKS

# Those of the clocks are set where it is seen first what another target would do (pages/clocks.py).
NOT_TYPED = {"opens", "closes", *CLOCKS}
COLOURS = {"ink", "accent", "ground"}


def names_of(part):
    """The fields of one part of the record, in its order."""
    names = [field.name for field in part._meta.local_fields]
    return [name for name in names if name not in NOT_TYPED]


def missing(name):
    """What the page says where this field of the record was left empty."""
    label = CouncilSettings._meta.get_field(name).verbose_name
    return {"required": format_lazy(_("Enter: {label}"), label=label)}


class ChangeSettingsForm(forms.ModelForm):
    """All of the council's record on one page, in four groups."""

    # Which version the page showed: the action refuses when somebody else saved in between.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = CouncilSettings
        fields = [name for part in (Names, Contacts, Theme, Clocks) for name in names_of(part)]
        error_messages = {name: missing(name) for name in fields}
        labels = {
            "escalation_days": _("Tell someone higher up after, working days"),
            "review_reminder_days": _("Remind about a review, days from the day it is due"),
        }
        help_texts = {
            "front_door_name": _("Families and staff see this name on every page."),
            "helplines": _("One on each line: name | number | what it is for"),
            "out_of_hours_email": _(
                "A message with a reference goes there at once when a request is marked for"
                " safety while the front door is shut. Leave it empty where nobody reads it then:"
                " the form tells families so."
            ),
            "out_of_hours_hours": _("Families read this. For example: every night and weekend."),
            "chat_is_on": _(
                "Families can chat while this is on, the front door is open and somebody is on the"
                " duty rota for live chat. At any other time they find “ask us”."
            ),
            "copy_link_days": _(
                "For whoever asked for a copy of what is held about them. Links that were sent"
                " before keep the days that their email says. A shorter time is safer where others"
                " read their email; a longer one is kinder to somebody who is away."
            ),
            "accent": _("White words on it, and it on the page background, need 7 to 1."),
            "escalation_days": _("Three numbers: worker, manager, service lead. For example 1,2,5"),
            "review_reminder_days": _("-7 is a week before. For example -7,0,3,10"),
        }
        field_classes = {
            "accessibility_reviewed_on": partial(DateField, must_be="today or past"),
        }
        widgets = {
            "helplines": forms.Textarea(attrs={"rows": 7}),
            "postal_address": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, instance, **kwargs):
        # A copy: the record that the rest of the page reads must not change before it is saved.
        self.unchanged = instance
        super().__init__(*args, instance=copy(instance), **kwargs)
        self.initial["version"] = instance.version
        for name, field in self.fields.items():
            if name in COLOURS:
                field.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        for name in [*names_of(Clocks), *names_of(Theme)]:
            self.fields[name].widget.attrs["width"] = "10" if name in names_of(Theme) else "5"
        for day, day_name in WEEKDAYS.items():
            for edge, label in (("opens", _("%(day)s from")), ("closes", _("%(day)s until"))):
                self.fields[f"{edge}_{day}"] = TimeField(
                    label=label % {"day": day_name},
                    required=False,
                    initial=getattr(instance, edge)[day],
                )

    def group(self, part):
        return [self[name] for name in names_of(part)]

    def names(self):
        return self.group(Names)

    def contacts(self):
        return self.group(Contacts)

    def theme(self):
        return self.group(Theme)

    def clocks(self):
        return self.group(Clocks)

    def days(self):
        """Each weekday with its two boxes."""
        return [
            (name, self[f"opens_{day}"], self[f"closes_{day}"]) for day, name in WEEKDAYS.items()
        ]

    def shown(self):
        """The record as it was when the page was drawn."""
        shown = copy(self.unchanged)
        shown.version = self.cleaned_data["version"]
        return shown

    def values(self):
        """What the action saves, under the record's own names."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        for edge in ("opens", "closes"):
            values[edge] = [self.cleaned_data[f"{edge}_{day}"] for day in WEEKDAYS]
        return values

    def clean_ink(self):
        return self.cleaned_data["ink"].strip().lower()

    def clean_accent(self):
        return self.cleaned_data["accent"].strip().lower()

    def clean_ground(self):
        return self.cleaned_data["ground"].strip().lower()

    def clean(self):
        if not self.errors:
            candidate = copy(self.unchanged)
            for name, value in self.values().items():
                setattr(candidate, name, value)
            for name, message in rules.problems(candidate):
                self.add_error(name, message)
        return self.cleaned_data
