"""What is in the copy: gathered once, each entry marked, passages blacked out."""

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..gathering import WHY, entries_of
from ..leaving import goes_as_it_is
from ..models import NEED_A_YES, CopyRequest, Entry, Mark, Redaction
from .asking import locked


@transaction.atomic
def gather_next(*, by):
    """The next copy whose asker is known, whole or not at all; False where there is none."""
    rows = CopyRequest.objects.to_gather().select_for_update(of=("self",), skip_locked=True)
    asked = rows.order_by("due_on", "pk").first()
    if asked is None:
        return False
    whose = {"request": asked, "family_id": asked.family_id}
    entries = [Entry(**whose, **said) for said in entries_of(asked)]
    for entry in [one for one in entries if one.file_id]:
        entry.file_as_it_is = goes_as_it_is(entry.file)
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
    if mark == Mark.GIVE and any(
        entry.by_default in NEED_A_YES and not entry.yes_on for entry in found
    ):
        raise Refused(
            "What is about somebody else is given once they agreed. Open the entry and record it."
        )
    if mark != Mark.HOLD:
        exemption = why = ""
    for entry in found:
        entry.mark, entry.exemption, entry.why, entry.marked_by = mark, exemption, why, by
        entry.save()
        facts = {"mark": mark, "exemption": exemption, "family_id": asked.family_id}
        record("copy.marked", by=by, about=entry, **facts)
    return found


def needs_a_yes(entry):
    """Whether it is about somebody else, of whom we do not know that they agreed."""
    return entry.by_default in NEED_A_YES and entry.yes_on is None


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


@transaction.atomic
def uncover(redaction, *, by):
    """One black-out is taken back, on record; what nothing hides any more is decided anew."""
    asked = unsettled(redaction.entry.request)
    entry = Entry.objects.lock(redaction.entry)
    gone, _rows = Redaction.objects.filter(pk=redaction.pk, entry=entry).delete()
    if not gone:
        raise Refused("This black-out was taken back already.")
    if entry.mark == Mark.PART and not entry.redactions.exists():
        entry.mark = Mark.HOLD if entry.by_default else ""
        entry.exemption, entry.why = entry.by_default, WHY if entry.by_default else ""
        entry.save()
    record("copy.uncovered", by=by, about=entry, family_id=asked.family_id)
    return entry


@transaction.atomic
def record_yes(entry, *, who, agreed_on, how, by):
    """Somebody whom an entry is about agreed that it is given: who, when, and how we know."""
    asked = unsettled(entry.request)
    entry = Entry.objects.lock(entry)
    if entry.by_default not in NEED_A_YES:
        raise Refused("This entry is not held back for somebody else.")
    if agreed_on > timezone.localdate():
        raise Refused("The day they agreed must be today or in the past.")
    entry.yes_of, entry.yes_on, entry.yes_how, entry.yes_by = who, agreed_on, how, by
    entry.mark, entry.exemption, entry.why, entry.marked_by = Mark.GIVE, "", "", by
    entry.save()
    record("copy.third_party_agreed", by=by, about=entry, family_id=asked.family_id)
    return entry


@transaction.atomic
def see_file(entry, *, by):
    """An officer looked through the attached file: nothing in it has to stay hidden."""
    asked = unsettled(entry.request)
    entry = Entry.objects.lock(entry)
    if entry.file_id is None:
        raise Refused("No file is attached to this entry.")
    entry.file_seen_by = by
    entry.save()
    record("copy.file_seen", by=by, about=entry, family_id=asked.family_id)
    return entry


def unsettled(asked):
    """The request, held, as long as nobody agreed to the copy."""
    asked = locked(asked)
    if asked.agreed_at is not None:
        raise Refused("Somebody agreed to this copy: it stays as it is.")
    return asked
