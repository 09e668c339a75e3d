"""A request is accepted: first which family, then who of them asked, what help, and who leads."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from families.models import FamilyMember
from familyhubs.audit import log
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..actions.acceptance import lead_of
from ..actions.finding import FOUND_AT_MOST
from ..forms.acceptance import (
    NEW,
    AcceptForm,
    ChooseFamilyForm,
    FindFamilyForm,
    wishes_to_settle,
)
from ..permissions import can_triage
from .findings import prefetch_safety
from .request import looks_at, proposed_for, seen_of, undecided


def accept(request, pk):
    """Which family, who asked, what help, who leads, whom we may talk to."""
    referral = undecided(request, pk)
    require(can_triage(request.user, referral))
    matches = matches_of(referral, request.user)
    families = {str(match.family.pk): match.family for match in matches}
    asked = request.POST if request.method == "POST" else request.GET
    chosen = asked.get("family") or ("" if matches else NEW)
    if chosen != NEW and chosen not in families:
        return choose_family(request, referral, matches)
    prefetch_safety(referral)
    form = accept_form(request, referral, families.get(chosen))
    if form.is_valid():
        looked_at = [families[key] for key in shown_on(request) if key in families]
        try:
            actions.refuse_if_changed(referral, request.POST.get("seen", ""))
            done = actions.accept(referral, by=request.user, not_these=looked_at, **form.values)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, accepted_words(done, started=form.known is None))
            return redirect(done)
        # Accepting looks for the family once more, and may have come upon another.
        matches = matches_of(referral, request.user)
    return accept_page(request, referral, form, matches)


def matches_of(referral, user):
    """The likely families that this person may see, and in whose record it may stand."""
    found = seen_of(referral, proposed_for(referral, user), user)
    return [match for match in found if match.family.is_alone == referral.is_alone]


def shown_on(request):
    """The likely families that stood on the page which was sent, by id."""
    return request.POST.get("shown", "").split()


def accept_page(request, referral, form, matches):
    """All that is asked; which family once more, where a likely one came up in the meantime."""
    shown = [str(match.family_id) for match in matches]
    is_new = form.known is None
    unseen = is_new and form.is_bound and set(shown) - set(shown_on(request))
    looked_at = [match for match in matches if is_new or match.family == form.known]
    log.record_looks(request.user, looks_at(looked_at))
    context = {
        "referral": referral,
        "form": form,
        "family": form.known,
        "matches": matches,
        "shown": " ".join(shown),
        "choice": ChooseFamilyForm(matches=matches) if unseen else None,
        "cards": cards_of(form.people.values(), referral),
        "asked": {"card": referral.contact_card},
    }
    return render(request, "referrals/accept.html", context)


def choose_family(request, referral, matches):
    """The likely families side by side; where one was posted that is none of them, say so."""
    asked = request.POST or (request.GET if "go" in request.GET else None)
    form = ChooseFamilyForm(asked or None, matches=matches)
    log.record_looks(request.user, looks_at(matches))
    context = {"referral": referral, "form": form, "matches": matches}
    return render(request, "referrals/choose_family.html", context)


def accept_form(request, referral, family):
    members = FamilyMember.objects.current().visible_to(request.user).exclude(role="unborn")
    members = members.filter(family=family).select_related("person__contact_card")
    return bind(
        AcceptForm,
        request,
        referral=referral,
        family=family,
        members=list(members.order_by("-role", "recorded_at")) if family else [],
        wishes=wishes_to_settle(referral, family),
    )


def cards_of(members, referral):
    """Each known card beside the new one: its number only as the same or another (A4)."""
    new = referral.contact_card
    return [
        {
            "person": member.person,
            "card": card,
            "same_phone": bool(card.phone) and card.phone == new.phone,
            "same_email": bool(card.email) and card.email == new.email,
        }
        for member in members
        if (card := member.person.contact_card)
    ]


def accepted_words(referral, *, started):
    """What changed, in a line."""
    what = _("A new record was started") if started else _("It was joined to the family’s record")
    return _("%(reference)s is accepted. %(what)s; %(lead)s leads and has been told.") % {
        "reference": referral.reference,
        "what": what,
        "lead": lead_of(referral.family),
    }


def find_family(request, pk):
    """A family that the system did not come upon, by a name and one more fact (access.md A4)."""
    referral = undecided(request, pk)
    require(can_triage(request.user, referral))
    form = bind(FindFamilyForm, request)
    if form.is_valid():
        try:
            found = actions.look_for_family(referral, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if found > FOUND_AT_MOST:
                form.add_error(None, _("Many families fit. Use another fact."))
            elif found:
                said = ngettext(
                    "%(n)s family fits both facts. Look at it before you choose.",
                    "%(n)s families fit both facts. Look at them before you choose.",
                    found,
                )
                messages.success(request, said % {"n": found})
                return redirect("referrals:accept", referral.pk)
            else:
                form.add_error(None, _("No match. Check the spelling, or use another fact."))
    return render(request, "referrals/find_family.html", {"referral": referral, "form": form})
