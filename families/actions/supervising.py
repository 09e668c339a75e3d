"""What students and agency staff write: a draft until their supervisor agrees (access.md 1)."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused

from ..models import Family, NoteDraft
from .drafts import KEPT_FOR, keep_draft
from .notes import write_note
from .timing import words


@transaction.atomic
def hand_in(family, *, key, typed, seen, by):
    """Give a whole note to one's supervisor; a second press gives it once."""
    given = NoteDraft.objects.filter(pk=key, author=by, handed_in_at__isnull=False).first()
    if given:
        return given
    if by.supervisor is None:
        raise Refused(_("You have no supervisor on your account, so you can save it yourself."))
    if not Family.objects.visible_to(by.supervisor).filter(pk=family.pk).exists():
        raise Refused(
            _("%(name)s does not see this family, so cannot agree. Ask the family’s manager.")
            % {"name": by.supervisor.full_name}
        )
    draft, _is_apart = keep_draft(family, key=key, typed=typed, seen=seen, by=by)
    draft.handed_in_at, draft.sent_back_why = timezone.now(), ""
    draft.save(update_fields=["handed_in_at", "sent_back_why", "updated_at"])
    record("note.handed_in", by=by, about=draft, family_id=family.pk)
    _tell(draft, by.supervisor, "note_handed_in", by, "families:agree_note")
    return draft


@transaction.atomic
def agree(draft, *, values, by):
    """Their words on the timeline, under their name and with who agreed."""
    draft = _waiting(draft, by)
    return write_note(draft.family, by=by, written_by=draft.author, **values | {"key": draft.pk})


@transaction.atomic
def send_back(draft, *, why, by):
    """Not yet: it is its author's draft again, with what to change."""
    draft = _waiting(draft, by)
    draft.sent_back_why = words(why, _("Enter what they should change"), 1000)
    draft.handed_in_at = None
    # Its words stay readable to their author for as long as those of any draft.
    draft.version, draft.saved_at = draft.version + 1, timezone.now()
    draft.expires_at = draft.saved_at + KEPT_FOR
    draft.save()
    record("note.sent_back", by=by, about=draft, family_id=draft.family_id)
    _tell(draft, draft.author, "note_sent_back", by, "families:go_on_with_draft")
    return draft


def _waiting(draft, by):
    """The draft, held, while it waits for this very person."""
    draft = NoteDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if draft is None or draft.handed_in_at is None:
        raise Refused(_("This has been dealt with already."))
    if draft.author_id == by.pk or draft.author.supervisor_id != by.pk:
        raise Refused(_("Only their supervisor can agree to what they wrote."))
    return draft


def _tell(draft, user, kind, by, page):
    notify(
        user,
        key=f"{kind}:{draft.pk}:{draft.version}",
        kind=kind,
        by=by,
        about=draft,
        family_id=draft.family_id,
        organisation=user.organisation,
        worker=by.first_name,
        link=reverse(page, args=[draft.family_id, draft.pk]),
    )
