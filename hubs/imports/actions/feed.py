"""Services of another council's feed: additive, known by source and id, page by page (R023)."""

from contextlib import contextmanager

from django.db import DatabaseError, transaction
from django.utils import timezone

from familyhubs.database.actor import acting_as

from ...models import OpeningPeriod, Service, Site, SiteKind
from .. import open_referral
from ..feed import pages
from ..report import BadRow, Report, WrongFile
from .loading import importing
from .offer import LEFT, Merge


def import_open_referral(where, *, source, by, dry_run=False):
    """Load a feed; each page is one transaction, so what came before a failure stays."""
    whole = Report("Services", unit="service", dry_run=dry_run)
    left = unknown = 0
    try:
        for number, items in pages(where):
            named = f"open-referral-page-{number}"
            with (
                acting_as(by),
                importing(Service, "Services", named, by=by, dry_run=dry_run) as (_, report),
            ):
                merge = FeedMerge(f"oruk:{source}"[:60], report)
                merge.page(items, first=whole.read + 1)
            add(whole, report)
            left, unknown = left + merge.left, unknown + merge.unknown
    except WrongFile as problem:
        if not whole.read:
            raise
        whole.also.append(f"The feed ended early: {problem} What came before it is loaded.")
    if left:
        whole.also.append(LEFT.format(left))
    if unknown:
        whole.also.append(f"Terms that are no topics of ours, left out: {unknown:,}.")
    return whole


def add(whole, report):
    """One page's figures to those of all."""
    for name in ("read", "added", "changed", "unchanged", "seconds"):
        setattr(whole, name, getattr(whole, name) + getattr(report, name))
    examples = list(report.examples)
    for kind, count in report.reasons.items():
        whole.skip_many(count, kind, [])
    whole.examples += examples[: max(0, 25 - len(whole.examples))]


@contextmanager
def whole_or_not():
    """All of one item or nothing of it; what the database refuses is that item's reason."""
    try:
        with transaction.atomic():
            yield
    except (DatabaseError, ValueError) as problem:
        raise BadRow(f"the database refuses it: {type(problem).__name__}") from None


class FeedMerge(Merge):
    """As a list is merged; a place comes with its service, and unknown topics are no fault."""

    def __init__(self, source, report):
        super().__init__(source, report)
        self.unknown = 0
        weeks = OpeningPeriod.objects.filter(site__source=source)
        self.with_week = set(weeks.values_list("site", flat=True))

    def page(self, items, *, first):
        rows, seen = [], set()
        for line, item in enumerate(items, first):
            self.report.read += 1
            try:
                row, places = open_referral.judge(item)
                if row.key in seen:
                    raise BadRow("repeats an earlier one with the same id")
            except BadRow as reason:
                self.report.skip(line, str(reason))
            else:
                seen.add(row.key)
                rows.append((line, row, places))
        known = self.known_services(row.key for _, row, _ in rows)
        for line, row, places in rows:
            self.try_one(line, row, places, known.get(row.key))

    def try_one(self, line, row, places, service):
        sites, counts = dict(self.sites), (self.report.added, self.report.changed)
        providers, slugs = dict(self.providers), set(self.slugs)
        with_week = set(self.with_week)
        self.known_topics(row)
        try:
            with whole_or_not():
                if not (service and service.is_edited_here):
                    for place in places:
                        self.place(place)
                else:
                    row.places = []
                self.one(None, row, service)
        except BadRow as reason:
            # Nothing of it was written: nothing of it is remembered either.
            self.sites, self.providers, self.slugs = sites, providers, slugs
            self.with_week = with_week
            self.report.added, self.report.changed = counts
            self.report.skip(line, str(reason))

    def known_topics(self, row):
        found = [word for word in row.topics if word in self.topics]
        if row.topics and not found:
            self.unknown += 1
        row.topics = list(dict.fromkeys(found))

    def place(self, place):
        """The site of a location, started or filled up; a blank changes nothing."""
        site = self.sites.get((place.key, ""), [None])[0]
        if site is None:
            told = {"source": self.what, "source_key": place.key}
            site = Site(kind=SiteKind.SERVICE, access="", **told)
        values = {n: v for n, v in place.access.items() if not getattr(site, n)} | place.values
        before = {name: getattr(site, name) for name in values}
        if before != values:
            for name, value in values.items():
                setattr(site, name, value)
            site.save()
        self.sites[place.key, ""] = [site]
        if place.week and site.pk not in self.with_week:
            self.write_week(site, place.week)

    def write_week(self, site, week):
        """When it is open; once anybody has said that here, it is the council's to change."""
        today = timezone.localdate()
        OpeningPeriod.objects.bulk_create(
            OpeningPeriod(
                site=site,
                weekday=one.weekday,
                opens=one.opens,
                closes=one.closes,
                starts_on=one.starts_on or min(today, one.ends_on or today),
                ends_on=one.ends_on,
            )
            for one in week
        )
        self.with_week.add(site.pk)
