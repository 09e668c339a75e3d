"""A document for the record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.uploads.fields import UploadField

from ..models import DocumentKind
from .days import day_field
from .writing import NoteForm


class DocumentForm(NoteForm):
    """A file and what it is; whom it is about and who may read it are asked as for a note."""

    field_order = (
        "upload", "summary", "kind", "happened_on", "is_given_to_family", "about", "sensitivity",
    )  # fmt: skip
    body = channel = present = also_present = seen = None
    upload = UploadField(
        label=_("The document"),
        help_text=_("A photo (JPEG, PNG, HEIC) or a PDF, smaller than 10 MB."),
        message=_("Choose a photo or a PDF"),
    )
    summary = forms.CharField(
        label=_("Title"),
        help_text=_("One line that colleagues see on the timeline."),
        max_length=300,
        error_messages={
            "required": _("Enter a title"),
            "max_length": _("Title must be 300 characters or fewer"),
        },
    )
    kind = forms.ChoiceField(
        label=_("What kind of document is it?"),
        choices=[("", _("Select a kind")), *DocumentKind.choices],
        error_messages={
            "required": _("Select what kind of document it is"),
            "invalid_choice": _("Select what kind of document it is"),
        },
    )
    happened_on = day_field(_("When is it from?"))
    is_given_to_family = forms.BooleanField(
        label=_("The family has been given this"), required=False
    )

    @property
    def values(self):
        values = super().values
        return values | {"title": values.pop("summary")}


class WithdrawDocumentForm(forms.Form):
    """Why a document should not be on the record."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        help_text=_("For example, it is about another family."),
        max_length=200,
        error_messages={
            "required": _("Enter why it is withdrawn"),
            "max_length": _("The reason must be 200 characters or fewer"),
        },
    )
