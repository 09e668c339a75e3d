"""What somebody without an account types about their information."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from ..models import Against, Asker

TOO_LONG = _("This must be %(limit_value)d characters or fewer")


def text(label, missing, *, most, lines=3, **more):
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": lines}) if lines else forms.TextInput,
        error_messages={"required": missing, "max_length": TOO_LONG},
        **more,
    )


def one_of(label, choices, missing):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


class TellUsForm(forms.Form):
    """Who you are, for whom you ask, how to reach you safely. What is asked, each kind says."""

    name = text(_("Your name"), _("Enter your name"), most=200, lines=0)
    born_on = DateField(
        label=_("Your date of birth"),
        help_text=_("So that we find the right person."),
        called=_("Your date of birth"),
        must_be="today or past",
        error_messages={"required": _("Enter your date of birth")},
    )
    asker = one_of(
        _("Who is this about?"),
        [
            (Asker.SELF, _("Me")),
            (Asker.PARENT, _("My child")),
            (Asker.OTHER, _("Someone who asked me to speak for them")),
        ],
        _("Choose who this is about"),
    )
    about = text(
        _("If it is not about you: who is it about? (optional)"),
        "",
        most=500,
        lines=0,
        required=False,
    )
    reach = text(
        _("How can we reach you safely?"),
        _("Enter how we can reach you safely"),
        most=500,
        help_text=_("A phone number or email, and when. Tell us if someone must not know."),
    )
    email = forms.EmailField(
        label=_("Your email, if it is safe for us to write to you there (optional)"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "invalid": _("Enter an email address in the right form, like name@example.com"),
            "max_length": TOO_LONG,
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ["against", "what"]

    def clean_key(self):
        return self.cleaned_data["key"] or uuid4()

    @property
    def facts(self):
        return self.cleaned_data | {"born_on": self.cleaned_data["born_on"].isoformat()}


class CopyForm(TellUsForm):
    """A copy of what is held."""

    what = text(
        _("What would you like to see?"),
        _("Enter what you would like to see"),
        most=2_000,
        help_text=_("For example: all of it, or what you wrote about us this year."),
    )


class CorrectForm(TellUsForm):
    """Something that is wrong."""

    what = text(
        _("What is wrong, and what is right?"),
        _("Enter what is wrong"),
        most=2_000,
    )


class ObjectForm(TellUsForm):
    """Something that should not be done."""

    against = one_of(
        _("What should we not do?"),
        [
            (Against.LISTS, _("Put us on lists of families who may need help")),
            (Against.SHARING, _("Tell someone else about us")),
            (Against.OTHER, _("Something else")),
        ],
        _("Choose what we should not do"),
    )
    what = text(
        _("Tell us more"),
        _("Enter what we should not do"),
        most=2_000,
        help_text=_("You need not say why."),
    )


class ComplainForm(TellUsForm):
    """Not happy with what was done with their information."""

    what = text(
        _("What happened, and what should we do?"),
        _("Enter what happened"),
        most=2_000,
    )
