"""What is owed soon or late, and breaches whose seventy-two hours run."""

from django.utils import timezone

from familyhubs.notifications.outbox import notify
from familyhubs.rights.reminding import BEFORE, officers, remind_of

from .. import clock
from ..models import Breach, RightsRequest


def remind_requests(*, by):
    """A week before it is owed, and once it is late; once for each such day."""
    today = timezone.localdate()
    rows = RightsRequest.objects.owed_by(today + BEFORE)
    for asked in rows.select_related("logged_by__organisation"):
        how = {"due_on": asked.owed_on, "owner": asked.logged_by, "today": today, "by": by}
        remind_of(asked, kind="rights_due", **how)


def remind_breaches(*, by):
    """Every officer, at 24, 48, 60 and 72 hours, until it is decided whether to report."""
    now = timezone.now()
    for breach in Breach.objects.undecided():
        mark = clock.mark_passed(breach.found_at, now)
        for person in officers() if mark else ():
            notify(
                person,
                key=f"breach-{mark}:{breach.pk}:{person.pk}",
                kind="breach_due",
                by=by,
                about=breach,
                count=mark,
                reference=breach.reference,
                when=breach.report_by,
            )
