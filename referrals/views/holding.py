"""Taking a request, giving it back, and giving it to somebody: one, or several with ticks."""

import uuid
from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from familyhubs.paging import SIZE
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms.holding import AssignForm
from ..models import Referral
from ..permissions import can_open_queue, can_triage
from .decisions import press
from .request import undecided

claim = require_POST(partial(press, act="claim", done=gettext_lazy("you look at it from now on.")))
release = require_POST(partial(press, act="release", done=gettext_lazy("given back.")))


def assign(request, pk):
    """One request to a colleague or a team."""
    referral = undecided(request, pk)
    require(can_triage(request.user, referral))
    form = bind(AssignForm, request, user=request.user)
    if form.is_valid():
        try:
            actions.refuse_if_changed(referral, request.POST.get("seen", ""))
            actions.assign(referral, by=request.user, **form.given_to)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            who = next(iter(form.given_to.values()))
            messages.success(request, f"{referral.reference}: {_now('given to')} {who}.")
            return redirect(referral)
    context = {
        "referral": referral,
        "form": form,
        "title": _now("Give to somebody"),
        "button": _now("Give it to them"),
    }
    return render(request, "referrals/decide.html", context)


@require_POST
def assign_many(request):
    """Those ticked on a page of the queue; each refused one is named with its reason."""
    require(can_open_queue(request.user))
    form = AssignForm(request.POST, user=request.user)
    ticked = ticked_in(request.POST.getlist("requests"))
    rows = Referral.objects.in_queue_of(request.user).filter(pk__in=ticked)
    rows = list(rows.select_related("hub").order_by("decision_due_at", "pk"))
    if not rows:
        messages.warning(request, _now("Tick at least one request first."))
    elif not form.is_valid():
        messages.warning(request, form.errors["taker"][0])
    else:
        give_ticked(request, rows, ticked, form.given_to)
    return redirect(f"{reverse('referrals:queue')}?{request.GET.urlencode()}")


def give_ticked(request, rows, seen, given_to):
    """Give them, and say how many were given, and why each of the others was not."""
    try:
        given, refused = actions.assign_many(rows, by=request.user, seen=seen, **given_to)
    except Refused as why:
        messages.warning(request, str(why))
        return
    who = next(iter(given_to.values()))
    if given:
        words = ngettext(
            "%(n)s request given to %(who)s.", "%(n)s requests given to %(who)s.", given
        )
        messages.success(request, words % {"n": given, "who": who})
    for reference, why in refused:
        messages.warning(request, f"{reference}: {why}")


def ticked_in(texts):
    """Id → who had it on the page, or None where a tick does not say; as many as a page holds."""
    found = {}
    for text in texts[:SIZE]:
        pk, says, holder = text.partition(":")
        try:
            found[uuid.UUID(pk)] = holder if says else None
        except ValueError:
            continue
    return found
