"""Unfinished notes: one's own, and those that wait for their author's supervisor."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from familyhubs.web import bind, require

from .. import actions
from ..forms import AgreeForm, NoteForm
from ..forms.writing import as_data
from ..models import NoteDraft
from ..permissions import can_agree
from ..readers import may_be_named
from .doors import back_to, family_for, part_for, people_of, send


def drafts(request):
    """One's own unfinished notes; of a family one sees no more, that there is one (decision 63)."""
    if request.method == "POST":
        return forget(request)
    rows = NoteDraft.objects.select_related("author", "author__supervisor")
    # Apart: joined, a family that is not seen would take the draft with it.
    rows = rows.prefetch_related("family").order_by("-saved_at", "pk")
    open_ones = rows.visible_to(request.user)
    waiting = list(open_ones.handed_to(request.user))
    readable = set(open_ones.of(request.user).values_list("pk", flat=True))
    mine = list(rows.of(request.user))
    for row in (*mine, *waiting):
        row.is_readable = row.pk in readable or row.author_id != request.user.pk
        row.summary = "".join(actions.typed_in(row).get("summary", [])) if row.is_readable else ""
    context = {"drafts": mine, "waiting": waiting, "kept_days": actions.KEPT_FOR.days}
    return render(request, "families/drafts.html", context)


def forget(request):
    """Its author needs it no more; also where they see the family no more. Twice is no error."""
    try:
        pk = UUID(request.POST.get("forget", ""))
    except ValueError:
        return redirect("families:drafts")
    draft = NoteDraft.objects.of(request.user).filter(pk=pk).first()
    if draft:
        actions.forget_draft(draft, by=request.user)
        messages.success(request, _("Draft deleted"))
    return redirect("families:drafts")


def agree(request, pk, draft_pk):
    """What a student or agency worker wrote, for their supervisor to agree to or send back."""
    family = family_for(request, pk)
    rows = NoteDraft.objects.visible_to(request.user, within=family).select_related("author")
    draft = part_for(rows, family, draft_pk)
    require(can_agree(request.user, draft))
    note = note_of(family, draft, request.user)
    form = bind(AgreeForm, request, note=note)
    if send(form, lambda: answer(draft, form, by=request.user)):
        said = _("Sent back") if form.cleaned_data["answer"] == "back" else _("Agreed")
        return back_to(request, family, said, "timeline")
    context = {"family": family, "draft": draft, "note": note, "form": form}
    return render(request, "families/agree_note.html", context)


def note_of(family, draft, supervisor):
    """The note that the draft makes, checked as its author's own form checks it."""
    note = NoteForm(
        as_data(actions.typed_in(draft)),
        family=family,
        user=draft.author,
        people=people_of(family, supervisor),
        colleagues=may_be_named(family, supervisor),
    )
    note.data["warned"] = note.who_reads.warned
    return note


def answer(draft, form, *, by):
    if form.cleaned_data["answer"] == "back":
        return actions.send_back(draft, why=form.cleaned_data["why"], by=by)
    return actions.agree(draft, values=form.note.values, by=by)
