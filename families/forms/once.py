"""A form that is sent once: its hidden key becomes the new row's id, so a second press finds it."""

from uuid import UUID, uuid4

from django import forms
from django.core import signing


class OnceForm(forms.Form):
    """The key is signed for this person, so nobody can name a row that they did not make."""

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.salt = f"families.once:{user.pk}"
        self.fields["once"].initial = self.signed(uuid4())

    def signed(self, key):
        """The key as it stands in the page."""
        return signing.dumps(str(key), salt=self.salt)

    def clean_once(self):
        """The key of the row to come; a spoilt one is replaced by a fresh one."""
        try:
            return UUID(signing.loads(self.cleaned_data["once"], salt=self.salt))
        except (signing.BadSignature, ValueError):
            return uuid4()

    @property
    def values(self):
        """What the action takes: every answer, the key under its own name."""
        values = dict(self.cleaned_data)
        values["key"] = values.pop("once")
        return values
