"""Days on which the front door is closed or ends early, kept by system administrators."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from familyhubs.council.models import Closure
from familyhubs.govuk.fields import DateField, TimeField
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs.permissions import can_administer

from . import actions


class ClosureForm(forms.Form):
    """One day, why, and the hours that are left of it."""

    day = DateField(
        label=gettext_lazy("Which day?"),
        called=gettext_lazy("The day"),
        error_messages={"required": gettext_lazy("Enter the day you are closed")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Families read this on the page “Contact us”. For example: snow."),
        max_length=60,
        error_messages={
            "required": gettext_lazy("Enter why you are closed"),
            "max_length": gettext_lazy("Why must be 60 characters or fewer"),
        },
    )
    opens = TimeField(
        label=gettext_lazy("Open from (optional)"),
        help_text=gettext_lazy("Leave both times empty where you are closed all day."),
        required=False,
    )
    closes = TimeField(label=gettext_lazy("Open until (optional)"), required=False)


def closures(request):
    """The days to come and of late, and a form for one more."""
    require(can_administer(request.user))
    form = bind(ClosureForm, request)
    if form.is_valid():
        try:
            closure, moved = actions.close_day(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("%(day)s is in the list.") % {"day": closure}
            messages.success(request, f"{said} {moved_words(moved)}")
            return redirect("pages:closures")
    context = {"form": form, "closures": Closure.objects.order_by("-day")[:100]}
    return render(request, "pages/closures.html", context)


def moved_words(count):
    """What it did to the deadlines of those who wait."""
    if not count:
        return _("No deadline moved.")
    said = ngettext(
        "The deadline of %(n)s request moved with it.",
        "The deadlines of %(n)s requests moved with it.",
        count,
    )
    return said % {"n": count}


@require_POST
def open_day(request, pk):
    """The usual hours after all."""
    require(can_administer(request.user))
    closure = get_object_or_404(Closure, pk=pk)
    moved = actions.open_day(closure, by=request.user)
    said = _("%(day)s has its usual hours again.") % {"day": closure}
    messages.success(request, f"{said} {moved_words(moved)}")
    return redirect("pages:closures")
