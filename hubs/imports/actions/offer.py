"""Services from a list: additive, known by list and key, and never over what was edited here."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.utils import timezone

from familyhubs.accounts.models import Organisation, OrganisationKind
from familyhubs.council.current import council

from ...actions.naming import first_free, plain_slug
from ...actions.offer import write_hours
from ...models import Service, ServiceAtSite, Site, Topic
from .. import offer, sites
from ..report import BadRow, Report, WrongFile
from .loading import SITE_COLUMNS, importing, merge_sites, place_by_postcode
from .staging import leave_out_repeats, stage

MOST_ROWS = 20_000
LEFT = "Changed here since it was loaded, and left as it is: {:,}."


def import_services(path, *, what, by, hub=None, dry_run=False):
    """Load one list of services; of a list of places, the places as well."""
    if what not in offer.LISTS:
        raise WrongFile(f"There is no list of services called {what}.")
    with importing(Service, "Services", path, by=by, dry_run=dry_run) as (cursor, report):
        if what != offer.OWN:
            load_places(cursor, path, what, hub, report)
        rows = usable_rows(path, what, report)
        Merge(what, report).all(rows)
    return report


def load_places(cursor, path, what, hub, report):
    """The sites of the same list, by the same rules as when it is loaded as places."""
    of_sites = Report("Sites")
    kinds = dict.fromkeys(("source_key", *SITE_COLUMNS), "text")
    kinds |= {"longitude": "float8", "latitude": "float8"}
    kinds = {name: kinds[name] for name in sites.SiteRow._fields}
    stage(cursor, kinds, sites.reader(what)(path), partial(sites.judge, what), of_sites)
    leave_out_repeats(cursor, ["source_key"], of_sites)
    place_by_postcode(cursor)
    merge_sites(cursor, what, hub, of_sites)
    said = f"{of_sites.added:,} added, {of_sites.changed:,} changed"
    report.also += [f"Sites of the same list: {said}.", *of_sites.also]


def usable_rows(path, what, report):
    """(line, row) of every usable row; the others stand in the report with their reason."""
    rows, seen = [], set()
    for line, row in offer.reader(what)(path):
        report.read += 1
        if report.read > MOST_ROWS:
            raise WrongFile(f"The file has more than {MOST_ROWS:,} rows. Load it in parts.")
        try:
            if isinstance(row, BadRow):
                raise row
            judged = offer.judge(what, row)
            if judged.key in seen:
                raise BadRow("repeats an earlier line with the same key")
        except BadRow as reason:
            report.skip(line, str(reason))
        else:
            seen.add(judged.key)
            rows.append((line, judged))
    return rows


class Merge:
    """Compares rows with what is there and writes the difference, in a constant number of reads."""

    def __init__(self, what, report):
        self.what, self.report = what, report
        self.topics = {}
        for topic in Topic.objects.all():
            for name in (topic.code, topic.name, topic.family_words):
                self.topics.setdefault(name.casefold(), topic)
        self.providers = {row.name.casefold(): row for row in Organisation.objects.all()}
        self.slugs = set(Service.objects.values_list("slug", flat=True))
        self.sites = self.known_sites()
        self.due = timezone.localdate() + timedelta(days=council().service_review_days)
        self.left = 0

    def known_sites(self):
        """Sites by list and key, or for our own columns by name, alone or with the postcode."""
        found = {}
        if self.what != offer.OWN:
            rows = Site.objects.filter(source=self.what)
            return {(row.source_key, ""): [row] for row in rows}
        for row in Site.objects.all():
            for postcode in {"", row.postcode}:
                found.setdefault((row.name.casefold(), postcode), []).append(row)
        return found

    def all(self, rows):
        known = self.known_services(row.key for _, row in rows)
        for line, row in rows:
            try:
                self.one(line, row, known.get(row.key))
            except BadRow as reason:
                self.report.skip(line, str(reason))
        if self.left:
            self.report.also.append(LEFT.format(self.left))

    def known_services(self, keys):
        """Those of this list, and, where our own columns name one of ours, that one."""
        keys = set(keys)
        rows = Service.objects.filter(source=self.what, source_key__in=keys)
        found = {row.source_key: row for row in self.whole(rows)}
        if self.what == offer.OWN:
            ids = [key for key in keys if is_uuid(key)]
            found |= {str(row.pk): row for row in self.whole(Service.objects.filter(pk__in=ids))}
        return found

    def whole(self, rows):
        return rows.select_related("provider").prefetch_related("topics", "at_sites__hours")

    def one(self, line, row, service):
        """What of this row is not there yet is written; BadRow before anything is."""
        topics = [self.topic(name) for name in row.topics]
        found = [(self.site(*place[:2]).pk, place) for place in row.places]
        places = {site: (place[2], row.hours.get(place[0], [])) for site, place in found}
        if service and service.is_edited_here and row.key != str(service.pk):
            self.left += 1
            self.report.unchanged += 1
            self.report.show(service.name, "unchanged", "it was edited here", line)
            return
        is_new = service is None
        service = service or self.new(row)
        changed = self.fill(service, row)
        known = set() if is_new else {topic.pk for topic in service.topics.all()}
        more = [topic for topic in topics if topic.pk not in known]
        there = {} if is_new else {at.site_id: at for at in service.at_sites.all()}
        moved = {
            site: told
            for site, told in places.items()
            if site not in there or differs(there[site], *told)
        }
        if is_new or changed or more or moved:
            self.write(service, more, moved, there, is_new=is_new)
        count = "added" if is_new else "changed" if changed or more or moved else "unchanged"
        setattr(self.report, count, getattr(self.report, count) + 1)
        why = [*changed, *(["topics"] if more else []), *(["sites"] if moved else [])]
        self.report.show(service.name, count, "" if is_new else ", ".join(why), line)

    def new(self, row):
        slug = first_free(plain_slug(row.values["name"], "service"), self.slugs)
        self.slugs.add(slug)
        return Service(slug=slug, source=self.what, source_key=row.key, review_due_on=self.due)

    def fill(self, service, row):
        """The names of what differs now; what a row leaves empty stays."""
        values = dict(row.values)
        before = {name: getattr(service, name) for name in values}
        for name, value in values.items():
            setattr(service, name, value)
        self.refuse_impossible(service)
        provider = service.provider
        if row.provider:
            service.provider = self.provider(row.provider)
        changed = [name.replace("_", " ") for name in values if before[name] != values[name]]
        return changed + (["provider"] if service.provider != provider else [])

    @staticmethod
    def refuse_impossible(service):
        low, high = service.lowest_age, service.highest_age
        if low is not None and high is not None and high < low:
            raise BadRow("highest age is below the lowest age on record")
        if service.on_from and service.on_until and service.on_until < service.on_from:
            raise BadRow("on until is before the first day on record")

    def write(self, service, topics, places, there, *, is_new):
        if not is_new:
            service.version += 1
        service.save(force_insert=is_new)
        service.topics.add(*topics)
        for site, (when, hours) in places.items():
            at = there.get(site) or ServiceAtSite(service=service, site_id=site)
            at.schedule = when or at.schedule
            at.save()
            write_hours(at, hours)

    def provider(self, name):
        """The organisation of this name; one we do not know yet is started."""
        if (known := self.providers.get(name.casefold())) is None:
            known = Organisation.objects.create(name=name, kind=OrganisationKind.VOLUNTARY)
            self.providers[name.casefold()] = known
        return known

    def topic(self, name):
        if name not in self.topics:
            raise BadRow(f"topics: not one we know: {name[:40]!r}")
        return self.topics[name]

    def site(self, name, postcode):
        found = self.sites.get((name if self.what != offer.OWN else name.casefold(), postcode), [])
        if len(found) != 1:
            why = "more than one site is called so" if found else "no such site is known here"
            raise BadRow(f"sites: {why}: {name[:60]!r}")
        return found[0]


def differs(at, when, hours):
    """Whether a place tells other times than are known; what it leaves empty says nothing."""
    known = [(row.weekday, row.opens, row.closes) for row in at.hours.all()]
    return bool(when and at.schedule != when) or bool(hours and sorted(known) != hours)


def is_uuid(text):
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
