"""A professional refers a family: kept as typed, sent once, and counted only when it is theirs."""

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.council.current import council
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused

from ..models import ProfessionalDraft, ProfessionalReferral, Referral
from .receiving import receive

# As many unfinished referrals as one account may have; nobody has more families in hand at once.
MOST_DRAFTS = 30


def start_referral(*, owner=None):
    """A new empty one; `owner` is the account it belongs to, or nobody."""
    mine = ProfessionalDraft.objects.in_time().unsent().filter(owner=owner)
    if owner is not None and mine.count() >= MOST_DRAFTS:
        raise Refused(_("Finish or delete one of your unsent referrals first."))
    expires_at = timezone.now() + timedelta(days=council().draft_days)
    return ProfessionalDraft.objects.create(owner=owner, expires_at=expires_at)


def typed_in(draft):
    """What was typed so far."""
    return json.loads(draft.answers or "{}")


def lock_unsent(draft):
    """The draft as it is now, held; refused where it left the writer's hands already."""
    draft = ProfessionalDraft.objects.lock(draft)
    if draft.sent_as_id or draft.handed_in_at:
        raise Refused(_("You have already sent this."))
    return draft


@transaction.atomic
def keep_section(draft, *, section, typed):
    """Keep one page as it was typed, right or wrong."""
    draft = lock_unsent(draft)
    answers = typed_in(draft)
    answers.setdefault("steps", {})[section] = typed
    draft.answers = json.dumps(answers)
    draft.save(update_fields=["answers", "updated_at"])
    return draft


@transaction.atomic
def forget_referral(draft, *, by):
    """The writer wants it gone; what was sent stays."""
    ProfessionalDraft.objects.filter(pk=draft.pk, sent_as=None).delete()
    log.record("professional_draft.forgotten", by=by, about=ProfessionalDraft)


@transaction.atomic
def send_referral(draft, *, compose, by):
    """Send it once: whoever comes second gets the same request (R044).

    `compose` makes the request and the professional's part from the draft as it is after the lock.
    """
    draft = ProfessionalDraft.objects.lock(draft)
    if draft.sent_as_id is None:
        request, part = compose(draft)
        make_referral(draft, request, part, by=by)
    return draft.sent_as


def make_referral(draft, request, part, *, by):
    """The request with what only a professional says; the draft holds nothing any more."""
    referral = receive(**request, by=by)
    ProfessionalReferral.objects.create(referral=referral, **part)
    draft.sent_as, draft.answers, draft.email = referral, "", ""
    draft.save(update_fields=["sent_as", "answers", "email", "updated_at"])
    log.record("referral.by_professional", by=by, about=referral, type=part["kind"])
    if referral.referrer_id:
        notify(
            referral.referrer,
            key=f"referral-receipt:{referral.pk}",
            kind="referral_receipt",
            by=by,
            about=referral,
            reference=referral.reference,
            link=referral.get_absolute_url(),
        )
    return referral


@transaction.atomic
def delete_expired_referrals(*, by):
    """What was never sent, or never confirmed, is gone for good."""
    count, _rows = ProfessionalDraft.objects.expired().delete()
    if count:
        log.record("professional_drafts.expired", by=by, about=ProfessionalDraft, count=count)
    return count


@transaction.atomic
def correct_source(referral, *, source, by):
    """Counted under another code; decided or not, what is counted must be right."""
    referral = Referral.objects.lock(referral)
    before, referral.source = referral.source, source
    if before != source:
        referral.save(update_fields=["source", "updated_at"])
        log.record("referral.source_corrected", by=by, about=referral, before=before, after=source)
    return referral
