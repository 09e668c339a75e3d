"""Pages of figures: the seeds' numbers, and what no commissioner gets (R099, R116, R117)."""

import csv
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from familyhubs.audit.models import Event
from familyhubs.council.models import CouncilSettings, Term
from familyhubs.insights.disclosure import Published
from familyhubs.insights.tables import Card, Cell
from tests.cast import somebody
from tests.factories.families import FamilyFactory
from tests.factories.hubs import HubFactory, SiteFactory
from tests.factories.outcomes import PlanFactory
from tests.factories.referrals import ReferralFactory
from tests.sweep import all_addresses

from .world import asked, helped, publish

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reporting"])
OVERVIEW = reverse("insights:overview")


@pytest.fixture
def seeds(hub, year):
    """313 families and 5 more; 100 then 74 intensive requests; 200 and 200 targeted."""
    helped(hub, year, improved=169, same=113, worse=31, none=5, after_months=4)
    for period, intensive in ((year.last_year, 100), (year, 74)):
        asked(hub, period.start, intensive, level=4)
        asked(hub, period.start, 200, level=3)
    publish()


def numbers(page):
    """Every cell of every table of figures on a page, as text by (caption, row)."""
    found = {}
    for table in html.fromstring(page).xpath("//table[contains(@class, 'fh-figures')]"):
        caption = table.xpath("string(caption)").strip()
        for row in table.xpath("tbody/tr"):
            cells = [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
            found[caption, row.xpath("string(th)").strip()] = cells
    return found


def headlines(page):
    cards = html.fromstring(page).xpath("//li[contains(@class, 'fh-headline')]")
    return [" ".join(card.text_content().split()) for card in cards]


def seen_by(client, user, address=OVERVIEW, **data):
    client.force_login(user)
    return client.get(address, data)


OUTCOMES = "Families by what changed within six months"
LEVELS = "Requests by level"
INTENSIVE, TARGETED = "Level 4: intensive family help", "Level 3: targeted family help"


def test_the_manager_sees_the_seeds_figures_as_they_are(client, hub, manager, seeds):
    page = seen_by(client, manager, reverse("insights:hub", args=[hub.slug])).content.decode()
    shown = numbers(page)
    assert shown[OUTCOMES, hub.district.name] == ["169 54%", "113 36%", "31 10%", "313", "5"]
    assert shown[LEVELS, INTENSIVE] == ["74", "100", "26% fewer"]
    assert shown[LEVELS, TARGETED] == ["200", "200", "no change"]
    assert "no second score in time: 5." in page
    assert "54% of 313 families with two scores" in headlines(page)[0]


def test_the_commissioner_sees_the_published_view_of_the_same(client, commissioner, seeds):
    page = seen_by(client, commissioner).content.decode()
    shown = numbers(page)
    whole = next(cells for (caption, _), cells in shown.items() if caption == OUTCOMES)
    assert whole == ["170 54%", "115 37%", "30 10%", "315", "5"]
    assert shown[LEVELS, INTENSIVE] == ["75", "100", "25% fewer"]
    assert shown[LEVELS, TARGETED] == ["200", "200", "no change"]


def test_each_month_says_how_much_school_there_was(client, commissioner, seeds, year):
    """R046, R047: who plans a contract reads the surge of September beside the terms."""
    council, _new = CouncilSettings.objects.get_or_create()
    start = year.last_year.start
    for back, days in ((0, 5), (1, 8)):
        first = date(start.year + 1 - back, 9, 1)
        for begins in (first, first.replace(month=4)):
            ends = begins + timedelta(days=days)
            Term.objects.create(council=council, name="Term", starts_on=begins, ends_on=ends)
    heads = [row for _caption, row in numbers(seen_by(client, commissioner).content.decode())]
    (september,) = [head for head in heads if head.startswith("September")]
    assert re.fullmatch(r"September \d{4} \(school days: \d, a year before \d\)", september)
    Term.objects.all().delete()
    html = seen_by(client, commissioner).content.decode()
    assert "school days" not in html


def test_three_intensive_families_are_few_and_a_neighbour_is_hidden(
    client, commissioner, hub, southgate, year
):
    asked(hub, year.start, 3, level=4)
    asked(hub, year.start, 11, level=3)
    asked(southgate, year.start, 30, level=4)
    asked(southgate, year.start, 40, level=3)
    publish()
    shown = numbers(seen_by(client, commissioner).content.decode())
    first = shown["Requests by district and level", hub.district.name]
    assert first[2:4] == ["not shown", "fewer than 5"]
    assert first[6] == "15"
    second = shown["Requests by district and level", "Southgate"]
    assert second[2:4] == ["not shown", "not shown"]


def published_in(thing):
    """Every figure in a page's context, however deep."""
    if isinstance(thing, Card):
        thing = [thing.figure, thing.detail_figure, thing.before, thing.change]
    if isinstance(thing, Cell):
        thing = [thing.figure, thing.share]
    if isinstance(thing, dict):
        thing = list(thing.values())
    if isinstance(thing, list | tuple):
        return [figure for part in thing for figure in published_in(part)]
    if hasattr(thing, "rows"):
        return published_in([cell for row in thing.rows for cell in row.cells])
    if hasattr(thing, "width"):
        return [thing.figure, thing.share]
    return [thing]


def test_no_true_count_reaches_a_commissioner(client, commissioner, hub, southgate, year):
    """Odd numbers everywhere; on the page and in the file stand only multiples of five."""
    helped(hub, year, improved=43, same=13, worse=3, none=2, after_months=3)
    helped(southgate, year, improved=21, same=7, worse=11, none=1, after_months=8)
    for level, count in ((2, 17), (3, 23), (4, 3), (None, 41)):
        asked(hub, year.start, count, level=level)
        asked(southgate, year.last_year.start, count + 1, level=level)
    publish()
    response = seen_by(client, commissioner)
    for name in ("cards", "bars", "outcomes", "levels", "districts", "months", "left_out"):
        figures = [f for f in published_in(response.context[name]) if f not in (None, "")]
        assert figures
        assert all(isinstance(figure, Published) for figure in figures), name
    for cells in numbers(response.content.decode()).values():
        for cell in cells:
            count = re.match(r"[\d,]+(?![\d,]*%)", cell)
            assert count is None or int(count[0].replace(",", "")) % 5 == 0, cell
    rows = list(
        csv.DictReader(seen_by(client, commissioner, DOWNLOAD).content.decode().split("\n"))
    )
    assert len(rows) > 100
    for row in rows:
        for column in ("count", "count_same_period_last_year"):
            assert row[column] == "c" or int(row[column]) % 5 == 0


DOWNLOAD = reverse("insights:download")


def test_the_file_says_the_same_as_the_page(client, commissioner, seeds, year):
    response = seen_by(client, commissioner, DOWNLOAD)
    assert response["Content-Disposition"] == f'attachment; filename="figures-{year.key}.csv"'
    rows = csv.DictReader(response.content.decode().split("\n"))
    row = next(
        row
        for row in rows
        if (row["measure"], row["place"], row["category"])
        == ("requests", "Whole council", INTENSIVE)
    )
    assert (row["count"], row["count_same_period_last_year"]) == ("75", "100")
    assert row["change_percent"] == "-25"


def test_the_network_counts_twelve_hubs_and_their_sites(client, manager, hub):
    hubs = [hub, *(HubFactory() for _ in range(11))]
    for one in hubs:
        SiteFactory(hub=one, kind="main", is_mandated=True)
    for at in range(26):
        SiteFactory(hub=hubs[at % 12], is_mandated=True)
    page = seen_by(client, manager, reverse("insights:network")).content.decode()
    assert "38 sites" in page
    assert "12 main and 26 delivery sites, 38 of them in the contract" in page


def pages_of(hub):
    return {
        "overview": OVERVIEW,
        "download": DOWNLOAD,
        "definitions": reverse("insights:definitions"),
        "network": reverse("insights:network"),
        "hub": reverse("insights:hub", args=[hub.slug]),
    }


ALLOWED = {
    "commissioner": {"overview": 200, "download": 200, "definitions": 200, "network": 200},
    "manager": {"overview": 302, "definitions": 200, "network": 200, "hub": 200},
}


@pytest.mark.parametrize(
    "role",
    [
        "commissioner",
        "manager",
        "practitioner",
        "triage",
        "front_of_house",
        "safeguarding",
        "governance",
        "administrator",
    ],
)
def test_who_gets_which_page(client, hub, role, year):
    asked(hub, year.start, 1)
    publish()
    user = somebody(role, **({"hub": hub} if role == "manager" else {}))
    client.force_login(user)
    for name, address in pages_of(hub).items():
        expected = ALLOWED.get(role, {}).get(name, 403)
        assert client.get(address).status_code == expected, (role, name)


def test_a_manager_sees_no_other_hub(client, manager, southgate):
    assert seen_by(client, manager, reverse("insights:hub", args=["southgate"])).status_code == 403
    assert seen_by(client, manager, reverse("insights:hub", args=["nowhere"])).status_code == 404


def test_another_hubs_families_are_not_counted(client, manager, hub, southgate, year):
    helped(southgate, year, improved=20)
    asked(southgate, year.start, 9, level=4)
    page = seen_by(client, manager, reverse("insights:hub", args=[hub.slug])).content.decode()
    assert numbers(page)[OUTCOMES, hub.district.name][3] == "0"
    assert numbers(page)[LEVELS, "All requests"][0] == "0"


PEOPLE = ("families:", "outcomes:", "referrals:")
# An empty form that every colleague reaches (R112): it is about nobody until somebody writes.
RAISE_A_CONCERN = "referrals:raise_concern"
# So are the list of one's own unfinished notes and what is said of access in general.
OF_NOBODY = {RAISE_A_CONCERN, "families:drafts", "families:why_in_general", "families:written"}


def test_a_commissioner_has_no_way_to_any_person(client, commissioner, hub):
    """Every address of families, plans and requests, with real records behind them and without."""
    plan = PlanFactory(family=FamilyFactory(hub=hub))
    ids = [plan.family_id, plan.pk, ReferralFactory(hub=hub, family=None).pk]
    client.force_login(commissioner)
    tried = 0
    for address in all_addresses():
        if not address.name.startswith(PEOPLE) or address.name in OF_NOBODY:
            continue
        for pk in ids:
            values = {name: pk if value_is_id(value) else value
                      for name, value in address.values().items()}  # fmt: skip
            for method in (client.get, client.post) if pk == ids[0] else (client.get,):
                response = method(reverse(address.name, kwargs=values))
                assert response.status_code in (403, 404, 405), (address.name, method.__name__)
                tried += 1
    assert tried > 40


def value_is_id(value):
    return not isinstance(value, str | int) or len(str(value)) == 36


def test_no_link_of_a_commissioner_leads_to_a_person(client, commissioner, seeds):
    for address in (OVERVIEW, reverse("insights:network"), reverse("insights:definitions")):
        tree = html.fromstring(seen_by(client, commissioner, address).content)
        links = set(tree.xpath("//a/@href")) - {reverse(RAISE_A_CONCERN)}
        assert not [link for link in links if link.startswith(("/families", "/plans", "/requests"))]


def test_looks_and_exports_are_noted(client, commissioner, manager, hub, seeds):
    seen_by(client, commissioner)
    seen_by(client, commissioner, DOWNLOAD)
    seen_by(client, manager, reverse("insights:hub", args=[hub.slug]))
    looks = Event.objects.filter(kind="saw").order_by("id").values_list("verb", "actor", "about_id")
    assert list(looks) == [
        ("hub.figures_seen", str(commissioner.pk), None),
        ("hub.figures_exported", str(commissioner.pk), None),
        ("hub.figures_seen", str(manager.pk), hub.pk),
    ]


@pytest.mark.parametrize("period", ["", "2026", "1999-00", "2025-26-q9", "x" * 3000, "<b>", "٢"])
def test_an_unknown_period_is_not_found(client, commissioner, manager, hub, period):
    assert seen_by(client, commissioner, period=period).status_code == 404
    assert seen_by(client, commissioner, DOWNLOAD, period=period).status_code == 404
    address = reverse("insights:hub", args=[hub.slug])
    assert seen_by(client, manager, address, period=period).status_code == 404


def test_quarters_of_a_year_can_be_chosen_and_what_runs_is_for_managers(
    client, commissioner, manager, hub, year
):
    asked(hub, year.start, 30, level=4)
    publish()
    quarter = year.parts(3)[0].key
    page = seen_by(client, commissioner, period=quarter).content.decode()
    assert numbers(page)[LEVELS, INTENSIVE][0] == "30"
    running = f"{int(year.key[:4]) + 1}-{int(year.key[5:]) + 1:02d}"
    assert seen_by(client, commissioner, period=running).status_code == 404
    address = reverse("insights:hub", args=[hub.slug])
    assert seen_by(client, manager, address, period=running).status_code == 200


def queries(client, address):
    with (
        CaptureQueriesContext(connections["default"]) as default,
        CaptureQueriesContext(connections["reporting"]) as reporting,
    ):
        assert client.get(address).status_code == 200
    return len(default), len(reporting)


def cold_and_warm(client, user, address):
    """How many queries a page takes when its figures are counted, and when they are kept."""
    client.force_login(user)
    client.get(address)
    cache.clear()
    return queries(client, address), queries(client, address)


def test_the_number_of_queries_does_not_grow(client, commissioner, manager, hub, southgate, year):
    asked(hub, year.start, 1, level=4)
    publish()
    mine = reverse("insights:hub", args=[hub.slug])
    before = [cold_and_warm(client, manager, mine), cold_and_warm(client, commissioner, OVERVIEW)]
    helped(hub, year, improved=20)
    asked(southgate, year.start, 9, level=4)
    for _ in range(4):
        HubFactory()
    after = [cold_and_warm(client, manager, mine), cold_and_warm(client, commissioner, OVERVIEW)]
    assert after == before
    for _, warm in after:
        assert sum(warm) <= 17  # BEGIN and COMMIT are counted; demo people skip two of them.
