"""Pairs of records: the list, side by side, rejected, and named by a colleague."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from families.models import Family, Involvement
from families.views.doors import members_of, send
from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..forms import PairFilter, RejectForm, SameForm
from ..models import Pair
from ..permissions import can_find_duplicates


@require_safe
def pairs(request):
    """Records that may be of one family, the likeliest first; or those that were rejected."""
    require(can_find_duplicates(request.user))
    rows = Pair.objects.visible_to(request.user).select_related("one__hub", "other__hub")
    show_rejected = request.GET.get("show") == "rejected"
    rows = rows.rejected() if show_rejected else rows.to_look_at()
    filters = PairFilter(request.GET or None)
    page = page_of(request, filters.found(rows), "-score", "pk")
    record_look(request.user, Pair, what="listed")
    context = {"page": page, "show_rejected": show_rejected, "filters": filters}
    return render(request, "merging/pairs.html", context)


@require_safe
def compare(request, pk):
    """Two records side by side: what is the same, what differs, and why they are a pair."""
    pair = pair_for(request, pk)
    sides = [side(family, request.user) for family in (pair.one, pair.other)]
    one, other = (each["facts"] for each in sides)
    rows = [
        {"label": label, "one": one[label], "other": other[label]}
        | {"is_same": one[label] == other[label]}
        for label in one
    ]
    return render(request, "merging/compare.html", {"pair": pair, "rows": rows})


def side(family, user):
    """One record as this user sees it."""
    lead = (
        Involvement.objects.current().leads().filter(family=family).select_related("user").first()
    )
    people = [person_line(member) for member in members_of(family, user)]
    return {"facts": {
        "Reference": [family.reference],
        "Name": [family.name],
        "Hub": [family.hub.name],
        "Postcode": [family.postcode or "Not known"],
        "Lead practitioner": [str(lead.user) if lead else "Nobody"],
        "People": sorted(people) or ["Nobody that you may see"],
    }}  # fmt: skip


def person_line(member):
    person = member.person
    born = f", born {person.born_on:%-d %B %Y}" if person.born_on else ""
    return f"{person.full_name}{born} ({member.get_role_display().lower()})"


def reject(request, pk):
    """Two families after all, for a reason."""
    pair = pair_for(request, pk)
    form = bind(RejectForm, request)
    if send(form, lambda: actions.reject(pair, by=request.user, **form.cleaned_data)):
        messages.success(request, "Rejected. They come back only if what they share changes.")
        return redirect("merging:pairs")
    context = {"form": form, "title": "These are two families", "button": "Reject this pair"}
    return render(request, "merging/form.html", context)


def say_same(request):
    """A colleague knows it: two records by their references."""
    require(can_find_duplicates(request.user))
    form = bind(SameForm, request, initial={"reference": request.GET.get("reference", "")[:40]})
    made = []
    if form.is_bound and form.is_valid():
        found = [by_reference(form, name, request.user) for name in ("reference", "other")]
        if all(found) and send(
            form, lambda: made.append(actions.say_same(*found, by=request.user))
        ):
            return redirect("merging:compare", made[0].pk)
    context = {"form": form, "title": "Two records of one family", "button": "Compare them"}
    return render(request, "merging/form.html", context)


def by_reference(form, name, user):
    rows = Family.objects.visible_to(user)
    family = rows.filter(reference=form.cleaned_data[name]).first()
    if family is None:
        form.add_error(name, "You see no record with this reference. Check it with a colleague.")
    return family


def pair_for(request, pk):
    """A pair of which the user sees both records, or 404; the looks stand with both."""
    require(can_find_duplicates(request.user))
    rows = Pair.objects.visible_to(request.user).select_related("one__hub", "other__hub")
    pair = get_object_or_404(rows, pk=pk)
    for family in (pair.one, pair.other):
        record_look(request.user, family, family_id=family.pk, what="compared")
    return pair
