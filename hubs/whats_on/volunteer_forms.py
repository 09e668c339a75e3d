"""What staff type about a volunteer: their DBS check, and what families read of a champion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from ..models import DbsStatus
from .staff_forms import line, one_of, yes


class VolunteerForm(forms.Form):
    """A volunteer and their DBS check."""

    hub = one_of(None, _("Hub"), _("Select a hub"), _("Select the hub they help at"))
    name = line(_("Name"), _("Enter their name"))
    email = forms.EmailField(
        label=_("Email address (optional)"),
        max_length=254,
        required=False,
        error_messages={
            name: _("Enter an email address in the right form, like name@example.com")
            for name in ("invalid", "max_length")
        },
    )
    role = line(_("What they do (optional)"))
    is_parent_champion = yes(_("Parent champion"))
    said_yes_on = DateField(
        label=_("A champion’s yes to be shown to families: when did they give it? (optional)"),
        called=_("The day of their yes"),
        must_be="today or past",
        required=False,
        help_text=_("Empty it when they take it back: families then read nothing of them."),
    )
    shown_as = line(
        _("The first name that families read (optional)"),
        max_length=40,
        help_text=_("As they wish it. Nothing else of them is shown but the next two."),
    )
    speaks = line(
        _("Languages they speak (optional)"), max_length=150, help_text=_("Like: English, Arabic")
    )
    here_when = line(
        _("When they are at the hub (optional)"),
        max_length=150,
        help_text=_("Like: Tuesdays, 10am to midday, in the café"),
    )
    dbs_status = forms.ChoiceField(
        label=_("DBS check"),
        choices=DbsStatus.choices,
        error_messages={
            "required": _("Select how the check stands"),
            "invalid_choice": _("Select how the check stands"),
        },
    )
    dbs_checked_on = DateField(
        label=_("Checked on (optional)"), called=_("The day of the check"), required=False
    )
    dbs_due_on = DateField(
        label=_("Due again on (optional)"),
        called=_("The day it is due again"),
        required=False,
        help_text=_("They can lead sessions until this day."),
    )
    left_on = DateField(
        label=_("Left on (optional)"),
        called=_("The day they left"),
        must_be="today or past",
        required=False,
        help_text=_(
            "Their last day. They lead nothing after it, families read nothing of them, and six"
            " years later their name is deleted."
        ),
    )

    def __init__(self, *args, hubs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = hubs
