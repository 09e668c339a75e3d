"""One entry of a copy: its file, what was decided, what is taken back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from families.views.doors import send
from familyhubs.audit.log import record_look
from familyhubs.refusals import Refused
from familyhubs.uploads.reading import attachment
from familyhubs.web import bind, require

from .. import actions, forms
from ..models import Entry
from ..permissions import can_read_content
from .requests import found


def of_copy(request, pk, entry_pk):
    """The request and its entry, for an officer within their own case."""
    asked = found(request, pk)
    require(can_read_content(request.user, asked))
    rows = Entry.objects.visible_to(request.user).filter(request=asked)
    return asked, rows, get_object_or_404(rows, pk=entry_pk)


def black_out(request, pk, entry_pk):
    """One entry in full, and the words of it that are not given."""
    asked, rows, entry = of_copy(request, pk, entry_pk)
    form = bind(forms.BlackOutForm, request)
    if send(form, lambda: actions.black_out(entry, by=request.user, **form.cleaned_data)):
        messages.success(request, "Blacked out")
        return redirect("copies:black_out", asked.pk, entry.pk)
    made = entry.redactions.select_related("made_by")
    context = {"asked": asked, "entry": entry, "form": form, "made": made}
    context["needs_a_yes"] = actions.needs_a_yes(entry)
    context["next"] = rows.unmarked().exclude(pk=entry.pk).order_by("what", "pk").first()
    return render(request, "copies/black_out.html", context)


def decide(request, pk, entry_pk):
    """What becomes of this one entry; then the next that nobody has marked."""
    asked, rows, entry = of_copy(request, pk, entry_pk)
    form = bind(forms.DecideForm, request)
    chosen = {"chosen": [entry.pk], "by": request.user}
    if send(form, lambda: actions.mark(asked, **chosen, **form.cleaned_data)):
        messages.success(request, "Marked")
        left = rows.unmarked().order_by("what", "pk").first()
        if left:
            return redirect("copies:black_out", asked.pk, left.pk)
        return redirect("copies:entries", asked.pk)
    return page_of_form(request, entry, form, "Decide on this entry")


def record_yes(request, pk, entry_pk):
    """Whom it is about agreed that it is given."""
    asked, _rows, entry = of_copy(request, pk, entry_pk)
    form = bind(forms.YesForm, request)
    if send(form, lambda: actions.record_yes(entry, by=request.user, **form.cleaned_data)):
        messages.success(request, "Recorded. The entry is given.")
        return redirect("copies:black_out", asked.pk, entry.pk)
    return page_of_form(request, entry, form, "They agreed that it is given")


def page_of_form(request, entry, form, title):
    context = {"form": form, "title": title, "note": str(entry), "asked": entry.request}
    context["back_to"] = reverse("copies:black_out", args=[entry.request_id, entry.pk])
    return render(request, "copies/form.html", context | {"button": title})


@require_POST
def uncover(request, pk, entry_pk, made_pk):
    """One black-out is taken back."""
    asked, _rows, entry = of_copy(request, pk, entry_pk)
    made = get_object_or_404(entry.redactions, pk=made_pk)
    try:
        actions.uncover(made, by=request.user)
        messages.success(request, "Taken back")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("copies:black_out", asked.pk, entry.pk)


@require_POST
def see_file(request, pk, entry_pk):
    """The officer looked through the attached file."""
    asked, _rows, entry = of_copy(request, pk, entry_pk)
    try:
        actions.see_file(entry, by=request.user)
        messages.success(request, "Recorded that you looked through the file")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("copies:black_out", asked.pk, entry.pk)


@require_safe
def file(request, pk, entry_pk):
    """The attached file, to be looked through."""
    asked, _rows, entry = of_copy(request, pk, entry_pk)
    if entry.file is None:
        raise Http404
    record_look(request.user, asked, family_id=asked.family_id, what="file")
    return attachment(entry.file)
