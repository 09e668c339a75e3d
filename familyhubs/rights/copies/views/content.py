"""What is in a copy: marked by officers within their case, printed and packed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from families.views.doors import send
from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions, forms
from ..models import Entry, Mark, Paper
from ..pack import file_of
from ..permissions import can_read_content
from .requests import found

STATES = (("", "All"), ("unmarked", "To be marked"), *Mark.choices)


def entries(request, pk):
    """What is held, a page at a time, of one mark if wanted; how many are marked by now."""
    asked = found(request, pk)
    require(can_read_content(request.user, asked))
    rows = Entry.objects.visible_to(request.user).filter(request=asked)
    show = request.GET.get("show", "")
    page = page_of(request, rows.shown(show), "what", "pk")
    form = bind(forms.MarkForm, request, rows=page.rows)
    if send(form, lambda: actions.mark(asked, by=request.user, **form.cleaned_data)):
        messages.success(request, "Marked")
        return redirect(request.get_full_path())
    left = rows.unmarked()
    many, unmarked = rows.count(), left.count()
    context = {"asked": asked, "page": page, "form": form, "show": show}
    context |= {"many": many, "marked": many - unmarked, "states": STATES}
    context["next"] = left.order_by("what", "pk").first()
    return render(request, "copies/entries.html", context)


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
