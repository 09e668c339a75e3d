"""The imports of places and areas. Each is one transaction: all usable rows, or nothing."""

import re
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from familyhubs.audit import log

from ...models import Area, Deprivation, Hub, Population, Postcode, Site
from .. import areas, deprivation, population, postcodes, sites
from ..report import Report, WrongFile
from .staging import leave_out, leave_out_repeats, merge, stage

AREAS_OF_A_POSTCODE = ("ward", "lsoa", "msoa", "council")
SITE_COLUMNS = [name for name in sites.SiteRow._fields if name != "source_key"]


class DryRun(Exception):
    """Ends a dry run: everything it did is rolled back."""


@contextmanager
def importing(model, what, path, *, by, dry_run):
    """One import at a time, in one transaction that a dry run undoes, noted in the log."""
    report, started = Report(what, dry_run=dry_run), time.monotonic()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('hubs.imports'))")
            yield cursor, report
            report.seconds = time.monotonic() - started
            if dry_run:
                raise DryRun
            log.record(
                f"{model._meta.model_name}.imported",
                by=by,
                about=model,
                file=re.sub(r"[^\w.\-]", "_", Path(path).name, flags=re.ASCII)[:80],
                read=report.read,
                added=report.added,
                changed=report.changed,
                skipped=report.skipped,
            )
    except DryRun:
        pass


def import_postcodes(path, *, by, dry_run=False):
    """Load the postcode directory, and the areas that its rows name (domain.md 2.18)."""
    with importing(Postcode, "Postcodes", path, by=by, dry_run=dry_run) as (cursor, report):
        kinds = dict.fromkeys(postcodes.PostcodeRow._fields, "text")
        kinds |= {"longitude": "float8", "latitude": "float8"}
        stage(cursor, kinds, postcodes.read(path), postcodes.judge, report)
        leave_out_repeats(cursor, ["postcode"], report)
        for kind in AREAS_OF_A_POSTCODE:
            add_areas(cursor, kind, report)
        links = {f"{kind}_id": kind for kind in AREAS_OF_A_POSTCODE}
        values = [*links, "longitude", "latitude"]
        merge(cursor, "hubs_postcode", ["postcode"], values, report, selected=links)
    return report


def add_areas(cursor, kind, report):
    """Start the areas that these postcodes name; those already known keep their names."""
    cursor.execute(
        "INSERT INTO hubs_area (code, kind, name)"
        f" SELECT DISTINCT ON ({kind}) {kind}, %s, coalesce(nullif({kind}_name, ''), {kind})"
        f" FROM incoming WHERE {kind} IS NOT NULL ORDER BY {kind}, line"
        " ON CONFLICT (code) DO NOTHING",
        [kind],
    )
    if cursor.rowcount:
        report.also.append(f"Areas of kind {kind}: {cursor.rowcount:,} added.")


def import_areas(path, *, vintage, by, dry_run=False):
    """Load names and boundaries of areas, as they stood in one year."""
    with importing(Area, "Areas", path, by=by, dry_run=dry_run) as (cursor, report):
        report.unit = "feature"
        kinds = dict.fromkeys(areas.AreaRow._fields, "text")
        kinds |= {"boundary": "jsonb", "outline": "jsonb"}
        stage(cursor, kinds, areas.read(path), areas.judge, report)
        leave_out_repeats(cursor, ["code"], report)
        values = ["kind", "name", "boundary", "outline", "vintage"]
        merge(
            cursor, "hubs_area", ["code"], values, report, selected={"vintage": str(int(vintage))}
        )
    return report


def import_population(path, *, by, dry_run=False):
    """Load how many people of each sex and age live in each known area."""
    with importing(Population, "Figures", path, by=by, dry_run=dry_run) as (cursor, report):
        kinds = {
            "area": "text", "on": "date", "sex": "text", "age": "smallint", "people": "integer",
        }  # fmt: skip
        stage(cursor, kinds, population.read(path), population.judge, report)
        leave_out(
            cursor,
            "area NOT IN (SELECT code FROM hubs_area)",
            "no such area is known here (older codes? load areas or postcodes first)",
            report,
        )
        leave_out_repeats(cursor, ["area", '"on"', "sex", "age"], report)
        key = ["area_id", '"on"', "sex", "age"]
        merge(cursor, "hubs_population", key, ["people"], report, selected={"area_id": "area"})
    return report


def import_deprivation(path, *, edition, by, dry_run=False):
    """Load how deprived each known small area is, by one edition; others stay beside it (R008)."""
    with importing(Deprivation, "Areas", path, by=by, dry_run=dry_run) as (cursor, report):
        kinds = {"area": "text", "decile": "smallint", "rank": "integer", "score": "numeric"}
        stage(cursor, kinds, deprivation.read(path), deprivation.judge, report)
        leave_out(
            cursor,
            "area NOT IN (SELECT code FROM hubs_area)",
            "no such area is known here (outside your area, or older codes?)",
            report,
        )
        leave_out_repeats(cursor, ["area"], report)
        merge(
            cursor,
            "hubs_deprivation",
            ["area_id", "edition"],
            ["decile", "rank", "score"],
            report,
            selected={"area_id": "area", "edition": str(int(edition))},
        )
    return report


def import_sites(path, *, source, by, hub=None, dry_run=False):
    """Load one list of places. What the council itself says of one (its hub, its dates) stays."""
    if source not in sites.SOURCES:
        raise WrongFile(f"There is no list of places called {source}.")
    with importing(Site, "Sites", path, by=by, dry_run=dry_run) as (cursor, report):
        kinds = dict.fromkeys(sites.SiteRow._fields, "text")
        kinds |= {"longitude": "float8", "latitude": "float8"}
        rows = sites.reader(source)(path)
        stage(cursor, kinds, rows, partial(sites.judge, source), report)
        leave_out_repeats(cursor, ["source_key"], report)
        place_by_postcode(cursor)
        merge_sites(cursor, source, hub, report)
    return report


def place_by_postcode(cursor):
    """A list without coordinates takes those of the postcode, where we know it."""
    cursor.execute(
        "UPDATE incoming SET longitude = known.longitude, latitude = known.latitude"
        " FROM hubs_postcode known"
        " WHERE incoming.longitude IS NULL AND known.postcode = incoming.postcode"
    )


def merge_sites(cursor, source, hub, report):
    """Sites are known by their list and their key in it."""
    hub_id = "NULL" if hub is None else f"'{Hub.objects.get(pk=hub.pk).pk}'"
    merge(
        cursor,
        "hubs_site",
        ["source", "source_key"],
        SITE_COLUMNS,
        report,
        where_key="WHERE (NOT (source = ''))",
        named="name",
        selected={"source": f"'{source}'"},
        only_new={
            "id": "gen_random_uuid()",
            "kind": f"'{sites.SOURCES[source].kind}'",
            "hub_id": f"{hub_id}::uuid",
            "inside": "''",
            "is_mandated": "false",
            "updated_at": "now()",
        },
    )
    cursor.execute(
        "SELECT count(*) FROM hubs_site WHERE source = %s AND closed_on IS NULL"
        " AND source_key NOT IN (SELECT source_key FROM incoming)",
        [source],
    )
    if (missing := cursor.fetchone()[0]) > 0:
        report.also.append(
            f"No longer in the file: {missing:,}. They were left as they are;"
            " close those that are gone."
        )
