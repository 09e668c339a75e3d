"""The whole offer as CSV, in the columns that the import reads (R027); no formula runs from it."""

from defusedcsv import csv

from hubs.imports.offer import COLUMNS
from hubs.masking import public_place

from .lists import for_export


def write(file):
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for service in for_export():
        writer.writerow(line(service))


def line(service):
    """One service: lists with semicolons between, days as they are said, nothing of its owner."""
    return [
        service.pk,
        service.name,
        service.provider or "",
        service.funder,
        service.target_group,
        service.summary,
        service.description,
        several(topic.code for topic in service.topics.all()),
        several(service.age_bands),
        number(service.lowest_age),
        number(service.highest_age),
        service.cost,
        service.cost_words,
        several(service.languages),
        several(service.modes),
        "yes" if service.is_send_friendly else "no",
        several(service.access_needs),
        several(day.strip() for day in map(str, service.day_words)),
        service.times,
        service.how_to_get_it,
        service.phone,
        service.email,
        service.website,
        "yes" if service.is_everywhere else "no",
        service.status,
        service.on_from or "",
        service.on_until or "",
        service.banner,
        several(place(at) for at in service.at_sites.all()),
    ]


def several(parts):
    return "; ".join(str(part).replace(";", ",") for part in parts)


def number(value):
    return "" if value is None else value


def place(at):
    where = public_place(at.site)
    named = f"{where.name}, {where.postcode}" if where.postcode else where.name
    return f"{named} = {at.schedule}" if at.schedule else named
