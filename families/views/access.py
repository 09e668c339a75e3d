"""Who works with a family, bars, restriction and tasks."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from familyhubs.web import bind, require

from .. import actions
from ..forms import (
    ConflictForm,
    DecideObjectionForm,
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
)
from ..staff import may_know_them
from .doors import back_to, family_for, part_for, send
from .notes import one_form

FORMS = {ToDoKind.RISK_CHECK: RiskCheckForm, ToDoKind.OBJECTION: DecideObjectionForm}


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
    me = request.user
    answers = can_allocate(me, family)
    colleagues = may_know_them(family).exclude(pk=me.pk) if answers else None
    form = bind(ConflictForm, request, colleagues=colleagues)
    if send(form, lambda: actions.declare_conflict(family, by=me, **known_to(form, me))):
        if form.cleaned_data.get("who"):
            return back_to(request, family, "Recorded. They no longer see this family.")
        messages.success(request, _("Recorded. You no longer see this family."))
        return redirect("families:list")
    note = _("You will not see this family any more. A manager is told, and finds another worker.")
    return one_form(request, family, form, _("I know this family"), _("Confirm"), note=note)


def known_to(form, me):
    """Who knows the family, and how."""
    said = form.cleaned_data
    return {"user": said.get("who") or me, "reason": said["reason"]}


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
    if todo.kind == ToDoKind.OBJECTION:
        require(can_allocate(request.user, family))
    form = bind(FORMS.get(todo.kind, FinishToDoForm), request)
    act = actions.decide_objection if todo.kind == ToDoKind.OBJECTION else actions.finish_todo
    if send(form, lambda: act(todo, by=request.user, **form.cleaned_data)):
        return back_to(request, family, _("Done"), "todo")
    return one_form(request, family, form, str(todo), _("Mark as done"))
