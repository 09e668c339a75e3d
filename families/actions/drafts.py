"""A note that is not written yet: kept as it was typed, never overwritten from another tab."""

import json
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Family, NoteDraft, TimelineEntry

KEPT_FOR = timedelta(days=14)
MOST_DRAFTS = 60


@transaction.atomic
def keep_draft(family, *, key, typed, seen, by):
    """Keep what was typed, right or wrong; gives the draft, and whether it is one of its own now.

    `seen`: the version the page was drawn with. Where another tab has changed the draft since, or
    saved the note, these words become a draft of their own: nothing is lost, and both stand.
    """
    Family.objects.lock(family)
    draft = NoteDraft.objects.select_for_update().filter(pk=key).first()
    if draft and draft.author_id == by.pk and typed_in(draft) == typed:
        return _renew(draft), False
    is_apart = draft is not None and (
        draft.author_id != by.pk or draft.handed_in_at is not None or seen != draft.version
    )
    if is_apart or draft is None:
        is_apart = is_apart or TimelineEntry.objects.filter(pk=key).exists()
        return _start(family, uuid4() if is_apart else key, typed, by), is_apart
    draft.typed, draft.version = json.dumps(typed), draft.version + 1
    return _renew(draft), False


def _start(family, key, typed, by):
    if NoteDraft.objects.of(by).count() >= MOST_DRAFTS:
        raise Refused(_("You have 60 drafts. Finish or delete one first."))
    now = timezone.now()
    draft = NoteDraft(pk=key, family=family, author=by, typed=json.dumps(typed), saved_at=now)
    draft.expires_at = now + KEPT_FOR
    draft.save(force_insert=True)
    return draft


def _renew(draft):
    draft.saved_at = timezone.now()
    draft.expires_at = draft.saved_at + KEPT_FOR
    draft.save(update_fields=["typed", "version", "saved_at", "expires_at", "updated_at"])
    return draft


def typed_in(draft):
    """What was typed: names of boxes and what stood in them."""
    return json.loads(draft.typed or "{}")


@transaction.atomic
def forget_draft(draft, *, by):
    """Its author wants it gone; one that is gone already is no error."""
    NoteDraft.objects.filter(pk=draft.pk, author=by).delete()
    record("note_draft.forgotten", by=by, about=NoteDraft, family_id=draft.family_id)


@transaction.atomic
def delete_expired_note_drafts(*, by):
    """What nobody finished in its time is gone, words and all."""
    count, _each = NoteDraft.objects.expired().delete()
    if count:
        record("note_drafts.expired", by=by, about=NoteDraft, count=count)
    return count
