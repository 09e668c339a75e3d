"""Which session, and who came to it."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.templatetags.govuk import clock
from hubs.models import Hub, Session, SessionMode

from ..models import Person
from .notes import PeopleField

DAYS_BACK = 28


def days(today):
    """The last four weeks, the newest first, as choices."""
    back = [today - timedelta(days=n) for n in range(DAYS_BACK)]
    return [(day.isoformat(), date_format(day, "l j F")) for day in back]


class WhereAndWhenForm(forms.Form):
    """A GET form: at which hub, on which day."""

    hub = forms.ModelChoiceField(
        label=_("Hub"),
        queryset=Hub.objects.all(),
        empty_label=None,
        error_messages={"required": _("Select a hub"), "invalid_choice": _("Select a hub")},
    )
    day = forms.TypedChoiceField(
        label=_("Day"),
        coerce=date.fromisoformat,
        error_messages={
            "required": _("Select a day"),
            "invalid_choice": _("Select a day of the last four weeks"),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = days(timezone.localdate())


class SessionField(forms.ModelChoiceField):
    """Sessions of one day, by their time and name."""

    widget = forms.RadioSelect

    def label_from_instance(self, session):
        return f"{clock(timezone.localtime(session.starts_at))}: {session.activity.name}"


class AttendanceForm(forms.Form):
    """Who of the family came, and how they took part."""

    session = SessionField(
        label=_("Which session?"),
        queryset=Session.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Select a session"),
            "invalid_choice": _("Select a session of this day"),
        },
    )
    people = PeopleField(
        label=_("Who came?"),
        queryset=Person.objects.none(),
        error_messages={
            "required": _("Select who came"),
            "invalid_choice": _("Select people who are in this family"),
            "invalid_pk_value": _("Select people who are in this family"),
        },
    )
    mode = forms.ChoiceField(
        label=_("How did they take part?"),
        choices=SessionMode.choices,
        initial=SessionMode.IN_PERSON,
        error_messages={
            "required": _("Select how they took part"),
            "invalid_choice": _("Select how they took part"),
        },
    )

    def __init__(self, *args, sessions, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions
        self.fields["people"].queryset = people
