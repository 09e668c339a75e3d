"""What people agree to, and stopping it."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from familyhubs.web import bind, require

from .. import actions
from ..forms import AgreementForm, WithdrawForm
from ..models import Agreement, AgreementStatus
from ..permissions import can_keep_record
from .doors import back_to, family_for, part_for, people_of, send
from .notes import one_form


def record_agreement(request, pk):
    """One person's answer for one purpose and organisation."""
    family = family_for(request, pk)
    require(can_keep_record(request.user, family))
    form = bind(AgreementForm, request, people=people_of(family, request.user))
    made = []

    def record():
        made.append(actions.record_agreement(family, by=request.user, **form.values))

    if send(form, record):
        return back_to(request, family, said_of(made[0]), "agreements")
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
    return _("Stopped. See what there is to do now."), "todo"
