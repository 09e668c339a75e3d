"""A referral without an account: it counts when whoever has the address says that it is theirs."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.council.current import council
from familyhubs.notifications.boxes import too_many_today
from familyhubs.notifications.outbox import drop_about, notify_address
from familyhubs.refusals import Refused

from ..links import CONFIRM, link_of
from ..models import ProfessionalDraft
from .professional import make_referral

KIND = "refer_confirm"
MOST_LINKS = 5
A_DAY_TO_ONE_ADDRESS = 10


@transaction.atomic
def hand_in(draft, *, compose, by):
    """Keep it, unread, until its link is pressed; a second press sends no second letter."""
    draft = ProfessionalDraft.objects.lock(draft)
    if draft.sent_as_id or draft.handed_in_at:
        return draft
    _request, part = compose(draft)
    now = timezone.now()
    draft.email, draft.handed_in_at = part["email"], now
    draft.expires_at = now + timedelta(days=council().confirm_days)
    draft.save(update_fields=["email", "handed_in_at", "expires_at", "updated_at"])
    log.record("professional_draft.handed_in", by=by, about=draft)
    send_link(draft, by=by)
    return draft


@transaction.atomic
def send_link_again(draft, *, by):
    """Another letter; too many are none, so that nobody's box is filled."""
    draft = ProfessionalDraft.objects.lock(draft)
    if draft.handed_in_at and not draft.sent_as_id:
        send_link(draft, by=by)


def send_link(draft, *, by):
    """Now; where its box has had enough today, tomorrow; where that day is full too, not at all."""
    leaves_at = now = timezone.now()
    if draft.links_sent >= MOST_LINKS or draft.link_waits:
        return
    if too_many_links_today(draft.email, by=by):
        if too_many_links_today(draft.email, by=by, in_days=1):
            return
        leaves_at = tomorrow()
        # Its days begin when the link can be pressed.
        draft.expires_at = leaves_at + timedelta(days=council().confirm_days)
    draft.links_sent, draft.link_at = draft.links_sent + 1, leaves_at
    draft.save(update_fields=["links_sent", "link_at", "expires_at", "updated_at"])
    key = f"refer-confirm:{draft.pk}:{draft.links_sent}"
    letter = {"words": link_of(draft, draft.email, CONFIRM)}
    letter |= {"leaves_at": None if leaves_at == now else leaves_at}
    notify_address(draft.email, key=key, kind=KIND, by=by, about=draft, **letter)


def tomorrow():
    """Its morning."""
    morning = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    return morning + timedelta(days=1)


def too_many_links_today(email, *, by, in_days=0):
    """Count one more link to this address, whatever it is for."""
    most = A_DAY_TO_ONE_ADDRESS
    return too_many_today(email, of="refer", most=most, by=by, in_days=in_days)


@transaction.atomic
def take_back(draft, *, by):
    """The address was wrong: what was typed can be changed again, and the old links are dead."""
    draft = ProfessionalDraft.objects.lock(draft)
    if draft.handed_in_at is None or draft.sent_as_id:
        return
    drop_about(draft, KIND, "Taken back: its link is dead")
    draft.email, draft.handed_in_at, draft.link_at = "", None, None
    draft.expires_at = timezone.now() + timedelta(days=council().draft_days)
    draft.save(update_fields=["email", "handed_in_at", "link_at", "expires_at", "updated_at"])
    log.record("professional_draft.taken_back", by=by, about=draft)


@transaction.atomic
def confirm_referral(draft, *, compose, by):
    """The link was pressed: from now on it is a referral like any other; once."""
    draft = ProfessionalDraft.objects.lock(draft)
    if draft.sent_as_id:
        return draft.sent_as
    if draft.handed_in_at is None:
        raise Refused(_("This was taken back. Nothing has been sent."))
    email = draft.email
    request, part = compose(draft)
    part |= {"email": email, "confirmed_at": timezone.now()}
    referral = make_referral(draft, request, part, by=by)
    key = f"referral-receipt:{referral.pk}"
    words = referral.reference
    notify_address(email, key=key, kind="refer_receipt", by=by, words=words)
    return referral
