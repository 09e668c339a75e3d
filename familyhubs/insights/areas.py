"""Reach by priority group, and beside it each hub's action plan for its area (R077, R079)."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from families.models import PriorityGroup
from familyhubs.audit.log import record_look
from familyhubs.govuk.fields import DateField
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs import actions
from hubs.models import AreaAction, Hub, Role
from hubs.permissions import hubs_where

from . import permissions, reach

ACTIONS_SHOWN = 100


class AreaActionForm(forms.Form):
    """What is to be done, who does it, by when."""

    what = forms.CharField(
        label=gettext_lazy("What is to be done?"),
        help_text=gettext_lazy("Name no family here."),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Enter what is to be done"),
            "max_length": gettext_lazy("This must be 300 characters or fewer"),
        },
    )
    owner = forms.CharField(
        label=gettext_lazy("Who does it?"),
        help_text=gettext_lazy("A colleague or an organisation."),
        max_length=100,
        error_messages={
            "required": gettext_lazy("Enter who does it"),
            "max_length": gettext_lazy("This must be 100 characters or fewer"),
        },
    )
    due_on = DateField(
        label=gettext_lazy("By when?"),
        called=gettext_lazy("The day"),
        must_be="today or future",
        error_messages={"required": gettext_lazy("Enter the day by which it is done")},
    )


class DoneForm(forms.Form):
    """What came of it."""

    result = forms.CharField(
        label=gettext_lazy("What came of it?"),
        help_text=gettext_lazy("Name no family here."),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Enter what came of it"),
            "max_length": gettext_lazy("This must be 300 characters or fewer"),
        },
    )


@require_safe
def groups_by_hub(request):
    """Families in each group by hub: published, or a manager's own as they are."""
    require(permissions.can_see_figures(request.user))
    is_exact = not permissions.can_see_published(request.user)
    own = hubs_where(request.user, Role.MANAGER) if is_exact else Hub.objects.all()
    hubs = list(own.order_by("name"))
    groups = PriorityGroup.objects.in_force().with_words()
    words = dict(groups.values_list("code", "words_now"))
    month = timezone.localdate().replace(day=1)
    record_look(request.user, Hub, what="figures_seen")
    planned = AreaAction.objects.filter(hub__in=hubs).select_related("hub")
    context = {
        "shown": reach.exact(hubs, words) if is_exact else reach.published(hubs, words, month),
        "month": month,
        "is_exact": is_exact,
        "to_do": list(planned.filter(done_at=None)[:ACTIONS_SHOWN]),
        "done": list(planned.exclude(done_at=None).order_by("-done_at")[:ACTIONS_SHOWN]),
    }
    return render(request, "insights/reach.html", context)


def plan(request, slug):
    """One more line of a hub's plan."""
    hub = get_object_or_404(Hub, slug=slug)
    require(permissions.can_see_exact(request.user, hub))
    form = bind(AreaActionForm, request)
    by = request.user
    if sent(form, lambda: actions.plan_area_action(hub, by=by, **form.cleaned_data)):
        messages.success(request, _("Added to the action plan"))
        return redirect("insights:reach")
    title = _("Action plan around %(hub)s") % {"hub": hub}
    context = {"form": form, "title": title, "button": _("Add")}
    return render(request, "insights/area_action.html", context)


def finish(request, pk):
    """A line is done."""
    action = get_object_or_404(AreaAction.objects.select_related("hub"), pk=pk)
    require(permissions.can_see_exact(request.user, action.hub))
    form = bind(DoneForm, request)
    by = request.user
    if sent(form, lambda: actions.finish_area_action(action, by=by, **form.cleaned_data)):
        messages.success(request, _("Done"))
        return redirect("insights:reach")
    context = {"form": form, "title": action.what, "button": _("It is done")}
    return render(request, "insights/area_action.html", context)


def sent(form, act):
    """Whether it was done; a refusal stands on the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
