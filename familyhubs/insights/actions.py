"""What happens to figures: a quarter is closed. Nothing else is ever written here."""

from django.db import connection, transaction

from familyhubs.audit.log import record

from . import closing


@transaction.atomic
def close_quarters(*, by):
    """Count and publish, for good, each quarter that was over ten working days ago.

    Years that ended before anything was counted stay open: the portal knows nothing of them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('insights.close_quarters'))")
    quarters = closing.waiting()
    counted = closing.count(quarters) if quarters else {}
    for quarter in quarters:
        if any(month < quarter.year.end for _measure, month, *_rest in counted):
            row = closing.close(quarter, counted)
            row.save()
            record("quarter.closed", by=by, about=row, quarter=quarter.key)
