"""The front desk's look-up: a family's card, or the stage of a request that has no family yet."""

from django.db.models import Q
from django.shortcuts import redirect, render

from families import actions
from families.forms import DeskForm
from families.matching import Verdict, compare_names
from families.models import Family
from families.permissions import can_look_up
from familyhubs.audit.log import record_look
from familyhubs.references import read_reference
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from referrals.models import Referral


def desk(request):
    """A name and one more fact; a hit opens the card for a quarter of an hour (access.md A5)."""
    require(can_look_up(request.user))
    form = bind(DeskForm, request)
    if not form.is_valid():
        return render(request, "pages/desk.html", {"form": form})
    try:
        family = actions.look_up(by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "pages/desk.html", {"form": form})
    if family:
        return redirect(family)
    asked = request_of(request.user, form.cleaned_data["name"], form.cleaned_data["reference"])
    if asked:
        record_look(request.user, asked, what="stage_seen")
    return render(request, "pages/desk_answer.html", {"asked": asked})


def request_of(user, name, reference):
    """The request with this reference, where the name fits somebody it is about.

    Nothing of it is shown but its stage. One about a family that is restricted, or barred to this
    person, is not found.
    """
    reference = read_reference(reference, "ASK")
    if not reference:
        return None
    known = Family.objects.ordinary().not_barred_to(user)
    rows = Referral.objects.filter(Q(family=None) | Q(family__in=known))
    asked = rows.filter(reference=reference).first()
    if asked is None:
        return None
    names = [asked.contact_name, *asked.people.values_list("full_name", flat=True)]
    fits = any(compare_names(name, known) in (Verdict.MATCH, Verdict.NEAR) for known in names)
    return asked if fits else None
