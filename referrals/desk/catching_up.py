"""After an outage: what happened meanwhile, each line at the time it really happened."""

from datetime import datetime
from uuid import uuid5

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from families.forms.once import OnceForm
from familyhubs.govuk.fields import DateField, TimeField
from familyhubs.refusals import Refused
from familyhubs.web import bind

from .. import actions
from ..actions.walk_ins import WALKED_IN
from ..models import EnquiryChannel
from .forms import TAPPED
from .place import desk_of
from .topics import CHOICES

LINES = 10
KINDS = [*EnquiryChannel.choices, (WALKED_IN, gettext_lazy("Walk-in, seen"))]


class DayForm(OnceForm):
    """The day of all the lines."""

    day = DateField(
        label=gettext_lazy("Which day?"),
        help_text=gettext_lazy("Leave it empty for today."),
        called=gettext_lazy("The day"),
        must_be="today or past",
        required=False,
    )


def select(label, choices, said, **kwargs):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        error_messages={"invalid_choice": said},
        **kwargs,
    )


class LineForm(forms.Form):
    """One thing that happened; a line without a time is nothing."""

    at = TimeField(label=gettext_lazy("Time"), required=False)
    kind = select(gettext_lazy("How"), KINDS, gettext_lazy("Select how it came"), initial="desk")
    topic = select(
        gettext_lazy("About"),
        [("", gettext_lazy("Select")), *CHOICES],
        gettext_lazy("Select what it was about"),
    )
    did = select(
        gettext_lazy("What we did"),
        [(did, did.label) for did in TAPPED],
        gettext_lazy("Select what we did"),
    )

    def clean(self):
        said = self.cleaned_data
        if said.get("at") and not said.get("topic") and said.get("kind") != WALKED_IN:
            self.add_error("topic", _("Select what it was about"))
        is_told = said.get("topic") or said.get("kind") == WALKED_IN
        if is_told and not said.get("at") and "at" not in self.errors:
            self.add_error("at", _("Enter the time, as near as you know"))
        return said


def catch_up(request):
    """All lines together, or none where one is wrong."""
    hub, hubs = desk_of(request)
    form = bind(DayForm, request, user=request.user)
    data = request.POST if request.method == "POST" else None
    lines = [LineForm(data, prefix=f"line{n}") for n in range(LINES)]
    if form.is_bound and all([form.is_valid(), *(line.is_valid() for line in lines)]):
        told = told_in(form, lines)
        try:
            if not told:
                raise Refused(_("Enter at least one line with its time."))
            actions.catch_up(hub, told, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            n = len(told)
            said = ngettext("%d line is written down.", "%d lines are written down.", n)
            messages.success(request, said % n)
            return redirect("desk:desk")
    context = {"form": form, "lines": lines, "hub": hub, "hubs": hubs}
    return render(request, "desk/catch_up.html", context)


def told_in(form, lines):
    """What the action takes: each line under a key that follows from the form's."""
    day = form.cleaned_data["day"] or timezone.localdate()
    return [
        {
            **line.cleaned_data,
            "key": uuid5(form.cleaned_data["once"], line.prefix),
            "happened_at": timezone.make_aware(datetime.combine(day, line.cleaned_data["at"])),
            "did": line.cleaned_data["did"] or TAPPED[0],
            "kind": line.cleaned_data["kind"] or EnquiryChannel.DESK,
        }
        for line in lines
        if line.cleaned_data.get("at")
    ]
