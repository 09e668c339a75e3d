"""You said, we did: written by who works there, published and taken down by managers (R038)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import YouSaid
from .naming import refused_if_taken


@transaction.atomic
def save_you_said(entry, *, hub, said, did, done_on, by, action=None):
    """A new draft, or other words for an entry; it may come from what a board asked for."""
    verb = "you_said.changed" if entry else "you_said.written"
    entry = YouSaid.objects.lock(entry) if entry else YouSaid(action=action)
    if entry.is_published:
        raise Refused(_("Families read this now. Take it down to change it."))
    if done_on > timezone.localdate():
        raise Refused(_("The day it was done must be today or in the past."))
    if entry.action and not entry.action.board.hubs.filter(pk=hub.pk).exists():
        raise Refused(_("Select a hub that the board advises."))
    entry.hub, entry.said, entry.did, entry.done_on = hub, said, did, done_on
    with refused_if_taken(_("This hub has an entry about this action already.")):
        entry.save()
    record(verb, by=by, about=entry, hub=hub.pk, action=entry.action_id)
    return entry


@transaction.atomic
def publish_you_said(entry, *, by):
    """Everybody can read it from now on."""
    entry = YouSaid.objects.lock(entry)
    if entry.is_published:
        raise Refused(_("Families read this already."))
    entry.published_at, entry.taken_down_at = timezone.now(), None
    entry.save(update_fields=["published_at", "taken_down_at", "updated_at"])
    record("you_said.published", by=by, about=entry, hub=entry.hub_id)
    return entry


@transaction.atomic
def take_down_you_said(entry, *, by):
    """Nobody outside reads it any more."""
    entry = YouSaid.objects.lock(entry)
    if not entry.is_published:
        raise Refused(_("Families do not read this now."))
    entry.taken_down_at = max(timezone.now(), entry.published_at)
    entry.save(update_fields=["taken_down_at", "updated_at"])
    record("you_said.taken_down", by=by, about=entry, hub=entry.hub_id)
    return entry
