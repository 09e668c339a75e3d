"""Merges: proposed with a preview, decided by another, undone by two."""

from django.apps import apps
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from families.views.doors import send
from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..forms import DecideForm, ProposeForm, UndoForm
from ..models import Merge
from ..permissions import can_agree_to_merge, can_decide, can_find_duplicates, can_undo
from .pairs import pair_for


def propose(request, pk):
    """What would move, what blocks, and which record stays."""
    pair = pair_for(request, pk)
    form = bind(ProposeForm, request, pair=pair)
    made = []

    def act():
        said = form.cleaned_data
        pick = (pair.one, pair.other)
        target, source = pick if said["stays"] == str(pair.one_id) else reversed(pick)
        made.append(actions.propose(source, target, why=said["why"], by=request.user))

    if send(form, act):
        messages.success(request, "Proposed. Somebody else must agree.")
        return redirect("merging:merge", made[0].pk)
    ways = [
        preview(pair.one, pair.other, request.user),
        preview(pair.other, pair.one, request.user),
    ]
    return render(request, "merging/propose.html", {"pair": pair, "form": form, "ways": ways})


def preview(source, target, user):
    """One way round."""
    moved, stayed, in_the_way = actions.what_would_happen(source, target, by=user)
    return {
        "source": source, "target": target, "blockers": in_the_way,
        "moved": in_words(moved), "stayed": in_words(stayed),
    }  # fmt: skip


def in_words(counts):
    """Tables as people call them, with how many rows."""
    names = {m._meta.db_table: m._meta.verbose_name_plural for m in apps.get_models()}
    return sorted((str(names[table]).capitalize(), many) for table, many in counts.items())


@require_safe
def merges(request):
    """What waits for a second person, and what was merged."""
    require(can_find_duplicates(request.user))
    rows = Merge.objects.visible_to(request.user)
    rows = rows.select_related("source", "target", "proposed_by")
    if request.GET.get("show") == "waiting":
        rows = rows.waiting()
    page = page_of(request, rows, "-recorded_at", "-pk")
    record_look(request.user, Merge, what="listed")
    return render(request, "merging/merges.html", {"page": page})


def merge(request, pk):
    """One merge: what it moves or moved, and the second person's yes or no."""
    merge = merge_for(request, pk)
    me = request.user
    undoing = merge.is_in_force and merge.undo_asked_at is not None
    may = can_undo(me, merge) if undoing else merge.is_waiting and can_decide(me, merge)
    form = bind(DecideForm, request)
    if request.method == "POST":
        require(can_undo(me, merge) if undoing else can_decide(me, merge))
        if send(form, lambda: answer(merge, undoing, me, **form.cleaned_data)):
            messages.success(request, "Recorded")
            return redirect("merging:merge", merge.pk)
    context = {"merge": merge, "form": form if may else None, "undoing": undoing}
    if merge.is_waiting:
        context["way"] = preview(merge.source, merge.target, me)
    elif merge.merged_at:
        context["way"] = {"moved": in_words(merge.moved), "stayed": in_words(merge.stayed)}
    if merge.is_in_force:
        context["since"] = in_words(actions.written_since(merge))
        context["may_ask"] = can_agree_to_merge(me, merge.source, merge.target)
    return render(request, "merging/merge.html", context)


def answer(merge, undoing, user, *, agreed, answer):
    if not undoing:
        actions.decide(merge, agreed=agreed, answer=answer, by=user)
    elif agreed:
        actions.undo(merge, by=user)
    else:
        actions.refuse_undo(merge, by=user)


def ask_to_undo(request, pk):
    """It was wrong: with a reason, and a second person."""
    merge = merge_for(request, pk)
    require(can_agree_to_merge(request.user, merge.source, merge.target))
    form = bind(UndoForm, request)
    if send(form, lambda: actions.ask_to_undo(merge, by=request.user, **form.cleaned_data)):
        messages.success(request, "Asked. Somebody else must agree.")
        return redirect("merging:merge", merge.pk)
    context = {"form": form, "title": "Undo this merge", "button": "Ask a second person"}
    return render(request, "merging/form.html", context)


def merge_for(request, pk):
    """A merge of which the user sees both records, or 404."""
    require(can_find_duplicates(request.user))
    rows = Merge.objects.visible_to(request.user).select_related("source__hub", "target__hub")
    merge = get_object_or_404(rows, pk=pk)
    record_look(request.user, merge, family_id=merge.target_id)
    return merge
