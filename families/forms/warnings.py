"""A warning note: what to do, why, whether they were told, and until when."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from .once import OnceForm

ADDRESS = "address"
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
REVIEW_AFTER = timedelta(days=90)


def in_three_months():
    return timezone.localdate() + REVIEW_AFTER


def review_field():
    return DateField(
        label=_("When must somebody look at it again?"),
        called=_("The review date"),
        must_be="future",
        initial=in_three_months,
        error_messages={"required": _("Enter the review date")},
    )


def disclosed_field():
    return forms.ChoiceField(
        label=_("Has whoever it is about been told?"),
        choices=YES_NO,
        widget=forms.RadioSelect(attrs={"reveals": {"no": "why_not_disclosed"}}),
        error_messages={"required": _("Select whether they have been told")},
    )


def why_not_field():
    return forms.CharField(
        label=_("Why are they not told?"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("This must be 300 characters or fewer")},
    )


class TellsOrSaysWhy(forms.Form):
    """Whoever it is about has been told, or it is said why not."""

    def clean(self):
        data = self.cleaned_data
        if data.get("is_disclosed") == "no" and not data.get("why_not_disclosed", "").strip():
            self.add_error("why_not_disclosed", _("Enter why they are not told"))
        if "is_disclosed" in data:
            data["is_disclosed"] = data["is_disclosed"] == "yes"
        return data


class WarnForm(TellsOrSaysWhy, OnceForm):
    """A new warning note."""

    about = forms.ChoiceField(
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select whom it is about, or the address"),
            "invalid_choice": _("Select somebody who is in this family"),
        },
    )
    what_to_do = forms.CharField(
        label=_("What should people do?"),
        help_text=_(
            "For example, ring before you visit. The front desk, triage and partners read this, so"
            " write no reasons here."
        ),
        max_length=300,
        error_messages={
            "required": _("Enter what to do"),
            "max_length": _("This must be 300 characters or fewer"),
        },
    )
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Only those who work with the family and their managers read this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Enter why"),
            "max_length": _("This must be 2,000 characters or fewer"),
        },
    )
    is_disclosed = disclosed_field()
    why_not_disclosed = why_not_field()
    review_on = review_field()

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        named = [(pk, str(person)) for pk, person in self.people.items()]
        self.fields["about"].choices = [*named, (ADDRESS, _("The address"))]

    @property
    def values(self):
        values = super().values
        return values | {"person": self.people.get(values.pop("about"))}


class ReviewWarningForm(TellsOrSaysWhy):
    """Still so until another day, or ended with the reason."""

    still = forms.ChoiceField(
        label=_("Is it still so?"),
        choices=YES_NO,
        widget=forms.RadioSelect(
            attrs={"reveals": {"yes": ("review_on", "is_disclosed"), "no": "reason"}}
        ),
        error_messages={"required": _("Select whether it is still so")},
    )
    review_on = DateField(
        label=_("When must somebody look at it again?"),
        called=_("The review date"),
        must_be="future",
        initial=in_three_months,
        required=False,
    )
    is_disclosed = forms.ChoiceField(
        label=_("Has whoever it is about been told?"),
        choices=YES_NO,
        required=False,
        widget=forms.RadioSelect,
    )
    why_not_disclosed = why_not_field()
    reason = forms.CharField(
        label=_("Why does it end?"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("The reason must be 200 characters or fewer")},
    )

    def clean(self):
        data = self.cleaned_data
        if data.get("still") == "no":
            if not data.get("reason", "").strip():
                self.add_error("reason", _("Enter why it ends"))
            for name in ("review_on", "is_disclosed", "why_not_disclosed"):
                self.errors.pop(name, None)
            return data
        if data.get("still") == "yes":
            if not data.get("review_on") and "review_on" not in self.errors:
                self.add_error("review_on", _("Enter the review date"))
            if not data.get("is_disclosed") and "is_disclosed" not in self.errors:
                self.add_error("is_disclosed", _("Select whether they have been told"))
        return super().clean()
