"""Minutes of a board's meeting: written, agreed for good, amended by a new version (R036)."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import BoardMeeting, Minutes
from .boards import refuse_not_begun


@transaction.atomic
def write_minutes(meeting, *, text, seen, by):
    """The draft as it is now; `seen` is the revision it was written over, 0 for a first one."""
    meeting = BoardMeeting.objects.lock(meeting)
    refuse_not_begun(meeting)
    draft = meeting.minutes.filter(agreed_at=None).first()
    if draft is None and meeting.minutes.exists():
        raise Refused(_("These minutes are agreed. Amend them, with a reason."))
    if (draft.revision if draft else 0) != seen:
        raise Refused(
            _("Somebody else has written in these minutes meanwhile. Copy your text, look again.")
        )
    draft = draft or Minutes(meeting=meeting, revision=0)
    draft.text, draft.revision = text, draft.revision + 1
    draft.save()
    _record("minutes.written", draft, by=by)
    return draft


@transaction.atomic
def agree_minutes(minutes, *, seen, by):
    """The draft that was looked at is agreed; nobody can change it after that."""
    # The meeting first, as whoever writes does: they wait for each other.
    BoardMeeting.objects.lock(minutes.meeting)
    minutes = Minutes.objects.lock(minutes)
    if minutes.is_agreed:
        raise Refused(_("These minutes are agreed already."))
    if minutes.revision != seen:
        raise Refused(_("Somebody else has written in these minutes meanwhile. Look again."))
    minutes.agreed_at, minutes.agreed_by = timezone.now(), by
    minutes.save(update_fields=["agreed_at", "agreed_by", "updated_at"])
    _record("minutes.agreed", minutes, by=by)
    return minutes


@transaction.atomic
def amend_minutes(meeting, *, reason, by):
    """A new draft from what was agreed, with why; what was agreed stays to be read."""
    meeting = BoardMeeting.objects.lock(meeting)
    last = meeting.minutes.order_by(F("version").desc()).first()
    if last is None or not last.is_agreed:
        raise Refused(_("There is a draft. Write in that."))
    draft = Minutes.objects.create(
        meeting=meeting, version=last.version + 1, text=last.text, reason=reason
    )
    _record("minutes.amended", draft, by=by)
    return draft


def _record(verb, minutes, *, by):
    facts = {"meeting": minutes.meeting_id, "version": minutes.version}
    record(verb, by=by, about=minutes, revision=minutes.revision, **facts)
