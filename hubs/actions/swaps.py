"""Whoever is on a duty asks a colleague to take it: theirs once they say yes (decision 37)."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.calendar.working import LONDON
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused

from ..models import DutySwap, SwapAnswer
from .rota import FURTHEST, hand_over, lock_open, refuse_unfit, rota_of


@transaction.atomic
def offer_duty(shift, *, to, by, note=""):
    """Ask a colleague who can do this duty to take it; until they do, nothing changes."""
    both = User.objects.filter(pk__in={by.pk, to.pk}).order_by("pk")
    to = {person.pk: person for person in both.select_for_update(of=("self",))}[to.pk]
    shift = lock_open(shift)
    if shift.user_id != by.pk:
        raise Refused(_("This duty is not yours any more. Look again."))
    begins = max(timezone.now(), shift.starts_at)
    refuse_unfit(rota_of(shift), to, begins, shift.ends_at or begins + FURTHEST)
    try:
        with transaction.atomic():
            swap = DutySwap.objects.create(shift=shift, asked_by=by, to=to, note=note.strip())
    except IntegrityError:
        words = _("You asked somebody to take this duty already. Take that back first.")
        raise Refused(words) from None
    record("duty.offered", by=by, about=swap, shift=shift.pk, to=to.pk)
    tell(to, swap, "duty_offered", by=by)
    return swap


@transaction.atomic
def take_duty(swap, *, by, phone=""):
    """They say yes: the duty is theirs from now, or from its beginning; whoever asked hears of it.

    Gives the new duty, and warnings where they are on another one at the same time.
    """
    swap = lock_unanswered(swap)
    if swap.to_id != by.pk:
        raise Refused(_("Somebody else was asked."))
    if swap.shift.user_id != swap.asked_by_id:
        raise Refused(_("This duty is over, or was changed by somebody else. Look again."))
    new, warnings = hand_over(swap.shift, to=by, by=by, phone=phone)
    answer(swap, SwapAnswer.ACCEPTED, by=by, taken_as=new)
    tell(swap.asked_by, swap, "duty_taken", by=by)
    return new, warnings


@transaction.atomic
def decline_duty(swap, *, by):
    """They say no: whoever asked still has the duty, and knows."""
    swap = lock_unanswered(swap)
    if swap.to_id != by.pk:
        raise Refused(_("Somebody else was asked."))
    answer(swap, SwapAnswer.DECLINED, by=by)
    tell(swap.asked_by, swap, "duty_declined", by=by)
    return swap


@transaction.atomic
def withdraw_offer(swap, *, by):
    """Whoever asked does it themselves after all."""
    swap = lock_unanswered(swap)
    if swap.asked_by_id != by.pk:
        raise Refused(_("Only whoever asked can take it back."))
    answer(swap, SwapAnswer.WITHDRAWN, by=by)
    tell(swap.to, swap, "duty_offer_withdrawn", by=by)
    return swap


def lock_unanswered(swap):
    """The offer as it is now, held: of many who answer at once one does."""
    swap = DutySwap.objects.lock(swap)
    if swap.answered_at is not None:
        raise Refused(_("This was answered or taken back meanwhile. Look again."))
    return swap


def answer(swap, said, *, by, taken_as=None):
    swap.answer, swap.answered_at, swap.taken_as = said, timezone.now(), taken_as
    swap.save(update_fields=["answer", "answered_at", "taken_as", "updated_at"])
    record(f"duty.offer_{said}", by=by, about=swap, shift=swap.shift_id)


def tell(person, swap, kind, *, by):
    """The day and the kind of duty, and the way to the rota: nothing else."""
    day = swap.shift.starts_at.astimezone(LONDON).date()
    rota = rota_of(swap.shift)
    key = f"{kind.replace('_', '-')}:{swap.pk}"
    notify(person, key=key, kind=kind, by=by, when=day, role=rota.kind_words, link="/duty/")
