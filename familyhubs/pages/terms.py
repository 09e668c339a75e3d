"""School terms, kept by system administrators: requests come and go with them (R046, R047)."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from familyhubs.council.models import Term
from familyhubs.govuk.fields import DateField
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs.permissions import can_administer

from . import actions


class TermForm(forms.Form):
    """One term, or half of one."""

    name = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("For example: Autumn term, first half."),
        max_length=40,
        error_messages={
            "required": gettext_lazy("Enter what the term is called"),
            "max_length": gettext_lazy("The name must be 40 characters or fewer"),
        },
    )
    starts_on = DateField(
        label=gettext_lazy("First day of school"),
        called=gettext_lazy("The first day"),
        error_messages={"required": gettext_lazy("Enter the first day of school")},
    )
    ends_on = DateField(
        label=gettext_lazy("Last day of school"),
        called=gettext_lazy("The last day"),
        error_messages={"required": gettext_lazy("Enter the last day of school")},
    )


def terms(request):
    """Every term, the latest first, and a form for one more."""
    require(can_administer(request.user))
    form = bind(TermForm, request)
    if form.is_valid() and kept(form, None, request.user):
        messages.success(request, _("%s is in the list.") % form.cleaned_data["name"])
        return redirect("pages:terms")
    context = {"form": form, "terms": Term.objects.order_by("-starts_on")[:60]}
    return render(request, "pages/terms.html", context)


def term(request, pk):
    """Another name or other days for one term."""
    require(can_administer(request.user))
    found = get_object_or_404(Term, pk=pk)
    initial = {name: getattr(found, name) for name in TermForm.base_fields}
    form = bind(TermForm, request, initial=initial)
    if form.is_valid() and kept(form, found, request.user):
        messages.success(request, _("%s is changed.") % form.cleaned_data["name"])
        return redirect("pages:terms")
    return render(request, "pages/term.html", {"form": form, "term": found})


def kept(form, found, user):
    """Whether it was saved; a refusal stands on the form."""
    try:
        actions.keep_term(found, by=user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_POST
def take_out(request, pk):
    """It was no term after all."""
    require(can_administer(request.user))
    found = get_object_or_404(Term, pk=pk)
    actions.take_out_term(found, by=request.user)
    messages.success(request, _("%s is out of the list.") % found)
    return redirect("pages:terms")
