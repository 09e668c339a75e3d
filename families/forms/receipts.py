"""For whom a receipt is, and how it reaches them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Person, ReceiptWay
from .agreements import PersonField


class ReceiptForm(forms.Form):
    """One person, one way; a paper only where it is safe for them to have."""

    person = PersonField(
        label=_("For whom?"),
        help_text=_("It says only what they themselves said."),
        queryset=Person.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Select for whom it is"),
            "invalid_choice": _("Select somebody from the list"),
        },
    )
    way = forms.ChoiceField(
        label=_("How?"),
        choices=[
            (ReceiptWay.PAPER, _("On paper, to print now")),
            (ReceiptWay.MESSAGE, _("A message with a link, and nothing else")),
        ],
        widget=forms.RadioSelect(attrs={"reveals": {ReceiptWay.PAPER: "paper_is_safe"}}),
        error_messages={"required": _("Select how")},
    )
    paper_is_safe = forms.BooleanField(
        label=_("I asked: a paper is safe for them to have"), required=False
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
