"""Documents of a family: the list, adding one, opening one, withdrawing one."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.uploads.reading import attachment
from familyhubs.web import bind, require

from .. import actions
from ..forms import DocumentForm, WithdrawDocumentForm
from ..models import Document, Family
from ..permissions import (
    can_add_document,
    can_open_document,
    can_read_notes,
    can_withdraw_document,
)
from ..readers import may_be_named
from .doors import back_to, family_for, part_for, people_of, send
from .notes import one_form


@require_safe
def documents(request, pk):
    """What there is, the newest first; the withdrawn ones with the reason."""
    family = family_for(request, pk, "documents_seen")
    require(can_read_notes(request.user, family))
    rows = Document.objects.visible_to(request.user, within=family).with_names()
    page = page_of(request, rows, "-recorded_at", "-pk")
    for row in page.rows:
        row.family = family
        row.may_open = can_open_document(request.user, row)
        row.may_withdraw = can_withdraw_document(request.user, row)
    context = {"family": family, "page": page, "may_add": can_add_document(request.user, family)}
    return render(request, "families/documents.html", context)


def add(request, pk):
    """A photo or a PDF, looked at by its bytes."""
    family = family_for(request, pk)
    require(can_add_document(request.user, family))
    about = {"people": people_of(family, request.user)}
    about |= {"colleagues": may_be_named(family, request.user)}
    form = bind(DocumentForm, request, family=family, user=request.user, **about)
    if send(form, lambda: actions.add_document(family, by=request.user, **form.values)):
        return back_to(request, family, _("The document is on the record"), "timeline")
    return render(request, "families/add_document.html", {"family": family, "form": form})


@require_safe
def file(request, pk, document_pk):
    """The file itself, as a download; the one look it logs is that it left the portal."""
    family = get_object_or_404(Family.objects.with_grounds(request.user, pk))
    rows = Document.objects.visible_to(request.user, within=family).with_names()
    document = part_for(rows, family, document_pk)
    require(can_open_document(request.user, document))
    answer = attachment(document.file)
    looked = {"family_id": family.pk, "what": "exported", "seen_as": family.seen_as}
    record_look(request.user, document, **looked)
    return answer


def withdraw(request, pk, document_pk):
    """It should not be here."""
    family = family_for(request, pk)
    rows = Document.objects.visible_to(request.user, within=family).with_names()
    document = part_for(rows, family, document_pk)
    require(can_withdraw_document(request.user, document))
    form = bind(WithdrawDocumentForm, request)
    if send(
        form, lambda: actions.withdraw_document(document, by=request.user, **form.cleaned_data)
    ):
        return back_to(request, family, _("Withdrawn; that it was here stays on record"))
    note = document.entry.summary
    return one_form(request, family, form, _("Withdraw a document"), _("Withdraw"), note=note)
