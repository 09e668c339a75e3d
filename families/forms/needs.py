"""What somebody needs to understand us, be understood and come in (domain.md 2.14)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField
from familyhubs.govuk.forms import settle_revealed
from hubs.languages import spoken

from ..models import StaffGender
from ..needs import GROUPS, NeedKind
from .held import line, source_field

INSIDE = {
    NeedKind.SPOKEN: ("language", "dialect", "interpreter"),
    NeedKind.LARGE_PRINT: "print_size",
}
TICKED = ("support", "reading", "coming")


def group(label, kinds):
    """One group of needs to tick."""
    return forms.MultipleChoiceField(
        label=label,
        choices=[(kind, NeedKind(kind).label) for kind in kinds],
        required=False,
        widget=forms.CheckboxSelectMultiple(
            {
                "small": True,
                "label_size": "s",
                "reveals": {k: v for k, v in INSIDE.items() if k in kinds},
            }
        ),
        error_messages={"invalid_choice": _("Select what they need from the list")},
    )


class NeedsForm(forms.Form):
    """Everything asked at once; `seen` is the answer that stood on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    has_none = forms.BooleanField(label=_("They were asked and need nothing"), required=False)
    support = group(*GROUPS[0])
    reading = group(*GROUPS[1])
    coming = group(*GROUPS[2])
    language = forms.ChoiceField(
        label=_("Which language?"),
        required=False,
        error_messages={
            "required": _("Select which language they need an interpreter for"),
            "invalid_choice": _("Select which language they need an interpreter for"),
        },
    )
    dialect = line(_("Dialect (optional)"), at_most=60)
    interpreter = forms.ChoiceField(
        label=_("Who should interpret? (optional)"),
        choices=[("", _("No preference")), *StaffGender.choices],
        required=False,
    )
    print_size = line(_("Which size? (optional)"), _("For example, 24 point."), at_most=60)
    words = forms.CharField(
        label=_("What helps, in their words (optional)"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": _("This must be 1,000 characters or fewer")},
    )
    source = source_field()
    review_due_on = DateField(
        label=_("When do we ask again? (optional)"),
        called=_("The day to ask again"),
        help_text=_("In a year, if you leave it out."),
        must_be="today or future",
        required=False,
    )

    def __init__(self, *args, asked=None, needs=(), **kwargs):
        held = {need.kind: need for need in needs}
        said = held.get(NeedKind.SPOKEN)
        initial = {
            name: [kind for kind in kinds if kind in held]
            for name, (_label, kinds) in zip(TICKED, GROUPS, strict=True)
        }
        if said:
            initial |= {k: getattr(said, k) for k in ("language", "dialect", "interpreter")}
        if NeedKind.LARGE_PRINT in held:
            initial["print_size"] = held[NeedKind.LARGE_PRINT].details
        initial["seen"] = str(asked.pk) if asked else ""
        if asked:
            initial |= {"words": asked.words, "has_none": asked.has_none}
        super().__init__(*args, initial=initial, **kwargs)
        languages = [("", _("Select a language")), *spoken()]
        if said and said.language not in dict(languages):
            languages.append((said.language, said.language))
        self.fields["language"].choices = languages

    def clean(self):
        settle_revealed(self)
        ticked = self.cleaned_data
        if not any(ticked.get(n) for n in ("has_none", *TICKED, "words")):
            self.add_error("has_none", _("Select what they need, or that they need nothing"))
        return ticked

    @property
    def values(self):
        """What the action takes: {kind: what must be known to meet it}, and the answer."""
        values = dict(self.cleaned_data)
        kinds = [kind for name in TICKED for kind in values.pop(name)]
        said = {name: values.pop(name) for name in INSIDE[NeedKind.SPOKEN]}
        more = {NeedKind.SPOKEN: said, NeedKind.LARGE_PRINT: {"details": values.pop("print_size")}}
        needs = {
            kind: {name: text for name, text in more.get(kind, {}).items() if text}
            for kind in kinds
        }
        return values | {"needs": needs}


class NeedMetForm(forms.Form):
    """Whether a need was met when somebody was in touch."""

    was_met = forms.TypedChoiceField(
        label=_("Was it met?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect({"reveals": {"no": "words"}}),
        error_messages={
            "required": _("Select whether it was met"),
            "invalid_choice": _("Select whether it was met"),
        },
    )
    words = line(_("Why not?"), at_most=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].error_messages["required"] = _("Enter why it was not met")

    def clean(self):
        if "was_met" in self.cleaned_data:
            self._settle()
        return self.cleaned_data

    def _settle(self):
        if self.cleaned_data["was_met"]:
            self.cleaned_data["words"] = ""
            self.errors.pop("words", None)
        elif not self.cleaned_data.get("words") and "words" not in self.errors:
            self.add_error("words", self.fields["words"].error_messages["required"])
