"""Services of another council's feed: additive, known by source and id, page by page (R023)."""

from contextlib import contextmanager

from django.db import DatabaseError, transaction

from familyhubs.database.actor import acting_as

from ...models import Service
from .. import open_referral
from ..feed import pages
from ..report import BadRow, Report, WrongFile
from .feed_places import FeedPlaces
from .loading import importing
from .offer import LEFT, Merge

MOST_NAMED = 40


def import_open_referral(where, *, source, by, dry_run=False):
    """Load a feed; each page is one transaction, so what came before a failure stays."""
    whole = Report("Services", unit="service", dry_run=dry_run)
    left = unknown = moved = 0
    kept = {}
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
            moved, kept = moved + len(merge.moved), kept | merge.kept
    except WrongFile as problem:
        if not whole.read:
            raise
        whole.also.append(f"The feed ended early: {problem} What came before it is loaded.")
    if left:
        whole.also.append(LEFT.format(left))
    if moved:
        whole.also.append(f"Places that follow the feed’s change: {moved:,}.")
    if kept:
        whole.also.append(f"Kept as they were changed here: {names_of(kept)}.")
    if unknown:
        whole.also.append(f"Terms that are no topics of ours, left out: {unknown:,}.")
    return whole


def names_of(kept):
    """ "Stay and play; Weir Hall (week, access)": services, and places with what of them."""
    said = [
        f"{name} ({', '.join(what).replace('_', ' ')})" if what else name
        for name, what in sorted(kept.items())
    ]
    more = len(said) - MOST_NAMED
    return "; ".join(said[:MOST_NAMED]) + (f"; and {more:,} more" if more > 0 else "")


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
        self.unknown, self.moved, self.kept = 0, set(), {}
        self.places = FeedPlaces(source)

    def known_sites(self):
        """None: each comes with its service."""
        return {}

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
        counts = (self.report.added, self.report.changed)
        providers, slugs = dict(self.providers), set(self.slugs)
        self.known_topics(row)
        if service and service.is_edited_here:
            places = row.places = []
            self.kept[service.name] = []
        try:
            with whole_or_not():
                put = [self.places.put(place) for place in places]
                self.sites = {
                    (place.key, ""): [site] for place, (site, *_) in zip(places, put, strict=True)
                }
                self.one(None, row, service)
        except BadRow as reason:
            # Nothing of it was written: nothing of it is remembered either.
            self.providers, self.slugs = providers, slugs
            self.places.forget(place.key for place in places)
            self.report.added, self.report.changed = counts
            self.report.skip(line, str(reason))
        else:
            self.moved |= {site.pk for site, follows, _kept in put if follows}
            self.kept |= {site.name: kept for site, _follows, kept in put if kept}

    def known_topics(self, row):
        found = [word for word in row.topics if word in self.topics]
        if row.topics and not found:
            self.unknown += 1
        row.topics = list(dict.fromkeys(found))
