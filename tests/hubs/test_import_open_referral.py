"""Another council's feed: additive, whole item by item, and nothing cleared (R023, R025)."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from familyhubs.audit.models import Event
from hubs.imports import feed
from hubs.imports.open_referral import judge
from hubs.imports.report import BadRow
from hubs.models import Service, Site

from .test_imports import run

pytestmark = pytest.mark.django_db
FULL = {
    "id": "11111111-1111-4111-8111-111111111111",
    "name": "Stay and play",
    "description": "Play.",
    "status": "active",
    "email": "",
    "url": None,
    "minimum_age": 0,
    "maximum_age": 4.0,
    "fees": "Free",
    "organization": {"id": "x", "name": "Weir Trust", "description": ""},
    "schedules": [{"id": "x", "byday": "TU", "opens_at": "10:00:00", "closes_at": "11:30:00"}],
    "languages": [{"id": "x", "name": "Polish"}],
    "attributes": [
        {"id": "x", "taxonomy_term": {"id": "x", "name": "Food", "term": "food"}},
        {"id": "x", "taxonomy_term": {"id": "x", "name": "Juggling"}},
    ],
    "service_at_locations": [
        {
            "id": "x",
            "location": {
                "id": "22222222-2222-4222-8222-222222222222",
                "location_type": "physical",
                "name": "Weir Hall",
                "latitude": 53.4,
                "longitude": -2.3,
                "addresses": [{"address_1": "1 High St", "city": "Weir", "postal_code": "zz11aa"}],
            },
        }
    ],
}


@contextmanager
def serving(answers):
    """A server of another council: path and page → JSON, a status, or bytes."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            page = parse_qs(parts.query).get("page", [""])[0]
            answer = answers.get(f"{parts.path}{page and '#'}{page}", 404)
            self.send_response(answer if isinstance(answer, int) else 200)
            if answer == 302:
                self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
            if not isinstance(answer, int):
                sent = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.wfile.write(sent)

        def log_message(self, *said):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v3"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page(*items, number=1, pages=1):
    return {"total_pages": pages, "page_number": number, "contents": list(items)}


def plain(number, **more):
    return {"id": f"plain-{number}", "name": f"Plain {number}", "status": "active", **more}


@pytest.fixture
def load(tmp_path):
    """Loads these items from a saved file."""

    def load(*items, **options):
        path = tmp_path / "feed.json"
        path.write_text(json.dumps(page(*items)))
        return run("import_open_referral", path, **options)

    return load


def test_a_feed_is_read_page_by_page_and_twice_changes_nothing():
    """Pages follow each other; where a list tells little, each item is asked for."""
    answers = {
        "/v3/services#1": page(FULL, plain(1), pages=2),
        "/v3/services#2": page({"id": "3", "name": "Short", "status": "active"}, number=2, pages=2),
        "/v3/services/3": {"id": "3", "name": "Short", "status": "active", "description": "Whole"},
    }
    with serving(answers) as stub:
        lines = run("import_open_referral", stub)
        assert lines[0].startswith("Services: 3 added, 0 changed, 0 unchanged, 0 skipped")
        again = run("import_open_referral", f"{stub}/services/")
    assert again[0].startswith("Services: 0 added, 0 changed, 3 unchanged, 0 skipped")
    assert Service.objects.get(source_key="3").description == "Whole"
    service = Service.objects.get(name="Stay and play")
    assert (service.source, service.provider.name) == ("oruk:127.0.0.1", "Weir Trust")
    assert (service.days, service.languages, service.times) == ([1], ["pl"], "TU 10:00–11:30")
    assert (service.lowest_age, service.highest_age, service.cost) == (0, 4, "free")
    assert [topic.code for topic in service.topics.all()] == ["food"]
    site = service.at_sites.get().site
    assert (site.name, site.postcode, site.latitude) == ("Weir Hall", "ZZ1 1AA", 53.4)
    assert Event.objects.filter(verb="service.imported", actor="system:import").count() == 4


