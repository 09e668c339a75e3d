"""The front desk's look-up: a family's card, or the stage of a request that has no family yet."""

from django.shortcuts import redirect, render

from families import actions
from families.forms import DeskForm
from families.matching import Verdict, compare_names
from families.permissions import can_look_up
from families.typed_facts import read_facts
from familyhubs.audit.log import record_look
from familyhubs.database.actor import beyond_sight, open_with
from familyhubs.references import read_reference
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from referrals.desk.restricted import is_likely_restricted
from referrals.models import Referral, ReferralPerson

MOST = 200


def desk(request):
    """A name and one more fact; a hit opens the card for a quarter of an hour (access.md A5).

    One line will do: what is in it goes into the boxes of the form, and one that lacks a fact
    is asked for it there.
    """
    require(can_look_up(request.user))
    form = DeskForm(typed(request.POST["q"])) if "q" in request.POST else bind(DeskForm, request)
    if not form.is_valid():
        return render(request, "pages/desk.html", {"form": form})
    try:
        family = actions.look_up(by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "pages/desk.html", {"form": form})
    if family:
        return redirect(family)
    asked = request_of(request.user, **form.cleaned_data)
    if asked:
        record_look(request.user, asked, what="stage_seen")
    return render(request, "pages/desk_answer.html", {"asked": asked})


def typed(line):
    """One line as the form's own boxes would have sent it."""
    facts = read_facts(line)
    born_on = facts.pop("born_on")
    parts = (born_on.day, born_on.month, born_on.year) if born_on else ("", "", "")
    names = ("born_on_day", "born_on_month", "born_on_year")
    return facts | dict(zip(names, map(str, parts), strict=True))


@beyond_sight("the one request of the facts that a caller gives")
def request_of(user, *, name, born_on=None, postcode="", reference=""):
    """The one request that every fact given fits, where the name is of somebody it is about.

    Nothing of it is shown but its stage. One about a family that is restricted, or barred to this
    person, is not found, and neither is one of several.
    """
    rows = Referral.objects.about_ordinary_families(user)
    if reference:
        rows = rows.filter(reference=read_reference(reference, "ASK") or "-")
    if postcode:
        rows = rows.filter(postcode=postcode)
    if born_on:
        born = ReferralPerson.objects.filter(born_on=born_on)
        rows = rows.filter(pk__in=born.values("referral"))
    rows = rows.prefetch_related("people").select_related("hub", "alone")
    fitting = [row for row in rows.order_by("-happened_at", "pk")[:MOST] if is_about(row, name)]
    open_ones = [row for row in fitting if row.is_open] or fitting
    if len(open_ones) != 1 or is_likely_restricted(open_ones[0]):
        return None
    open_with(open_ones[0].pk)
    return open_ones[0]


def is_about(asked, name):
    """Whether somebody of this name asked, or is among the people as told."""
    names = [asked.contact_name, *(person.full_name for person in asked.people.all())]
    return any(compare_names(name, known) in (Verdict.MATCH, Verdict.NEAR) for known in names)
