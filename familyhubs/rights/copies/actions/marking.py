"""What is in the copy: gathered once, each entry marked, passages blacked out."""

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..gathering import WHY, entries_of
from ..models import CopyRequest, Entry, Mark, Redaction
from .asking import locked


@transaction.atomic
def gather_next(*, by):
    """The next copy whose asker is known, whole or not at all; False where there is none."""
    rows = CopyRequest.objects.to_gather().select_for_update(of=("self",), skip_locked=True)
    asked = rows.order_by("due_on", "pk").first()
    if asked is None:
        return False
    entries = [
        Entry(
            request=asked,
            family_id=asked.family_id,
            what=what[:100],
            row=row,
            content=content,
            mark=mark,
            exemption=exemption,
            why=WHY if exemption else "",
        )
        for what, row, content, mark, exemption in entries_of(asked)
    ]
    Entry.objects.bulk_create(entries, batch_size=500)
    asked.gathered_at = timezone.now()
    asked.save()
    facts = {"family_id": asked.family_id, "entries": len(entries)}
    record("copy.gathered", by=by, about=asked, **facts)
    return True


@transaction.atomic
def mark(asked, *, chosen, mark, by, exemption="", why=""):
    """What becomes of these entries."""
    asked = unsettled(asked)
    rows = Entry.objects.filter(request=asked, pk__in=chosen)
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if not found:
        raise Refused("Select at least one entry of this copy.")
    if mark == Mark.HOLD and not (exemption and why):
        raise Refused("Select the exemption and enter why it applies.")
    if mark == Mark.PART and any(not entry.redactions.exists() for entry in found):
        raise Refused("Black out a passage first, entry by entry.")
    if mark != Mark.HOLD:
        exemption = why = ""
    for entry in found:
        entry.mark, entry.exemption, entry.why, entry.marked_by = mark, exemption, why, by
        entry.save()
        facts = {"mark": mark, "exemption": exemption, "family_id": asked.family_id}
        record("copy.marked", by=by, about=entry, **facts)
    return found


@transaction.atomic
def black_out(entry, *, passage, exemption, why, by):
    """These words are not given, wherever in the entry they stand; the original stays here."""
    asked = unsettled(entry.request)
    entry = Entry.objects.lock(entry)
    if not passage.strip():
        raise Refused("Enter the words to black out.")
    if not any(passage in text for text in entry.facts.values()):
        raise Refused("Enter the words exactly as they stand in the entry.")
    made = Redaction.objects.create(
        entry=entry, passage=passage, exemption=exemption, why=why, made_by=by
    )
    entry.mark, entry.exemption, entry.why, entry.marked_by = Mark.PART, "", "", by
    entry.save()
    facts = {"exemption": exemption, "family_id": asked.family_id}
    record("copy.blacked_out", by=by, about=entry, **facts)
    return made


def unsettled(asked):
    """The request, held, as long as nobody agreed to the copy."""
    asked = locked(asked)
    if asked.agreed_at is not None:
        raise Refused("Somebody agreed to this copy: it stays as it is.")
    return asked
