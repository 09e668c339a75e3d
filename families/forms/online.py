"""What is gone through with somebody before an online group (R087)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import STEPS


class OnlineForm(forms.Form):
    """Three things to say, and one to ask alone."""

    name_shown = forms.BooleanField(
        label=_("They know which name others will read, and how to change it"), required=False
    )
    waiting_room = forms.BooleanField(
        label=_("They know that they wait until the leader lets them in, and why"), required=False
    )
    overheard = forms.BooleanField(
        label=_("They know that someone may overhear, at their home or at another’s"),
        required=False,
    )
    asked_alone = forms.BooleanField(
        label=_("I asked them alone, and joining is safe for them"),
        help_text=_(
            "Nobody else in the room or on the line. Write here only that you asked: what they"
            " said belongs in a safeguarding entry, if anywhere."
        ),
        required=False,
    )

    def __init__(self, *args, check=None, **kwargs):
        initial = {}
        if check:
            initial = {step: getattr(check, step) for step in STEPS}
            initial["asked_alone"] = check.asked_alone_at is not None
        super().__init__(*args, initial=initial, **kwargs)
