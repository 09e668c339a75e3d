"""What families may type to find a hub near them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from familyhubs.council.current import council

from .postcodes import Answer, find


class FindHubForm(forms.Form):
    """A postcode, typed any way; its three errors are told apart. Cleans to a Postcode."""

    postcode = forms.CharField(
        label=_("Your postcode"),
        strip=True,
        max_length=None,
        error_messages={"required": _("Enter a postcode, or choose from the list below")},
        widget=forms.TextInput(
            attrs={"autocomplete": "postal-code", "width": "10", "spellcheck": "false"}
        ),
    )

    def clean_postcode(self):
        lookup = find(self.cleaned_data["postcode"])
        if lookup.answer is Answer.MALFORMED:
            raise ValidationError(
                _("We could not read that as a whole postcode. Check it, or choose from the list"),
                code="malformed",
            )
        if lookup.answer is Answer.UNKNOWN:
            raise ValidationError(
                _(
                    "We could not find %(postcode)s in the area of %(council)s."
                    " Check it, or choose from the list"
                ),
                code="unknown",
                params={"postcode": lookup.text, "council": council().name},
            )
        return lookup.postcode
