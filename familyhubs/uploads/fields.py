"""The form field for a photo or a PDF."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.refusals import Refused

from .actions import look_at

ACCEPT = "image/jpeg,image/png,image/heic,image/heif,application/pdf"


class UploadField(forms.FileField):
    """One file, looked at by its bytes before anything is kept; the form needs `enctype`."""

    def __init__(self, *, message=None, **kwargs):
        kwargs.setdefault("widget", forms.FileInput({"accept": ACCEPT}))
        says = _("Choose a photo or a PDF")
        kwargs["error_messages"] = {
            "required": message or says,
            "invalid": message or says,
            "missing": message or says,
            "empty": _("The file is empty. Choose another."),
        } | kwargs.get("error_messages", {})
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload:
            try:
                look_at(upload)
            except Refused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return upload


class SeveralFiles(forms.FileInput):
    """A box that takes more than one file, where the browser lets its user choose so many."""

    allow_multiple_selected = True


class UploadsField(UploadField):
    """Several files, each looked at; cleans to a list."""

    def __init__(self, *, most, **kwargs):
        kwargs.setdefault("widget", SeveralFiles({"accept": ACCEPT}))
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data, initial=None):
        sent = [one for one in data if one] if isinstance(data, list | tuple) else data
        if not isinstance(sent, list):
            sent = [sent] if sent else []
        if not sent:
            super().clean(None)
            return []
        if len(sent) > self.most:
            says = _("That is too many. You can send %(most)s.")
            raise forms.ValidationError(says % {"most": self.most})
        return [super(UploadsField, self).clean(one, initial) for one in sent]
