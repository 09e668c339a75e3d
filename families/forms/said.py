"""What the forms about one member have in common: since when, and who else is in the family."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from ..models import Person
from .days import moment_of


def words_field(label, at_most, missing=None, **kwargs):
    """A line of words, asked for where `missing` says so."""
    messages = {"max_length": _("This must be %(limit_value)d characters or fewer")}
    if missing:
        messages["required"] = missing
    return forms.CharField(
        label=label,
        max_length=at_most,
        required=bool(missing),
        error_messages=messages,
        **kwargs,
    )


def choice_field(label, choices, missing, **kwargs):
    """One of these; the message is the same for none and for what is not in the list."""
    messages = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(label=label, choices=choices, error_messages=messages, **kwargs)


class PersonField(forms.ModelChoiceField):
    """Somebody of the family."""

    def __init__(self, *, missing, **kwargs):
        messages = {"required": missing, "invalid_choice": missing}
        super().__init__(queryset=Person.objects.none(), error_messages=messages, **kwargs)


class MemberSaysForm(forms.Form):
    """Something about one member; the action gets them as `called`."""

    called = "person"
    since = DateField(
        label=_("Since when? (optional)"),
        called=_("The date"),
        must_be="today or past",
        required=False,
    )

    def __init__(self, *args, member, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        others = people.exclude(pk=member.person_id)
        for field in self.fields.values():
            if isinstance(field, PersonField | forms.ModelMultipleChoiceField):
                field.queryset = others
        self.order_fields([name for name in self.fields if name not in ("people", "since")])

    @property
    def values(self):
        values = dict(self.cleaned_data)
        if "since" in values:
            since = values.pop("since")
            values["happened_at"] = moment_of(since) if since else None
        return values | {self.called: self.member.person}


class EndForm(forms.Form):
    """Why something holds no longer."""

    reason = words_field(
        _("Why does it hold no longer?"),
        200,
        _("Enter why it holds no longer"),
        help_text=_("For example, they moved, the order is over, entered by mistake."),
    )