def test_a_malformed_item_never_stops_or_half_applies(load):
    """Neither its site nor its provider stays behind."""
    bad_place = json.loads(json.dumps(FULL)) | {"id": "bad-1", "minimum_age": 9, "maximum_age": 2}
    late = json.loads(json.dumps(FULL)) | {"id": "bad-2", "email": "nobody"}
    lines = load(
        "text",
        None,
        bad_place,
        late,
        plain(1, name=7),
        plain(2, description="x\x00"),
        plain(3, name="x" * 201),
        plain(4, status="odd"),
        plain(5, schedules={"a": 1}),
        plain(6),
        plain(6),
    )
    assert lines[0].startswith("Services: 1 added, 0 changed, 0 unchanged, 10 skipped")
    assert "  service 3: maximum_age is below minimum_age" in lines
    assert "  service 11: repeats an earlier one with the same id" in lines
    assert Service.objects.get().name == "Plain 6"
    assert not Site.objects.exists()


def test_what_the_database_refuses_is_undone_whole(load, monkeypatch):
    """A place that was written with its service goes with it; the next item is loaded."""

    def refuse(*given, **options):
        raise ValueError(given)

    first = json.loads(json.dumps(FULL))
    monkeypatch.setattr("hubs.imports.actions.feed.FeedMerge.write", refuse)
    lines = load(first)
    assert "  service 1: the database refuses it: ValueError" in lines
    assert not Site.objects.exists()
    monkeypatch.undo()
    assert "1 added" in load(first)[0]


def test_blanks_clear_nothing_and_what_is_gone_stays(load):
    load(FULL, plain(1))
    lines = load({"id": FULL["id"], "name": "Stay and play", "status": "active", "description": ""})
    assert "0 added, 0 changed, 1 unchanged" in lines[0]
    service = Service.objects.get(source_key=FULL["id"])
    assert (service.description, service.at_sites.count()) == ("Play.", 1)
    assert Service.objects.count() == 2


def test_the_feed_does_not_undo_what_was_edited_here(load):
    load(FULL)
    Service.objects.update(is_edited_here=True, description="Ours")
    lines = load(FULL | {"description": "Theirs"})
    assert "Changed here since it was loaded, and left as it is: 1." in lines
    assert Service.objects.get().description == "Ours"


def test_a_change_is_taken_and_a_dry_run_writes_nothing(load):
    load(FULL)
    assert "1 changed" in load(FULL | {"fees": "£2"}, dry_run=True)[1]
    assert Service.objects.get().cost_words == "Free"
    assert "1 changed" in load(FULL | {"fees": "£2"})[0]
    assert Service.objects.get().version == 2


def test_two_feeds_with_the_same_ids_are_kept_apart(load):
    load(FULL, source="one")
    load(FULL, source="two")
    assert Service.objects.count() == Site.objects.count() == 2


def test_a_feed_that_breaks_off_keeps_what_came_before():
    answers = {"/v3/services#1": page(plain(1), pages=3), "/v3/services#2": 500}
    with serving(answers) as stub:
        lines = run("import_open_referral", stub)
    assert "1 added" in lines[0]
    assert any("The feed ended early: The feed answered with status 500." in each for each in lines)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"<html>", "did not answer in JSON"),
        (b"[" * 100_000, "did not answer in JSON"),
        ({"services": []}, "no list of services"),
        (404, "status 404"),
        (302, "status 302"),
        (b" " * 3_000, "too large"),
    ],
)
def test_what_is_no_feed_changes_nothing(answer, said, monkeypatch):
    monkeypatch.setattr(feed, "LARGEST", 2_000 if said == "too large" else feed.LARGEST)
    with (
        serving({"/v3/services#1": answer}) as stub,
        pytest.raises(CommandError, match=f"{said}.*Nothing was changed"),
    ):
        run("import_open_referral", stub)
    assert not Service.objects.exists()


@pytest.mark.parametrize("where", ["ftp://example.org/v3", "file:///etc/hostname", "http://", "no"])
def test_only_the_web_and_files_are_read(where):
    with pytest.raises(CommandError, match="Nothing was changed"):
        run("import_open_referral", where)


JSONS = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FULL]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(suppress_health_check=list(HealthCheck))
@given(changed=st.dictionaries(st.sampled_from([*FULL]), JSONS, max_size=3))
def test_whatever_an_item_holds_is_read_or_refused(changed):
    try:
        row, _places = judge(FULL | changed)
    except BadRow:
        return
    assert row.key
    assert row.values["name"]
