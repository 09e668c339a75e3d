"""Warning notes of a family."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..forms import ReviewWarningForm, WarnForm
from ..models import WarningNote, WarningReason
from ..permissions import can_read_warnings, can_warn
from .doors import back_to, family_for, part_for, people_of, send
from .notes import one_form


@require_safe
def warnings(request, pk):
    """What to do; for those who may read it, why; and those that ended."""
    family = family_for(request, pk, "warnings_seen")
    require(can_read_warnings(request.user, family))
    rows = WarningNote.objects.visible_to(request.user, within=family)
    page = page_of(request, rows.select_related("person", "owner"), "-starts_at", "-pk")
    reasons = WarningReason.objects.visible_to(request.user, within=family)
    reasons = {one.warning_id: one for one in reasons.filter(warning__in=page.rows)}
    for row in page.rows:
        row.said_why = reasons.get(row.pk)
    context = {"family": family, "page": page, "may_warn": can_warn(request.user, family)}
    return render(request, "families/warnings.html", context)


def warn(request, pk):
    """A new one."""
    family = family_for(request, pk)
    require(can_warn(request.user, family))
    people = people_of(family, request.user)
    form = bind(WarnForm, request, user=request.user, people=people)
    if send(form, lambda: actions.warn(family, by=request.user, **form.values)):
        return back_to(request, family, _("The warning note stands on the record now"))
    return one_form(request, family, form, _("Add a warning note"), _("Add"))


def review(request, pk, warning_pk):
    """Still so, or ended."""
    family = family_for(request, pk)
    rows = WarningNote.objects.visible_to(request.user, within=family).select_related("person")
    warning = part_for(rows, family, warning_pk)
    require(can_warn(request.user, family))
    disclosed = "yes" if warning.is_disclosed else "no"
    form = bind(ReviewWarningForm, request, initial={"is_disclosed": disclosed})
    if send(form, lambda: answer(warning, by=request.user, **form.cleaned_data)):
        return back_to(request, family, _("Looked at again"))
    note = warning.what_to_do
    return one_form(request, family, form, _("Look at a warning again"), _("Save"), note=note)


def answer(warning, *, still, reason, by, **said):
    if still == "no":
        return actions.end_warning(warning, reason=reason, by=by)
    return actions.keep_warning(warning, by=by, **said)
