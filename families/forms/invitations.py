"""Which session, and families of which groups."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.templatetags.govuk import clock
from hubs.models import Hub, Session

from ..models import InvitationResult, Person, PriorityGroup
from .outreach import GroupsField

SESSIONS_SHOWN = 60


class AtHubForm(forms.Form):
    """A GET form: families and sessions of which hub."""

    hub = forms.ModelChoiceField(
        label=_("Hub"),
        queryset=Hub.objects.all(),
        empty_label=_("Select a hub"),
        error_messages={"required": _("Select a hub"), "invalid_choice": _("Select a hub")},
    )


class SessionField(forms.ModelChoiceField):
    """Sessions to come, by day, time and name."""

    def label_from_instance(self, session):
        at = timezone.localtime(session.starts_at)
        return f"{date_format(at, 'D j M')}, {clock(at)}: {session.activity.name}"


class InviteForm(AtHubForm):
    """A GET form: the session and the groups, so that the list can be come back to."""

    session = SessionField(
        label=_("Session"),
        queryset=Session.objects.none(),
        empty_label=_("Select a session"),
        error_messages={
            "required": _("Select a session"),
            "invalid_choice": _("Select a session that is still to come"),
        },
    )
    groups = GroupsField(
        label=_("Families of which groups?"),
        queryset=PriorityGroup.objects.none(),
        error_messages={
            "required": _("Select at least one group"),
            "invalid_choice": _("Select groups from the list"),
            "invalid_pk_value": _("Select groups from the list"),
        },
    )

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].widget = forms.HiddenInput()
        self.fields["session"].queryset = sessions
        self.fields["groups"].queryset = PriorityGroup.objects.in_force().with_words()


class LookedAtField(forms.ModelMultipleChoiceField):
    """People whom the worker who knows them may put on the list."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        return f"{person} ({self.families[person.pk]})"


class SendForm(forms.Form):
    """Those whom the worker who knows them has looked at."""

    looked_at = LookedAtField(
        label=_("I know them, and it is safe to invite them"),
        queryset=Person.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _("Select people from the list"),
            "invalid_pk_value": _("Select people from the list"),
        },
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        mine = {line.chosen.person.pk: line.chosen.family.name for line in lines if line.may_look}
        self.fields["looked_at"].queryset = Person.objects.filter(pk__in=mine).order_by("full_name")
        self.fields["looked_at"].families = mine
        if not mine:
            del self.fields["looked_at"]

    @property
    def ids(self):
        return {person.pk for person in self.cleaned_data.get("looked_at", ())}


class ResultForm(forms.Form):
    """What somebody who was invited said."""

    result = forms.ChoiceField(
        label=_("What did they say?"),
        choices=InvitationResult.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select what they said"),
            "invalid_choice": _("Select what they said"),
        },
    )
