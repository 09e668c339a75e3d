"""Sharing without agreement: deciding it, and ending it."""

from django.utils.translation import gettext as _

from familyhubs.web import bind, require

from .. import actions
from ..forms import EndSharingDecisionForm, SharingDecisionForm
from ..models import SharingDecision
from ..permissions import can_decide_sharing
from .doors import back_to, family_for, part_for, people_of, send
from .notes import one_form


def decide(request, pk):
    """An organisation may see somebody without agreement, for reasons that are written down."""
    family = family_for(request, pk)
    require(can_decide_sharing(request.user, family))
    people = people_of(family, request.user)
    form = bind(SharingDecisionForm, request, user=request.user, family=family, people=people)
    if send(form, lambda: actions.decide_to_share(family, by=request.user, **form.values)):
        return back_to(request, family, _("Decision recorded"), "agreements")
    note = _(
        "Ask for agreement first wherever that is safe. The organisation sees the person once it"
        " has a sharing agreement with the council and one of its people works with the family."
        " Whoever asks, and the lead practitioner, are told."
    )
    title = _("Share without agreement")
    return one_form(request, family, form, title, _("Record the decision"), note=note)


def end(request, pk, decision_pk):
    """What only this decision opened is shut from now on."""
    family = family_for(request, pk)
    rows = SharingDecision.objects.visible_to(request.user).select_related("person", "organisation")
    decision = part_for(rows, family, decision_pk)
    require(can_decide_sharing(request.user, family))
    form = bind(EndSharingDecisionForm, request)
    me = request.user
    if send(form, lambda: actions.end_sharing_decision(decision, by=me, **form.cleaned_data)):
        return back_to(request, family, _("Ended"), "agreements")
    title = _("Stop sharing %(person)s with %(organisation)s") % {
        "person": decision.person,
        "organisation": decision.organisation,
    }
    note = _(
        "From now on they see only whom the family agreed to share. If that is nobody, their work"
        " with the family ends, and the manager leads until there is a new lead. It cannot be"
        " undone; it can be decided again."
    )
    return one_form(request, family, form, title, _("End it"), note=note)
