"""Writing a note, kept while it is unfinished, and its corrections."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms import AmendForm, NoteForm
from ..models import NoteDraft, TimelineEntry
from ..permissions import can_amend, can_write_note, is_supervised
from ..readers import may_be_named
from .doors import back_to, family_for, part_for, people_of, send
from .notes import one_form


def note_form(request, family, draft=None):
    """The form as it is sent now, as the draft has it, or empty."""
    about = {
        "family": family,
        "user": request.user,
        "people": people_of(family, request.user),
        "colleagues": may_be_named(family, request.user),
    }
    if request.method == "POST":
        return NoteForm(request.POST, **about)
    if draft is None:
        return NoteForm(**about)
    form = NoteForm(**about, typed=actions.typed_in(draft))
    form.named(draft.pk, draft.version)
    return form


def write_note(request, pk):
    """A note, or a contact with the family; "Save draft" keeps it as it is."""
    family = family_for(request, pk)
    require(can_write_note(request.user, family))
    form = note_form(request, family)
    if request.method == "POST" and "draft" in request.POST:
        return keep_by_button(request, family, form)
    if form.is_valid():
        try:
            said = put_down(request, family, form)
            return back_to(request, family, said, "timeline")
        except actions.AlreadyWritten as refused:
            form.add_error(None, str(refused))
            form.begin_anew()
        except Refused as refused:
            form.add_error(None, str(refused))
    return shown(request, family, form)


def put_down(request, family, form):
    """On the timeline; for a student or agency worker, to their supervisor."""
    if not is_supervised(request.user):
        actions.write_note(family, by=request.user, **form.values)
        return _("Added to the timeline")
    key, seen = form.key_and_version
    actions.hand_in(family, key=key, typed=form.typed, seen=seen, by=request.user)
    return _("Given to %(name)s, who must agree before it counts") % {
        "name": request.user.supervisor.full_name
    }


@require_safe
def go_on(request, pk, draft_pk):
    """A draft of one's own, as it was typed."""
    family = family_for(request, pk)
    mine = NoteDraft.objects.visible_to(request.user, within=family).of(request.user)
    draft = part_for(mine, family, draft_pk)
    require(can_write_note(request.user, family) and draft.handed_in_at is None)
    return shown(request, family, note_form(request, family, draft), draft)


def shown(request, family, form, draft=None):
    context = {
        "family": family,
        "form": form,
        "draft": draft,
        "kept_days": actions.KEPT_FOR.days,
        "supervisor": request.user.supervisor,
    }
    return render(request, "families/write_note.html", context)


def keep_by_button(request, family, form):
    """Kept without a script, and shown again from what was kept."""
    try:
        draft, is_apart = keep(request, family, form)
    except Refused as refused:
        form.full_clean()
        form.add_error(None, str(refused))
        return shown(request, family, form)
    said = kept_apart() if is_apart else saved_at(draft)
    messages.success(request, said)
    return redirect("families:go_on_with_draft", family.pk, draft.pk)


def keep(request, family, form):
    key, seen = form.key_and_version
    return actions.keep_draft(family, key=key, typed=form.typed, seen=seen, by=request.user)


@require_POST
def keep_draft(request, pk):
    """What the page sends by itself while somebody types; answers how it stands now."""
    family = family_for(request, pk, "draft_kept")
    require(can_write_note(request.user, family))
    form = note_form(request, family)
    context = {"family": family, "readers": form.who_reads, "problem": "", "user": request.user}
    try:
        draft, is_apart = keep(request, family, form)
        form.named(draft.pk, draft.version)
        said = kept_apart() if is_apart else saved_at(draft)
        context |= {"draft": draft, "said": said, "once": form.fields["once"].initial}
    except Refused as refused:
        context["problem"] = str(refused)
    return render(request, "families/_kept.html", context)


def saved_at(draft):
    at = timezone.localtime(draft.saved_at)
    return _("Saved as a draft at %(time)s") % {"time": date_format(at, "H:i")}


def kept_apart():
    return _(
        "This draft was changed in another tab. What you typed here is kept as a draft of its own."
    )


def amend_note(request, pk, entry_pk):
    """A correction that stands beside what was written first."""
    family = family_for(request, pk)
    entry = part_for(TimelineEntry.objects.visible_to(request.user), family, entry_pk)
    require(can_amend(request.user, entry))
    form = bind(AmendForm, request, initial={"summary": entry.summary, "body": entry.body})
    if send(form, lambda: actions.amend_note(entry, by=request.user, **form.cleaned_data)):
        return back_to(request, family, _("Corrected; the first version stays"), "timeline")
    return one_form(request, family, form, _("Correct an entry"), _("Save the correction"))


@require_safe
def versions(request, pk, entry_pk):
    """What was written first, and each correction beside it with its reason."""
    family = family_for(request, pk, "note_versions_seen")
    rows = TimelineEntry.objects.visible_to(request.user, within=family)
    entry = part_for(rows, family, entry_pk)
    context = {"family": family, "versions": rows.versions_of(entry)}
    return render(request, "families/note_versions.html", context)
