"""An assessment or another paper that a professional sends along; nobody asks for one (R045)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.uploads.fields import UploadsField

from ..models import MOST_FILES


class PapersForm(forms.Form):
    """As many as a request may have, each told by its bytes."""

    papers = UploadsField(
        label=_("Assessment or other paper (optional)"),
        help_text=_("Up to 5 PDFs or photos (JPEG, PNG or HEIC), each smaller than 10 MB."),
        message=_("Choose a PDF or a photo, or go on without one"),
        most=MOST_FILES,
    )
