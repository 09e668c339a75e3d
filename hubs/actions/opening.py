"""When a site opens: its week, the days that are not as usual, and shutting it at once."""

from datetime import timedelta
from itertools import pairwise

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import OpeningPeriod, OtherOpening, Site, SiteClosure
from .sessions import Done, cancel_for_closure, cancel_for_other_days, undo_closure
from .shut import SessionsStand, planned_outside, reason_of, span_of

LONGEST = timedelta(days=366)
STAY, CANCEL = "stay", "cancel"


@transaction.atomic
def save_week(site, *, stretches, starts_on, by):
    """The usual week from a day on; what held before holds until the day before.

    `stretches` are (weekday, opens, closes). A week that was to begin later is replaced.
    """
    site = Site.objects.lock(site)
    for (day, _opens, closes), (next_day, opens, _closes) in pairwise(sorted(stretches)):
        if day == next_day and opens < closes:
            raise Refused(_("Two times on one day overlap."))
    if any(opens >= closes for _day, opens, closes in stretches):
        raise Refused(_("A site must close after it opens."))
    OpeningPeriod.objects.filter(site=site, starts_on__gte=starts_on).delete()
    before = OpeningPeriod.objects.filter(site=site)
    before.exclude(ends_on__lt=starts_on).update(ends_on=starts_on - timedelta(days=1))
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(site=site, weekday=day, opens=opens, closes=closes, starts_on=starts_on)
        for day, opens, closes in stretches
    )
    record("site.week_changed", by=by, about=site, starts_on=starts_on, stretches=len(stretches))
    return site


@transaction.atomic
def add_other_days(site, *, starts_on, ends_on, opens, closes, words, by, sessions=""):
    """Days on which a site is shut, or open at other hours than its week says.

    `sessions` says what becomes of those planned outside these hours: STAY or CANCEL. Gives the
    days, and what was done to the sessions.
    """
    site = Site.objects.lock(site)
    ends_on = ends_on or starts_on
    if not starts_on <= ends_on <= starts_on + LONGEST:
        raise Refused(_("The last day must be the first day or later, within a year."))
    if (opens is None) != (closes is None) or (opens and opens >= closes):
        raise Refused(_("Give both times, the closing time after the opening time, or neither."))
    overlapping = OtherOpening.objects.filter(
        site=site, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    if overlapping.exists():
        raise Refused(_("Something is said about one of these days already. Take that away first."))
    other = OtherOpening.objects.create(
        site=site, starts_on=starts_on, ends_on=ends_on, opens=opens, closes=closes, words=words
    )
    record("site.other_days_added", by=by, about=site, starts_on=starts_on, ends_on=ends_on)
    outside = planned_outside(other)
    if outside and sessions not in (STAY, CANCEL):
        said = _("Sessions are planned here at that time. Select what becomes of them.")
        raise SessionsStand(said, outside)
    if sessions != CANCEL:
        return other, Done()
    return other, cancel_for_other_days(outside, reason=reason_of(other), by=by)


@transaction.atomic
def take_away_other_days(other, *, by):
    """The week holds on these days again, and what was cancelled for them takes place."""
    site = Site.objects.lock(other.site)
    if not OtherOpening.objects.filter(pk=other.pk).delete()[0]:
        return Done()
    facts = {"starts_on": other.starts_on, "ends_on": other.ends_on}
    record("site.other_days_taken_away", by=by, about=site, **facts)
    start, end = span_of(other)
    return undo_closure(site, start=start, end=end, by=by)


@transaction.atomic
def close_site(site, *, reason, by, until=None, alternative=None):
    """A site is shut from this moment: until a moment, or until somebody opens it (R024).

    Its sessions until then do not take place, and whoever booked is told; gives the closure, and
    what was done to the sessions.
    """
    site = Site.objects.lock(site)
    now = timezone.now()
    if SiteClosure.objects.lasting(now).filter(site=site).exists():
        raise Refused(_("This site is closed already. Open it first to change what is said."))
    if until is not None and until <= now:
        raise Refused(_("It must be closed until a time that is still to come."))
    if alternative == site:
        raise Refused(_("Select another site to send families to."))
    closure = SiteClosure.objects.create(
        site=site, starts_at=now, ends_at=until, reason=reason, alternative=alternative
    )
    sent_to = alternative and alternative.pk
    record("site.closed", by=by, about=site, until=until, alternative=sent_to)
    return closure, cancel_for_closure(site, start=now, end=until, reason=reason, by=by)


@transaction.atomic
def open_again(closure, *, by):
    """A closed site opens now: the banner goes, its sessions are on, and families hear of it."""
    site = Site.objects.lock(closure.site)
    closure = SiteClosure.objects.lock(closure)
    now = timezone.now()
    if closure.ends_at is not None and closure.ends_at <= now:
        raise Refused(_("This site is open again already."))
    begun, ended = closure.starts_at, closure.ends_at
    closure.ends_at = max(now, closure.starts_at)
    closure.save(update_fields=["ends_at", "updated_at"])
    record("site.opened_again", by=by, about=site)
    return undo_closure(site, start=begun, end=ended, by=by)
