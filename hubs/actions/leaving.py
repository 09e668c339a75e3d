"""Who helped or advised, years after they left: that somebody did stays, not who."""

from django.utils import timezone

from familyhubs.audit.actions import erase
from familyhubs.audit.log import record
from familyhubs.database.actor import acting_as

from ..models import BoardMember, DbsStatus, Volunteer
from .forgetting import BATCH, years_ago

# The schedule of keeping says the same (familyhubs/rights/keeping).
LEFT_FOR_YEARS = 6
NOBODY = dict.fromkeys(("name", "email", "role", "shown_as", "speaks", "here_when"), "") | {
    "dbs_status": DbsStatus.NONE,
    "dbs_checked_on": None,
    "dbs_due_on": None,
}


def forget_who_left(*, by):
    """By the clock: volunteers and members of boards, six years after their last day."""
    until = years_ago(timezone.localdate(), LEFT_FOR_YEARS)
    helped = Volunteer.objects.left_by(until)
    # The address went after the last day (forget_board_ways).
    advised = BoardMember.objects.over_by(until).filter(card=None)
    return _forget(helped, NOBODY, by=by) + _forget(advised, {"name": "", "user": None}, by=by)


def _forget(rows, nobody, *, by):
    """In short transactions, so that nobody waits."""
    done = 0
    while True:
        with acting_as(by):
            held = rows.select_for_update(skip_locked=True)
            ids = list(held.order_by("pk").values_list("pk", flat=True)[:BATCH])
            if ids:
                rows.model.objects.filter(pk__in=ids).update(**nobody, updated_at=timezone.now())
                erase(ids, by=by, reason="They left six years ago")
                record("people.who_left_forgotten", by=by, about=rows.model, count=len(ids))
        done += len(ids)
        if len(ids) < BATCH:
            return done
