"""Partner systems: their tokens are made and ended here, and what they send is received once."""

import hashlib
import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.database.actor import open_with
from familyhubs.notifications.outbox import notify_address
from familyhubs.refusals import Refused

from ..models import PartnerRequest, PartnerToken, ProfessionalReferral
from .receiving import receive

LONGEST_KEY = 100


def digest_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def make_token(organisation, *, by):
    """A new token and the words of it, which are shown once and kept nowhere."""
    if organisation.has_ended or organisation.is_council:
        raise Refused(_("A token is for a partner whose people use the portal now."))
    said = secrets.token_urlsafe(32)
    token = PartnerToken.objects.create(
        organisation=organisation, digest=digest_of(said), made_by=by
    )
    log.record("partner_token.made", by=by, about=token, organisation=organisation.pk)
    return said


@transaction.atomic
def revoke_token(token, *, by):
    """From now on it lets nobody in; twice is once."""
    token = PartnerToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = timezone.now(), by
        token.save(update_fields=["revoked_at", "revoked_by", "updated_at"])
        log.record("partner_token.revoked", by=by, about=token)


def token_named(said):
    """The token in force with these words, or None."""
    rows = PartnerToken.objects.filter(digest=digest_of(said), revoked_at=None)
    token = rows.select_related("organisation").first()
    return None if token is None or token.organisation.has_ended else token


class KeyUsed(Refused):
    """Something else was sent under this key."""


def receive_from_partner(token, *, key, sent, request, part, by):
    """As the form: one referral, however often the same is sent under the same key."""
    digest = digest_of(sent)
    if known := sent_under(token, key, digest):
        return known, False
    try:
        with transaction.atomic():
            referral = receive(**request, by=by)
            PartnerRequest.objects.create(
                organisation=token.organisation, key=key, digest=digest, referral=referral
            )
            now = timezone.now()
            ProfessionalReferral.objects.create(referral=referral, confirmed_at=now, **part)
            facts = {"type": part["kind"], "token": token.pk}
            log.record("referral.by_partner", by=by, about=referral, **facts)
            receipt = {"kind": "refer_receipt", "words": referral.reference, "by": by}
            notify_address(part["email"], key=f"referral-receipt:{referral.pk}", **receipt)
            return referral, True
    except IntegrityError:
        known = sent_under(token, key, digest)
        if known is None:
            raise
        return known, False


def sent_under(token, key, digest):
    """What this organisation sent under the key; refused where it says otherwise."""
    rows = PartnerRequest.objects.filter(organisation=token.organisation, key=key)
    known = rows.first()
    if known is not None:
        open_with(known.referral_id)
    if known is not None and known.digest != digest:
        raise KeyUsed(_("Something else was sent under this key. Use a new one."))
    return known and known.referral
