"""Who the request is about, and who filled it in."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField
from familyhubs.govuk.forms import settle_revealed

from ..models import FamilyAgreement
from .fields import AskForm, one_line, words

CHILD, UNBORN, ADULT, ELSEWHERE = "child", "unborn", "adult", "elsewhere"
KINDS = {
    CHILD: _("A child or young person"),
    UNBORN: _("A baby on the way"),
    ADULT: _("An adult"),
    ELSEWHERE: _("A parent who lives somewhere else"),
}
# A baby may be late, and a due date is a guess.
LATE, AHEAD = timedelta(weeks=6), timedelta(weeks=45)


def a_due_date(due):
    """The same day, or an error: a guess that is far away is a slip."""
    today = timezone.localdate()
    if due and not today - LATE <= due <= today + AHEAD:
        raise forms.ValidationError(_("Enter a due date in the next 10 months, or leave it out"))
    return due


class FillerForm(AskForm):
    """Who fills it in for somebody else."""

    template = "ask/titled.html"
    title = _("Who are you?")
    on_paper = _("Only if you fill this in for someone else.")
    filled_by = one_line(
        _("Your name"),
        200,
        _("Enter your name, or what we should call you"),
        autocomplete="name",
        spellcheck="false",
    )
    relation = one_line(
        _("How do you know them? (optional)"),
        200,
        "",
        required=False,
        hint=_("For example: their friend, neighbour or grandparent."),
        autocomplete="off",
    )


class AgreedForm(AskForm):
    """Whether the one it is for agrees: nobody can agree for them."""

    template = "ask/agreed.html"
    title = _("Do they agree that you ask us?")
    on_paper = _("Only if you fill this in for someone else.")
    agreed = forms.ChoiceField(
        label=_("Select one"),
        choices=[
            ("agrees", _("Yes, they agree")),
            ("not_asked", _("They know, but I have not asked if they agree")),
            ("unwilling", _("They know, and are not sure or do not want it")),
            ("unaware", _("No, they do not know")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select whether they agree"),
            "invalid_choice": _("Select whether they agree"),
        },
    )


# What each answer is to staff, in the words of the professionals' form and in its own.
AGREED = {
    "agrees": (FamilyAgreement.AGREES, "Told by the one who filled it in, not by the family."),
    "not_asked": (FamilyAgreement.NOT_ASKED, "They know of it. Whether they agree was not asked."),
    "unwilling": (FamilyAgreement.KNOWS, "They know of it, and are not sure or do not want it."),
    "unaware": (FamilyAgreement.NOT_ASKED, "They do not know of it."),
}


class PersonForm(AskForm):
    """One person of the family."""

    template = "ask/person.html"
    title = _("Who else needs help?")
    full_name = one_line(
        _("Name"),
        200,
        _("Enter a name"),
        hint=_("A first name is enough. For a baby on the way you can write “baby”."),
        spellcheck="false",
        autocomplete="off",
    )
    kind = forms.ChoiceField(
        label=_("Who are they?"),
        choices=list(KINDS.items()),
        widget=forms.RadioSelect(
            {
                "reveals": {CHILD: ("age", "born_on"), UNBORN: "due_on"},
                "hints": {
                    ELSEWHERE: _(
                        "You can write “mum” or “dad” for the name. We do not get in touch with"
                        " them because of this form."
                    )
                },
            }
        ),
        error_messages={
            "required": _("Select who they are"),
            "invalid_choice": _("Select who they are"),
        },
    )
    age = forms.IntegerField(
        label=_("Age in years (optional)"),
        required=False,
        min_value=0,
        max_value=25,
        widget=forms.NumberInput({"width": "2"}),
        error_messages={
            "invalid": _("Enter the age as a whole number, like 4"),
            "min_value": _("Enter the age as a whole number, like 4"),
            "max_value": _("Enter an age up to 25, or say they are an adult"),
        },
    )
    born_on = DateField(
        label=_("Or their date of birth (optional)"),
        called=_("Date of birth"),
        must_be="today or past",
        required=False,
    )
    due_on = DateField(
        label=_("When is the baby due? (optional)"),
        called=_("The due date"),
        help_text=_("About is fine. If you only know the month, write the 15th."),
        required=False,
    )
    note = words(_("Is there anything we should know about them? (optional)"), 500, rows=2)

    def clean_due_on(self):
        return a_due_date(self.cleaned_data["due_on"])

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data
