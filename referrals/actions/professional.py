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

from ..agencies import OF_SOCIAL_CARE
from ..models import ProfessionalDraft, ProfessionalReferral, Referral, ReferralKind
from .files import delete_drafts, hand_over, keep_files, take_photo_out
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
def keep_papers(draft, papers, *, by):
    """An assessment or another paper, which nobody asks for, kept with what is not sent (R045)."""
    keep_files(lock_unsent(draft), papers, by=by)


@transaction.atomic
def take_paper_out(draft, pk, *, by):
    """One of them is not to be sent after all."""
    take_photo_out(lock_unsent(draft), pk, by=by)


@transaction.atomic
def forget_referral(draft, *, by):
    """The writer wants it gone; what was sent stays."""
    delete_drafts(ProfessionalDraft.objects.filter(pk=draft.pk, sent_as=None), by=by)
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
    refuse_kind(part, request.get("organisation"))
    referral = receive(**request, by=by)
    ProfessionalReferral.objects.create(referral=referral, **part)
    hand_over(draft, referral)
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


def refuse_kind(part, organisation):
    """Step-downs and signposted families come from the council's social care alone (R056)."""
    of_social_care = part["agency_kind"] in OF_SOCIAL_CARE and organisation is not None
    if part["kind"] != ReferralKind.SUPPORT and not (of_social_care and organisation.is_council):
        raise Refused(_("Only children’s social care sends this. Select a request for support."))


@transaction.atomic
def delete_expired_referrals(*, by):
    """What was never sent, or never confirmed, is gone for good."""
    count = delete_drafts(ProfessionalDraft.objects.expired(), by=by)
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
