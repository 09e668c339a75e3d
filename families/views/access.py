"""Who works with a family, bars, restriction, tasks, and who has looked."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from familyhubs.accounts.models import Organisation
from familyhubs.audit.models import Event
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..forms import (
    ConflictForm,
    EndInvolvementForm,
    FinishToDoForm,
    LiftForm,
    RestrictForm,
    RiskCheckForm,
)
from ..models import Involvement, ToDo, ToDoKind
from ..permissions import (
    can_allocate,
    can_declare_conflict,
    can_finish,
    can_lift_conflict,
    can_restrict,
    can_see_looks,
)
from .doors import back_to, family_for, part_for, send
from .notes import one_form

LOOKS_ON_A_PAGE = 50


def end_involvement(request, pk, involvement_pk):
    """Somebody's work with the family ends, and with it their sight of the record."""
    family = family_for(request, pk)
    rows = Involvement.objects.visible_to(request.user).select_related("user", "team")
    involvement = part_for(rows, family, involvement_pk)
    require(can_allocate(request.user, family))
    form = bind(EndInvolvementForm, request)
    if send(
        form, lambda: actions.end_involvement(involvement, by=request.user, **form.cleaned_data)
    ):
        return back_to(request, family, _("Ended"), "helpers")
    who = involvement.user or involvement.team
    title = _("%(who)s no longer works with this family") % {"who": who}
    return one_form(request, family, form, title, _("Confirm"))


def declare_conflict(request, pk):
    """Somebody knows the family: they see nothing of it from the next page on."""
    family = family_for(request, pk)
    require(can_declare_conflict(request.user, family))
    form = bind(ConflictForm, request)
    me = request.user
    if send(
        form,
        lambda: actions.declare_conflict(family, user=me, by=me, **form.cleaned_data),
    ):
        messages.success(request, _("Recorded. You no longer see this family."))
        return redirect("families:list")
    note = _("You will not see this family any more. A manager is told, and finds another worker.")
    return one_form(request, family, form, _("I know this family"), _("Confirm"), note=note)


def lift_conflict(request, pk, conflict_pk):
    """A bar is not needed any more."""
    family = family_for(request, pk)
    require(can_restrict(request.user, family))
    conflict = part_for(family.conflicts.select_related("user"), family, conflict_pk)
    require(can_lift_conflict(request.user, conflict))
    form = bind(LiftForm, request)
    if send(form, lambda: actions.lift_conflict(conflict, by=request.user, **form.cleaned_data)):
        return back_to(request, family, _("Lifted"), "bars")
    title = _("Lift the bar on %(who)s") % {"who": conflict.user}
    return one_form(request, family, form, title, _("Lift it"), note=conflict.reason)


def restrict(request, pk):
    """Open a record to named people only, or to all again."""
    family = family_for(request, pk)
    require(can_restrict(request.user, family))
    form = bind(RestrictForm, request)
    act = actions.lift_restriction if family.is_restricted else actions.restrict
    if send(form, lambda: act(family, by=request.user, **form.cleaned_data)):
        return back_to(request, family, _("Saved"))
    if family.is_restricted:
        title, button = _("Lift the restriction"), _("Lift it")
        note = _("Teams, managers and searches find this family again.")
    else:
        title, button = _("Restrict this family"), _("Restrict")
        note = _("Only people named one by one see it, and no search finds it.")
    return one_form(request, family, form, title, button, note=note)


def finish_todo(request, pk, todo_pk):
    """A task is done; a risk check answers its three questions."""
    family = family_for(request, pk)
    todo = part_for(ToDo.objects.visible_to(request.user), family, todo_pk)
    require(can_finish(request.user, todo))
    if todo.kind == ToDoKind.PASS_ON:
        return redirect("families:cross_referral", todo.cause_id)
    form = bind(RiskCheckForm if todo.kind == ToDoKind.RISK_CHECK else FinishToDoForm, request)
    if send(form, lambda: actions.finish_todo(todo, by=request.user, **form.cleaned_data)):
        return back_to(request, family, _("Done"), "todo")
    return one_form(request, family, form, todo.get_kind_display(), _("Mark as done"))


def looks(request, pk):
    """Who has looked at this family, newest first."""
    family = family_for(request, pk, what="log_seen")
    require(can_see_looks(request.user, family))
    events = Event.objects.about_family(family.pk).exclude(kind="did")
    page = page_of(request, events, "-pk", size=LOOKS_ON_A_PAGE)
    names = Organisation.objects.in_bulk({row.organisation_id for row in page.rows})
    for row in page.rows:
        row.organisation = names.get(row.organisation_id, "")
    return render(request, "families/looks.html", {"family": family, "page": page})
