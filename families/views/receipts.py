"""A receipt in plain words for one person: on paper, or as a message with a link."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from familyhubs.contact.rules import machine_channels, needs_a_person
from familyhubs.web import bind, require

from .. import actions
from ..forms import ReceiptForm
from ..models import Agreement, Person, ReceiptWay
from ..permissions import can_keep_record
from .agreements import to_ledger
from .doors import family_for, send


@never_cache
def give(request, pk):
    """Whose receipt and how; one on paper is the answer to the press, with its code, this once."""
    family = family_for(request, pk)
    require(can_keep_record(request.user, family))
    rows = Agreement.objects.visible_to(request.user, within=family).exclude(given_by=None)
    people = Person.objects.filter(pk__in=rows.values("given_by")).order_by("full_name")
    form = bind(ReceiptForm, request, people=people)
    made = []

    def act():
        made.append(actions.give_receipt(family, by=request.user, **form.cleaned_data))

    if send(form, act):
        receipt, code = made[0]
        if receipt.way == ReceiptWay.MESSAGE:
            return to_ledger(request, family, _("The message is on its way"))
        return render(request, "families/receipt.html", on_paper(family, receipt, code))
    cards = [(one, why_not(one)) for one in people.select_related("contact_card")]
    context = {"family": family, "form": form, "cards": cards}
    return render(request, "families/give_receipt.html", context)


def why_not(person):
    """What their contact instructions say against a message, for the worker who asks."""
    card = person.contact_card
    if card is None:
        return _("no way of contact is written down")
    return needs_a_person(card) or ("" if machine_channels(card) else _("no message is allowed"))


def on_paper(family, receipt, code):
    """What this person said, and nothing that another did (access.md section 4)."""
    rows = Agreement.objects.filter(family=family).said_by(receipt.person)
    rows = list(rows.select_related("person", "organisation").order_by("purpose", "pk"))
    return {
        "family": family,
        "receipt": receipt,
        "code": code,
        "site": settings.PUBLIC_URL,
        "agreed": [row for row in rows if row.is_current and row.status == "given"],
        "declined": [row for row in rows if row.is_current and row.status == "declined"],
        "stopped": [row for row in rows if not row.is_current and row.status == "given"],
        "me": receipt.person_id,
    }
