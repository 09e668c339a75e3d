"""What is in a copy: marked by officers within their case, printed and packed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from families.views.doors import send
from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions, forms
from ..models import Entry, Paper
from ..pack import file_of
from ..permissions import can_read_content
from .requests import found


def entries(request, pk):
    """What is held, a page at a time; those that nobody has marked alone, if wanted."""
    asked = found(request, pk)
    require(can_read_content(request.user, asked))
    rows = Entry.objects.visible_to(request.user).filter(request=asked)
    only_unmarked = request.GET.get("show") == "unmarked"
    page = page_of(request, rows.unmarked() if only_unmarked else rows, "what", "pk")
    form = bind(forms.MarkForm, request, rows=page.rows)
    if send(form, lambda: actions.mark(asked, by=request.user, **form.cleaned_data)):
        messages.success(request, "Marked")
        return redirect(request.get_full_path())
    context = {"asked": asked, "page": page, "form": form, "only_unmarked": only_unmarked}
    return render(request, "copies/entries.html", context)


def black_out(request, pk, entry_pk):
    """One entry in full, and the words of it that are not given."""
    asked = found(request, pk)
    require(can_read_content(request.user, asked))
    rows = Entry.objects.visible_to(request.user).filter(request=asked)
    entry = get_object_or_404(rows, pk=entry_pk)
    form = bind(forms.BlackOutForm, request)
    if send(form, lambda: actions.black_out(entry, by=request.user, **form.cleaned_data)):
        messages.success(request, "Blacked out")
        return redirect("copies:black_out", asked.pk, entry.pk)
    made = entry.redactions.select_related("made_by")
    context = {"asked": asked, "entry": entry, "form": form, "made": made}
    return render(request, "copies/black_out.html", context)


@require_safe
def pack(request, pk):
    """The copy to print, as a PDF and as data, in one file; as two people agreed to it."""
    asked = found(request, pk)
    require(can_read_content(request.user, asked) and asked.agreed_at is not None)
    if not Paper.objects.filter(request=asked).exists():
        messages.info(request, "The copy is being made. Try again in a minute.")
        return redirect("copies:request", asked.pk)
    record_look(request.user, asked, family_id=asked.family_id, what="exported")
    response = HttpResponse(file_of(asked), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="copy.zip"'
    return response
