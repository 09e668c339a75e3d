"""The referrer is told the outcome: drafted with the decision, sent by a person, never twice."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.council.current import council
from familyhubs.database.actor import acting_as, beyond_sight
from familyhubs.notifications.outbox import notify_address
from familyhubs.refusals import Refused
from hubs.escalation import Rung

from .. import clocks
from ..links import STANDING, link_of
from ..models import ACCEPTING, ADVISING, OutcomeNotice, ProfessionalReferral, Referral
from ..words import draft_for_referrer
from .confirming import too_many_links_today
from .telling import already_told, first_to_tell, tell_about

# What was decided longer ago than this and is written down only now: they have heard.
HEARD = timedelta(days=14)


def owe_answer(referral, *, by):
    """Draft the answer to whoever referred the family; nothing where the decider did themselves."""
    if not has_referrer(referral, by) or timezone.now() - referral.decided_at > HEARD:
        return
    OutcomeNotice.objects.create(
        referral=referral,
        words=draft_for_referrer(referral, ACCEPTING, ADVISING),
        due_at=clocks.tell_due(referral.decided_at),
    )


def has_referrer(referral, by=None):
    """Whether somebody else referred the family, with an account or by a confirmed address."""
    if referral.referrer_id:
        return referral.referrer != by
    return ProfessionalReferral.objects.filter(referral=referral).exists()


def lock_untold(referral):
    """The answer owed, held; refused where it was settled already."""
    notice = OutcomeNotice.objects.select_for_update(of=("self",)).get(referral=referral)
    if notice.settled_at:
        raise Refused(_("This has been settled already: nobody is told twice."))
    return notice


@transaction.atomic
def tell_referrer(referral, *, words, by):
    """Send it: the words stand on a page of theirs, the letter says only that they do.

    Of a professional whose request was keyed in no address is confirmed: `by` has rung them.
    """
    notice = lock_untold(referral)
    notice.words = words.strip() or notice.words
    key = f"request-decided:{referral.pk}"
    if referral.referrer_id:
        if not may_know(referral.referrer, referral):
            raise Refused(_("They may not be told: their account or their access has ended."))
        tell_about(referral, referral.referrer, kind="request_decided", key=key, by=by)
    elif email := typed_email(referral):
        link = link_of(referral, email, STANDING)
        notify_address(email, key=key, kind="refer_decided", by=by, words=link)
    return settle(notice, by=by)


@transaction.atomic
def leave_untold(referral, *, why_not, by):
    """Nobody is told, and why: it would not be safe, or nobody is there any more."""
    notice = lock_untold(referral)
    if not why_not.strip():
        raise Refused(_("Enter why they are not told"))
    notice.why_not = why_not.strip()
    return settle(notice, by=by)


def typed_email(referral):
    """The address that a professional without an account typed and confirmed, or nothing."""
    professional = getattr(referral, "professional", None)
    return professional.email if professional else ""


def settle(notice, *, by):
    notice.settled_at, notice.settled_by = timezone.now(), by
    notice.save()
    log.record("referral.referrer_told", by=by, about=notice.referral, told=notice.is_told)
    return notice


def may_know(user, referral):
    """An account in force, and no bar."""
    seen = Referral.objects.visible_to(user).filter(pk=referral.pk)
    return user.may_sign_in and seen.exists()


@transaction.atomic
def send_standing(*, reference, email, by):
    """A fresh link to whoever confirmed this address, at most one an hour; else nothing at all."""
    rows = ProfessionalReferral.objects.exclude(confirmed_at=None).select_related("referral")
    with beyond_sight("whether a reference and an address belong together"):
        part = rows.filter(referral__reference=reference).first()
    log.record("referral.standing_asked", by=by, about=ProfessionalReferral)
    if part is None or part.email.casefold() != email.casefold():
        return
    if too_many_links_today(part.email, by=by):
        return
    key = f"refer-standing:{part.referral_id}:{timezone.now():%Y%m%d%H}"
    link = link_of(part.referral, part.email, STANDING)
    notify_address(part.email, key=key, kind="refer_standing", by=by, words=link)


def remind_untold(*, by, now=None):
    """An answer past its time: one reminder to the hub's triage, then one to its manager."""
    now = now or timezone.now()
    with acting_as(by):
        late = list(OutcomeNotice.objects.late(now).order_by("due_at", "id"))
        late = [notice.referral_id for notice in late]
    return sum(remind_one(pk, by=by, now=now) for pk in late)


def remind_one(pk, *, by, now):
    """Each rung once."""
    with acting_as(by):
        rows = OutcomeNotice.objects.late(now).select_for_update(of=("self",))
        notice = rows.filter(referral=pk).select_related("referral__hub").first()
        if notice is None:
            return 0
        days = clocks.days_overdue(notice.due_at, now)
        reached = [(Rung.WORKER, 0), (Rung.MANAGER, council().escalation_days[0])]
        owed = {f"referrer-untold:{pk}:{r.value}": r for r, after in reached if days >= after}
        sent = 0
        for key in owed.keys() - already_told(owed):
            if told := first_to_tell(notice.referral, owed[key]):
                tell_about(notice.referral, told, kind="referrer_untold", key=key, by=by)
                sent += 1
        return sent
