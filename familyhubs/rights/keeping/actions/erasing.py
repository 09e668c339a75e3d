"""By the clock: what is due, the erasure of what two people agreed to, and its certificate."""

import json
from collections import Counter
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.crypto import get_random_string

from familyhubs.audit.log import record
from familyhubs.database.encryption import cipher
from familyhubs.uploads.actions import unlink

from ..due import SQL, due_of, is_due
from ..models import Batch, Certificate, DueRecord, Rule

LOOKS = 50_000
LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


@transaction.atomic
def find_due(*, by):
    """What is due today joins the list; what no longer is leaves it. Safe to run twice."""
    for rule in Rule.objects.filter(code__in=SQL).order_by("code"):
        sql, params = due_of(rule, on=timezone.localdate())
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM keeping_duerecord d WHERE d.rule_id = %(rule)s AND d.done_at IS NULL"
                f" AND d.batch_id IS NULL AND d.about_id NOT IN (SELECT about_id FROM ({sql}) due)",
                params,
            )
            cursor.execute(
                "INSERT INTO keeping_duerecord"
                " (id, updated_at, rule_id, about_id, reference, since, keep_why, digest, rows)"
                " SELECT gen_random_uuid(), now(), %(rule)s, about_id, reference, since, '', '',"
                f" '{{}}' FROM ({sql}) due ON CONFLICT (rule_id, about_id) DO NOTHING",
                params,
            )


@transaction.atomic
def erase_next(*, by):
    """One record of an approved batch, whole or not at all; False where there is none left.

    Each is claimed by one worker. A worker that dies leaves what it had begun as it was.
    """
    rows = DueRecord.objects.to_erase().select_related("rule")
    due = rows.select_for_update(of=("self",), skip_locked=True).order_by("since", "pk").first()
    if due is None:
        return False
    if not is_due(due.rule, due.about_id, on=timezone.localdate()):
        # Held, or somebody came back since two people agreed.
        record("keeping.erasure_left_out", by=by, about=due)
        due.delete()
        return True
    with connection.cursor() as cursor:
        sealed = cipher().encrypt(b"Erased").decode()
        cursor.execute("SELECT keeping_erase(%s, %s)", [due.pk, sealed])
        files = json.loads(cursor.fetchone()[0])["files"]
    # A worker that dies before this leaves content without a row, which the sweep takes away.
    transaction.on_commit(lambda: unlink([UUID(one) for one in files]), robust=True)
    return True


@transaction.atomic
def forget_old_looks(*, by):
    """Of looks older than the schedule says, a few thousand at once; the next night the next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT keeping_forget_looks(%s)", [LOOKS])
        return cursor.fetchone()[0]


@transaction.atomic
def finish_batches(*, by):
    """The certificate of each batch that has nothing left to erase."""
    left = DueRecord.objects.filter(batch=OuterRef("pk"), done_at=None)
    done = Batch.objects.filter(~Exists(left), approved_at__isnull=False, certificate=None)
    for batch in done:
        batch = Batch.objects.lock(batch)
        if not Certificate.objects.filter(batch=batch).exists():
            certify(batch, by=by)


def certify(batch, *, by):
    """What was done, without a word of whom."""
    counts, digests = Counter(), []
    for due in batch.records.order_by("digest"):
        counts.update(due.rows)
        digests.append(due.digest)
    said = {
        "rule": batch.rule.what,
        "source": batch.rule.source,
        "period": batch.rule.period,
        "records": len(digests),
        "tables": dict(sorted(counts.items())),
        "proposed_by": batch.proposed_by.full_name,
        "proposed_at": moment(batch.recorded_at),
        "approved_by": batch.decided_by.full_name,
        "approved_at": moment(batch.approved_at),
        "finished_at": moment(timezone.now()),
        "digests": digests,
    }
    certificate = Certificate.objects.create(
        batch=batch,
        number=f"DC-{get_random_string(10, LETTERS)}",
        said=said,
        checksum=checksum(said),
    )
    record("keeping.certified", by=by, about=certificate, records=len(digests))
    return certificate


def moment(at):
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M}"


def checksum(said):
    """The same for the same words, in whatever order the database gives them back."""
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
