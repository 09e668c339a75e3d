"""Photos of paper forms: kept with a draft, sent with it, added at the desk, deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.refusals import Refused
from familyhubs.uploads.actions import delete_files, keep_file
from familyhubs.uploads.models import StoredFile

from ..models import MOST_FILES, Draft, Referral, RequestFile


@transaction.atomic
def keep_photos(draft, photos, *, by):
    """Keep these with an unsent draft, up to so many in all."""
    draft = Draft.objects.lock(draft)
    if draft.sent_as_id:
        raise Refused(_("You have already sent this."))
    if draft.files.count() + len(photos) > MOST_FILES:
        raise Refused(_("That is too many. You can send %(most)s.") % {"most": MOST_FILES})
    for photo in photos:
        RequestFile.objects.create(draft=draft, file=keep_file(photo, by=by))


@transaction.atomic
def take_photo_out(draft, pk, *, by):
    """One photo of a draft is gone; one that is gone already is no error."""
    rows = RequestFile.objects.filter(draft=draft, pk=pk)
    ids = list(rows.values_list("file", flat=True))
    rows.delete()
    delete_files(StoredFile.objects.filter(pk__in=ids), by=by)


@transaction.atomic
def add_files(referral, photos, *, by):
    """What came with a request that was keyed in; a form that is sent twice adds it once."""
    referral = Referral.objects.lock(referral)
    if not photos or referral.files.exists():
        return
    for photo in photos[:MOST_FILES]:
        RequestFile.objects.create(referral=referral, file=keep_file(photo, by=by))
    log.record("referral.files_added", by=by, about=referral, count=len(photos))


def hand_over(draft, referral):
    """The files of a draft are the request's from now on; inside the transaction that sends it."""
    RequestFile.objects.filter(draft=draft).update(draft=None, referral=referral)


def delete_drafts(drafts, *, by):
    """These drafts with everything of theirs; how many there were."""
    ids = list(RequestFile.objects.filter(draft__in=drafts).values_list("file", flat=True))
    count = drafts.count()
    drafts.delete()
    delete_files(StoredFile.objects.filter(pk__in=ids), by=by)
    return count
