"""Photos and papers: kept with a draft, sent with it, added at the desk, deleted."""

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
    keep_files(draft, photos, by=by)


def keep_files(draft, files, *, by):
    """These files, beside those the locked draft has already."""
    if draft.files.count() + len(files) > MOST_FILES:
        raise Refused(_("That is too many. You can send %(most)s.") % {"most": MOST_FILES})
    for one in files:
        RequestFile.objects.create(file=keep_file(one, by=by), **{owner_in(type(draft)): draft})


def owner_in(model):
    """The name of the link from a file to a draft of this model."""
    return "draft" if model is Draft else "professional_draft"


@transaction.atomic
def take_photo_out(draft, pk, *, by):
    """One photo or paper of a draft is gone; one that is gone already is no error."""
    rows = draft.files.filter(pk=pk)
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
    draft.files.update(referral=referral, **{owner_in(type(draft)): None})


def delete_drafts(drafts, *, by):
    """These drafts with everything of theirs; how many there were."""
    rows = RequestFile.objects.filter(**{f"{owner_in(drafts.model)}__in": drafts})
    ids = list(rows.values_list("file", flat=True))
    count = drafts.count()
    drafts.delete()
    delete_files(StoredFile.objects.filter(pk__in=ids), by=by)
    return count
