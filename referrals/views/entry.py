"""A request keyed in for others by the council's own people."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..desk.carrying import began_at_desk, carried_into
from ..forms.entry import EntryForm
from ..permissions import enters_for_others
from .once import refused_in


def new(request):
    """By telephone, at the desk or on paper; partners refer on pages of their own (R041, R043)."""
    require(enters_for_others(request.user))
    began = began_at_desk(request)
    form = bind(EntryForm, request, user=request.user, initial=carried_into(began))
    if form.is_valid():
        try:
            key = form.cleaned_data["once"]
            told, besides = form.request(), form.besides()
            referral = actions.receive_once(key, by=request.user, besides=besides, **told)
            actions.add_files(referral, form.cleaned_data["photos"], by=request.user)
            # Late or not, it is news to those who work on it; nobody is told twice.
            actions.owe_news(referral)
            actions.note_request_taken(began, referral, by=request.user)
        except Refused as refused:
            refused_in(form, refused)
        else:
            said = _("%(reference)s is in the queue of %(hub)s. Give the family the reference.")
            facts = {"reference": referral.reference, "hub": referral.hub}
            messages.success(request, said % facts)
            return redirect(referral)
    return render(request, "referrals/new.html", {"form": form})
