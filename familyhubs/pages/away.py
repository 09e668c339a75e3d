"""I am away: what waits goes past somebody who cannot answer."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from familyhubs.govuk.fields import DateField
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs import actions
from hubs.models import Absence
from hubs.permissions import is_staff_member


class AwayForm(forms.Form):
    """The first and the last day away."""

    first_day = DateField(
        label=gettext_lazy("First day away"),
        called=gettext_lazy("The first day"),
        must_be="today or future",
        error_messages={"required": gettext_lazy("Enter the first day you are away")},
    )
    last_day = DateField(
        label=gettext_lazy("Last day away"),
        called=gettext_lazy("The last day"),
        must_be="today or future",
        error_messages={"required": gettext_lazy("Enter the last day you are away")},
    )


def away(request):
    """When this person is away, and a form to say so."""
    require(is_staff_member(request.user))
    form = bind(AwayForm, request)
    if form.is_valid():
        try:
            actions.go_away(request.user, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved. What cannot wait goes to somebody else."))
            return redirect("pages:away")
    absences = Absence.objects.of(request.user).order_by("starts_at")
    return render(request, "pages/away.html", {"form": form, "absences": absences})


@require_POST
def back(request, pk):
    """Back early, or not going after all."""
    absence = get_object_or_404(Absence.objects.of(request.user), pk=pk)
    try:
        actions.come_back(absence, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Welcome back. Messages come to you again."))
    return redirect("pages:away")
