"""When a site is not open to its sessions: closures and days not as usual (R003, R024)."""

from dataclasses import dataclass
from datetime import time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from familyhubs.govuk.templatetags.govuk import clock
from familyhubs.refusals import Refused

from ..models import OtherOpening, Session, Site, SiteClosure
from ..opening import at

MOST_DAYS = 5


class OutsideHours(Refused):
    """The site is open at other hours then; whoever lets families in may say so and plan it."""


class SessionsStand(Refused):
    """Sessions are planned when the site is not to be open: somebody says what becomes of them."""

    def __init__(self, words, sessions):
        super().__init__(words)
        self.sessions = sessions


@dataclass(frozen=True)
class Shut:
    """Shut from one moment until another; None is until somebody opens it."""

    starts_at: object
    ends_at: object
    reason: str


@dataclass(frozen=True)
class NotOpen:
    """When one site is shut, and its days at other hours."""

    shut: tuple = ()
    other_hours: tuple = ()

    def shut_at(self, when):
        """What shuts the site at some time of this stretch, or None."""
        start, end = when
        return next(
            (
                one
                for one in self.shut
                if one.starts_at < end and (one.ends_at is None or one.ends_at > start)
            ),
            None,
        )

    def outside_of(self, when):
        """The day at other hours that does not hold all of this stretch, or None."""
        start, end = when
        day = timezone.localtime(start).date()
        for other in self.other_hours:
            if other.starts_on <= day <= other.ends_on:
                holds = at(day, other.opens) <= start and end <= at(day, other.closes)
                return None if holds else other
        return None

    def meets(self, when):
        """Whether the site is not open for all of this stretch."""
        return bool(self.shut_at(when) or self.outside_of(when))


def span_of(other):
    """From the first midnight of its days until the last."""
    return at(other.starts_on, time.min), at(other.ends_on + timedelta(days=1), time.min)


def reason_of(other):
    """What families read of a session that does not take place for it."""
    return other.words or _("The site is not open at that time.")


def not_open(site):
    """All of one site from today on, held so that nobody closes or opens it meanwhile."""
    if site is None:
        return NotOpen()
    Site.objects.lock(site)
    others = list(OtherOpening.objects.filter(site=site, ends_on__gte=timezone.localdate()))
    shut = [Shut(*span_of(other), reason_of(other)) for other in others if not other.opens]
    shut += [
        Shut(closure.starts_at, closure.ends_at, closure.reason[:200])
        for closure in SiteClosure.objects.lasting().filter(site=site)
    ]
    shut.sort(key=lambda one: one.starts_at)
    return NotOpen(tuple(shut), tuple(other for other in others if other.opens))


def planned_outside(other):
    """The sessions to come that its days leave outside the door, in order."""
    rows = Session.objects.planned().to_come().at_site(other.site, *span_of(other))
    rows = rows.select_related("activity").with_places().in_order()
    of_it = NotOpen(other_hours=(other,))
    return [
        row for row in rows if not other.opens or of_it.outside_of((row.starts_at, row.ends_at))
    ]


def refuse_shut_site(site, wanted, times):
    """Nothing new is planned at a site that is shut on every one of its days."""
    met = [times.shut_at(when) for when in wanted.values()]
    if not met or not all(met):
        return
    until = max(met, key=lambda one: (one.ends_at is None, one.ends_at)).ends_at
    said = {"site": site, "reason": met[0].reason}
    if until is None:
        raise Refused(
            _("%(site)s is closed (%(reason)s) until somebody opens it. Choose another site.")
            % said
        )
    said["until"] = date_format(timezone.localtime(until), "j M Y, H:i")
    raise Refused(
        _("%(site)s is closed (%(reason)s) until %(until)s. Choose other days or another site.")
        % said
    )


def refuse_outside_hours(site, sessions, times):
    """Say on which days the site is open at other hours than these sessions need."""
    days = {}
    for row in sessions:
        if other := times.outside_of((row.starts_at, row.ends_at)):
            days[timezone.localtime(row.starts_at).date()] = other
    if not days:
        return
    said = [
        _("%(day)s (%(opens)s to %(closes)s)")
        % {
            "day": date_format(day, "j M Y"),
            "opens": clock(other.opens),
            "closes": clock(other.closes),
        }
        for day, other in sorted(days.items())[:MOST_DAYS]
    ]
    if len(days) > MOST_DAYS:
        said.append(_("and more"))
    words = _(
        "%(site)s is open at other hours on %(days)s."
        " Change the time, or tick that somebody lets families in."
    )
    raise OutsideHours(words % {"site": site, "days": ", ".join(said)})
