"""What people agree to, and stopping it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.web import bind, require

from .. import actions
from ..forms import AgreementForm, CompetenceForm, WithdrawForm
from ..ledger import lines_of
from ..models import (
    Agreement,
    AgreementStatus,
    Competence,
    LawfulBasis,
    MemberRole,
    Receipt,
    SharingDecision,
    TeamTold,
)
from ..permissions import can_decide_sharing, can_keep_record, can_open_case
from ..sharing import SEES, Part
from .doors import back_to, family_for, part_for, people_of, send
from .notes import one_form

RECEIPTS_SHOWN = 20


@require_safe
def ledger(request, pk):
    """Everything anybody was asked: how it stands, what runs out, and what was before."""
    family = family_for(request, pk, "agreements_seen", oversight=True)
    require(Part.AGREEMENTS in family.parts)
    user = request.user
    rows = Agreement.objects.visible_to(user, within=family).for_ledger()
    decided = SharingDecision.objects.visible_to(user, within=family)
    found = Competence.objects.visible_to(user, within=family)
    given = Receipt.objects.visible_to(user, within=family)
    context = {
        "family": family,
        "lines": lines_of(rows, soon=actions.soon()),
        "decisions": list(decided.for_ledger()),
        "competences": list(found.select_related("person", "organisation", "decided_by")),
        "receipts": list(given.select_related("person", "given_by")[:RECEIPTS_SHOWN]),
        "teams": list(
            TeamTold.objects.visible_to(user, within=family).select_related(
                "team", "organisation", "told", "told_by", "objected_by"
            )
        ),
        "bases": list(LawfulBasis.objects.current().order_by("purpose")),
        "may_keep": can_keep_record(user, family),
        "may_decide": can_decide_sharing(user, family),
        "is_overseen": not family.grounds & SEES,
        "may_open_case": can_open_case(user, family),
        "may": {"keep_record": user.organisation.is_council},
    }
    return render(request, "families/agreements.html", context)


def record_competence(request, pk):
    """Whether a young person is able to decide one thing."""
    family = family_for(request, pk)
    require(can_keep_record(request.user, family))
    young = people_of(family, request.user, role=MemberRole.CHILD)
    form = bind(CompetenceForm, request, people=young)
    if send(form, lambda: actions.record_competence(family, by=request.user, **form.values)):
        return to_ledger(request, family, _("Written down. Now record their answer."))
    title = _("Is a young person able to decide?")
    note = _(
        "Decision by decision, never by age alone. At 16 and 17 a person is presumed able."
        " Talk with them alone where you can."
    )
    return one_form(request, family, form, title, _("Save"), note=note)


def to_ledger(request, family, said):
    messages.success(request, said)
    return redirect("families:agreements", family.pk)


def record_agreement(request, pk):
    """One person's answer for one purpose and organisation."""
    family = family_for(request, pk)
    require(can_keep_record(request.user, family))
    form = bind(AgreementForm, request, people=people_of(family, request.user))
    made = []

    def record():
        made.append(actions.record_agreement(family, by=request.user, **form.values))

    if send(form, record):
        return to_ledger(request, family, said_of(made[0]))
    return one_form(request, family, form, _("Record an agreement"), _("Save"))


def said_of(agreement):
    if agreement.status == AgreementStatus.OBJECTED:
        return _("Objection recorded. The answer before stands until a manager decides.")
    return _("Answer recorded")


def withdraw(request, pk, agreement_pk):
    """Stop now; the page says before what happens next."""
    family = family_for(request, pk)
    rows = Agreement.objects.visible_to(request.user).select_related("person", "organisation")
    agreement = part_for(rows, family, agreement_pk)
    require(can_keep_record(request.user, family))
    form = bind(WithdrawForm, request, people=people_of(family, request.user))
    made = []

    def withdraw():
        given = form.cleaned_data
        made.append(actions.withdraw_agreement(agreement, by=request.user, **given))

    if send(form, withdraw):
        return back_to(request, family, *after(made[0]))
    context = {"family": family, "agreement": agreement, "form": form}
    return render(request, "families/withdraw.html", context)


def after(withdrawn):
    """What was done, and the part of the record that shows it."""
    if withdrawn.status == AgreementStatus.OBJECTED:
        return said_of(withdrawn), "agreements"
    return _("Stopped. See what there is to do now, and give them a receipt."), "todo"
