"""Before a copy is due whoever logged it hears of it, and once it is late every officer does."""

from django.utils import timezone

from familyhubs.rights.reminding import BEFORE, remind_of

from ..models import CopyRequest, Pause


def remind(*, by):
    """Once for each day that it is due on; a clock that stands reminds nobody."""
    today = timezone.localdate()
    standing = Pause.objects.filter(until_on=None).values("request")
    rows = CopyRequest.objects.due_by(today + BEFORE).exclude(pk__in=standing)
    for asked in rows.select_related("logged_by__organisation"):
        how = {"due_on": asked.due_on, "owner": asked.logged_by, "today": today, "by": by}
        remind_of(asked, kind="copy_due", **how)
