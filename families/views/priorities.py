"""Priority groups: asked again after each contact, and their own page of the record (R072)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.web import bind, require

from .. import actions
from ..forms import EndObjectionForm, GroupsForm, ObjectionForm
from ..models import (
    Contact,
    HelpOffer,
    PriorityGroup,
    PriorityObservation,
    RankingObjection,
)
from ..permissions import can_keep_priorities, can_read_priorities
from ..priorities import current, lapses_on
from .doors import back_to, family_for, part_for, people_of, send
from .notes import one_form

# Looked at to offer help, and for nothing else: said with each look (special category data).
PURPOSE = "Outreach and offers of help"
LINES_SHOWN = 100


def seen_for_outreach(request, pk):
    """The family, and a look that says what it was for."""
    family = family_for(request, pk, "priorities_seen", reason=PURPOSE)
    require(can_read_priorities(request.user, family))
    return family


def newest_of(family, user):
    rows = PriorityObservation.objects.visible_to(user, within=family).newest()
    return rows.select_related("group", "person", "observed_by")


def priorities(request, pk):
    """What is so now, since when and how we know; and what was decided about it."""
    family = seen_for_outreach(request, pk)
    words = PriorityGroup.objects.words()
    today = timezone.localdate()
    newest = [row for row in newest_of(family, request.user) if row.still_true]
    newest.sort(key=lambda row: row.group.code)
    for row in newest:
        row.words, row.lapses_on = (
            words.get(row.group_id, row.group.code),
            lapses_on(row.observed_on),
        )
    now = current(newest, today)
    offers = HelpOffer.objects.visible_to(request.user, within=family).select_related("decided_by")
    objections = RankingObjection.objects.visible_to(request.user, within=family).current()
    context = {
        "family": family,
        "now": now,
        "lapsed": [row for row in newest if row not in now],
        "unasked": Contact.objects.unasked().filter(family=family)[:5],
        "offers": list(offers[:LINES_SHOWN]),
        "objections": list(objections.select_related("person")),
        "may_keep": can_keep_priorities(request.user, family),
    }
    return render(request, "families/priorities.html", context)


def confirm(request, pk, contact_pk):
    """Still true? On a page of its own after the contact, never beside the family's own words."""
    family = seen_for_outreach(request, pk)
    contact = part_for(Contact.objects.visible_to(request.user, within=family), family, contact_pk)
    require(can_keep_priorities(request.user, family))
    groups = PriorityGroup.objects.in_force().with_words()
    on = timezone.localdate(contact.happened_at)
    newest = list(newest_of(family, request.user))
    ticked = {row.group_id for row in current(newest, on)}
    told = {"groups": groups, "ticked": ticked, "people": people_of(family, request.user)}
    if request.method == "POST" and "same" in request.POST:
        actions.confirm_nothing_changed(family, contact=contact, by=request.user)
        return back_to(request, family, _("Nothing changed: saved"), "timeline")
    form = bind(GroupsForm, request, **told)
    of_contact = {"contact": contact, "by": request.user}
    if send(form, lambda: actions.confirm_groups(family, **of_contact, **form.cleaned_data)):
        return back_to(request, family, _("Priority groups saved"), "timeline")
    context = {"family": family, "contact": contact, "form": form, "ticked": len(ticked)}
    return render(request, "families/confirm_groups.html", context)


def object_to_ranking(request, pk):
    """They do not want to be ranked, or to be on lists for offers."""
    family = seen_for_outreach(request, pk)
    require(can_keep_priorities(request.user, family))
    form = bind(ObjectionForm, request, people=people_of(family, request.user))
    by = request.user
    if send(form, lambda: actions.object_to_ranking(family, by=by, **form.cleaned_data)):
        messages.success(request, _("Off the lists from now on"))
        return redirect("families:priorities", family.pk)
    title = _("They do not want to be on lists for offers of help")
    note = _("It holds at once. The help that they get now does not change.")
    return one_form(request, family, form, title, _("Take them off the lists"), note=note)


def end_objection(request, pk, objection_pk):
    """They may be on the lists again."""
    family = seen_for_outreach(request, pk)
    rows = RankingObjection.objects.visible_to(request.user, within=family)
    objection = part_for(rows, family, objection_pk)
    require(can_keep_priorities(request.user, family))
    form = bind(EndObjectionForm, request)
    by = request.user
    if send(form, lambda: actions.end_objection(objection, by=by, **form.cleaned_data)):
        messages.success(request, _("They may be on the lists again"))
        return redirect("families:priorities", family.pk)
    title = _("They may be on lists for offers of help again")
    return one_form(request, family, form, title, _("Confirm"))
