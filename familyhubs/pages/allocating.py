"""Somebody is given a family: who, against the level of its plan (R059)."""

from django.utils.translation import gettext as _

from families import actions
from families.forms import AllocateForm
from families.permissions import can_allocate
from families.views.doors import back_to, family_for, send
from families.views.notes import one_form
from familyhubs.web import bind, require
from outcomes.models import Plan


def allocate(request, pk):
    """Who works with the family from now on."""
    family = family_for(request, pk)
    require(can_allocate(request.user, family))
    level = Plan.objects.open().filter(family=family).values_list("level", flat=True).first()
    form = bind(AllocateForm, request, family=family)

    def give():
        given = form.cleaned_data
        actions.allocate(family, by=request.user, tell=True, level=level, **given)

    if send(form, give):
        return back_to(request, family, _("Given to a colleague"), "helpers")
    # A new organisation joins: the lead asks the family first.
    if form.is_bound and (user := form.cleaned_data.get("user")):
        asked = actions.ask_about(family, user.organisation, by=request.user)
        if asked:
            form.add_error(None, _("The lead now has a task to ask the family about it."))
    note = _("The family’s plan is at level %s.") % level if level else ""
    title = _("Who works with this family?")
    return one_form(request, family, form, title, _("Save"), note=note)
