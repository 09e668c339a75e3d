"""The check six months after closing (access.md section 2)."""

from django.contrib import messages
from django.shortcuts import redirect

from familyhubs.web import bind, require

from .. import actions
from ..forms import CheckInForm
from ..permissions import can_check_in
from .doors import family_for, send
from .notes import one_form


def check_in(request, pk):
    """How they are now; with it the follow-up is over."""
    family = family_for(request, pk)
    require(can_check_in(request.user, family))
    form = bind(CheckInForm, request)
    if send(form, lambda: actions.check_in(family, by=request.user, **form.cleaned_data)):
        messages.success(request, "Recorded. You no longer follow this family up.")
        return redirect("families:list")
    note = "Ring them first. When this is saved, you no longer see this family."
    return one_form(request, family, form, "The check after closing", "Save", note=note)
