"""Places of another council's feed: they follow it, but for what was changed here (R003, R023)."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from ...models import OpeningPeriod, SaidByFeed, Site, SiteKind

# What a council says of a site itself: without a record of what the feed said, it is not touched.
OURS_TO_SAY = ("access", "facilities")


class FeedPlaces:
    """The sites of one feed, with what it last said of each and the week that stands here."""

    def __init__(self, source):
        self.source = source
        self.sites, self.said, self.weeks = {}, {}, {}
        self.load()

    def load(self, **which):
        """Read them, or those of some keys once more."""
        sites = Site.objects.filter(source=self.source, **which)
        self.sites |= {row.source_key: row for row in sites}
        self.said |= {row.site_id: row for row in SaidByFeed.objects.filter(site__in=sites)}
        for period in OpeningPeriod.objects.filter(lasting(), site__in=sites):
            self.weeks.setdefault(period.site_id, []).append(written(period))

    def forget(self, keys):
        """What was put of these was undone."""
        keys = list(keys)
        for key in keys:
            if site := self.sites.pop(key, None):
                self.said.pop(site.pk, None)
                self.weeks.pop(site.pk, None)
        self.load(source_key__in=keys)

    def put(self, place):
        """(its site, the names of what was written, and of what was changed here and stays)."""
        site = self.sites.get(place.key)
        if is_new := site is None:
            told = {"source": self.source, "source_key": place.key}
            site = Site(kind=SiteKind.SERVICE, access="", **told)
        said = self.said.get(site.pk) or SaidByFeed(site=site)
        told = place.values | place.access
        differs = [name for name, value in told.items() if getattr(site, name) != value]
        follows = [name for name in differs if may_follow(site, name, said.said)]
        kept = [name for name in differs if name not in follows]
        for name in follows:
            setattr(site, name, told[name])
        if is_new or follows:
            site.save(force_insert=is_new)
        before = said.said, said.week
        if place.week:
            followed, stays = self.put_week(site, place.week, said)
            follows, kept = follows + followed, kept + stays
            told |= {"week": rows_of(place.week)}
        said.said = said.said | told
        if before != (said.said, said.week):
            said.save()
        self.sites[place.key], self.said[site.pk] = site, said
        return site, [] if is_new else follows, kept

    def put_week(self, site, week, said):
        """When it is open: ["week"] where it was written, and where it was changed here."""
        here, told = sorted(self.weeks.get(site.pk, [])), rows_of(week)
        if here != still(said.week):
            if bare(here) != bare(told):
                return [], ["week"]
            # The feed says what stands here: from now on it is followed.
            said.week = here
            return [], []
        if here and still(said.said.get("week", ())) == told:
            return [], []
        said.week = self.weeks[site.pk] = write_week(site, week, follows=bool(here))
        return ["week"], []


def may_follow(site, name, said):
    """Whether nobody here has changed it since the feed last said something of it."""
    if name in said:
        return getattr(site, name) == said[name]
    return name not in OURS_TO_SAY or not getattr(site, name)


def write_week(site, week, *, follows):
    """The hours of a week, as they stand then; what held before holds until yesterday."""
    today = timezone.localdate()
    if follows:
        before = OpeningPeriod.objects.filter(site=site)
        before.filter(starts_on__gte=today).delete()
        before.filter(lasting()).update(ends_on=today - timedelta(days=1))
    starts = [one.starts_on or min(today, one.ends_on or today) for one in week]
    periods = OpeningPeriod.objects.bulk_create(
        OpeningPeriod(
            site=site,
            weekday=one.weekday,
            opens=one.opens,
            closes=one.closes,
            starts_on=max(start, today) if follows else start,
            ends_on=one.ends_on,
        )
        for one, start in zip(week, starts, strict=True)
    )
    return rows_of(periods)


def lasting():
    """For a query: hours that hold today or later."""
    return Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())


def written(one):
    """One stretch of a week as it can be kept and compared; what is not told is ""."""
    days = (one.starts_on, one.ends_on)
    clocks = (one.opens, one.closes)
    return [
        one.weekday,
        *(clock.isoformat("minutes") for clock in clocks),
        *(day.isoformat() if day else "" for day in days),
    ]


def rows_of(week):
    return sorted(map(written, week))


def still(rows):
    """Of rows that were kept those that hold today or later."""
    today = timezone.localdate().isoformat()
    return sorted(row for row in rows if not row[-1] or row[-1] >= today)


def bare(rows):
    """Without the day from which each holds: that is the day of the import where none is told."""
    return sorted([*row[:3], row[-1]] for row in rows)
