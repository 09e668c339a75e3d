"""What people type about one person: numbers, names, ways of contact, and why something ends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions import Before
from ..identifiers import System
from ..models import Allows, CardWay, NameUse, Source


def source_field():
    """How we know, asked the same way everywhere."""
    return forms.ChoiceField(
        label=_("How do you know?"),
        choices=[("", _("Select one")), *Source.choices],
        error_messages={
            "required": _("Select how you know"),
            "invalid_choice": _("Select how you know"),
        },
    )


def line(label, help_text="", *, missing="", at_most=100):
    """One line, that must be there where `missing` says so."""
    said = {"max_length": _("This must be %(limit_value)d characters or fewer")}
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=at_most,
        required=bool(missing),
        widget=forms.TextInput({"spellcheck": "false", "autocomplete": "off"}),
        error_messages=said | ({"required": missing} if missing else {}),
    )


class IdentifierForm(forms.Form):
    """A number and who issued it; what is wrong with it the action says."""

    system = forms.ChoiceField(
        label=_("Which number is it?"),
        choices=[("", _("Select one")), *System.choices],
        error_messages={
            "required": _("Select which number it is"),
            "invalid_choice": _("Select which number it is"),
        },
    )
    value = line(
        _("Number"), _("With or without spaces."), missing=_("Enter the number"), at_most=60
    )
    source = source_field()


class EndHeldForm(forms.Form):
    """Why something is no longer so."""

    reason = line(_("Why does it end?"), missing=_("Enter why it ends"), at_most=200)


class ChangeNameForm(forms.Form):
    """The name they go by from now on."""

    full_name = line(_("Full name"), missing=_("Enter a full name"), at_most=200)
    known_as = line(_("Known as (optional)"))
    before = forms.ChoiceField(
        label=_("What becomes of the name before?"),
        choices=Before.choices,
        widget=forms.RadioSelect(
            {
                "hints": {
                    Before.HIDDEN: _(
                        "For example after transition, or because somebody looks for them. No"
                        " search finds it; only those who keep this record read it. What was"
                        " written before stays as it was: look at the family’s name too."
                    )
                }
            }
        ),
        error_messages={
            "required": _("Select what becomes of the name before"),
            "invalid_choice": _("Select what becomes of the name before"),
        },
    )
    source = source_field()


class AddNameForm(forms.Form):
    """Another name of theirs."""

    name = line(_("Name"), missing=_("Enter a name"), at_most=200)
    use = forms.ChoiceField(
        label=_("What is it for?"),
        choices=NameUse.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select what the name is for"),
            "invalid_choice": _("Select what the name is for"),
        },
    )
    is_hidden = forms.BooleanField(
        label=_("Not to be used: nobody else reads it and no search finds it"), required=False
    )
    source = source_field()


class ChannelsForm(forms.Form):
    """Yes, no or not asked for each way; `seen` is the version of the card on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    said_by = line(_("Who said so?"), missing=_("Enter who said so"))
    source = source_field()

    def __init__(self, *args, card=None, answers, **kwargs):
        super().__init__(*args, initial={"seen": card.version if card else ""}, **kwargs)
        for way in CardWay:
            self.fields[way.value] = forms.ChoiceField(
                label=way.label,
                choices=Allows.choices,
                initial=answers[way],
                widget=forms.RadioSelect({"small": True, "inline": True, "label_size": "s"}),
                error_messages={
                    "required": _("Select an answer for each way"),
                    "invalid_choice": _("Select an answer for each way"),
                },
            )
        self.order_fields([*CardWay.values, "said_by", "source", "seen"])

    @property
    def values(self):
        values = dict(self.cleaned_data)
        return {"answers": {way: values.pop(way) for way in CardWay.values}} | values
