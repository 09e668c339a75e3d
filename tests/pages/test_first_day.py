"""From an empty database to a family's request in the right queue, with no demo (operations.md)."""

import csv
import json

import pytest

from families.models import SharingAgreement
from hubs.models import Area, District, Hub, Postcode, Site
from tests.hubs.conftest import trafford  # noqa: F401
from tests.hubs.test_imports import HEADING, polygon

from .first_day import FirstDay, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(db):
    """The first administrator has come in."""
    assert not District.objects.exists()
    day = FirstDay()
    day.first_administrator()
    return day


@pytest.fixture
def invented(tmp_path):
    """Two wards with a postcode each, one of them far away, and a library."""
    wards = {"E05000001": ("Hill", -2.3), "E05000002": ("Dale", -1.3), "E05000003": ("Moor", -2.31)}
    rows = [
        f"ZZ{n} 1AA,{code},{name},E02000001,Middle,E01000001,Lower,E08000001,Borough,{lon},53.4"
        for n, (code, (name, lon)) in enumerate(wards.items(), start=1)
    ]
    (tmp_path / "postcodes.csv").write_text("\n".join([HEADING, *rows]) + "\n")
    features = [
        polygon(properties={"area_code": code, "area_name": name})
        for code, (name, _) in wards.items()
    ]
    collection = {"type": "FeatureCollection", "features": features}
    (tmp_path / "wards.geojson").write_text(json.dumps(collection))
    centre = "name,postcode,unique_reference_number,lon,lat\nHill Centre,ZZ1 1AA,1,-2.3,53.4\n"
    (tmp_path / "centres.csv").write_text(centre)
    return tmp_path


def load(day, folder):
    lists = {"childrens_centres": folder / "centres.csv"}
    day.load(folder / "postcodes.csv", folder / "wards.geojson", lists)


def queue_of(client):
    return text(client.get("/requests/"))


def test_before_anything_is_set_up_families_are_told_to_ring(day):
    assert "ask families to ring" not in queue_of(day.admin)
    page = text(day.admin.get("/council/settings/districts/"))
    assert "nobody can ask for support online" in page


def test_a_request_reaches_the_hub_of_its_ward(day, invented):
    load(day, invented)
    hill, dale = day.add_hub("West", ["Hill"]), day.add_hub("East", ["Dale"])
    at_hill = day.invite("Hill Officer", "triage", f"hub:{hill.pk}")
    at_dale = day.invite("Dale Officer", "triage", f"hub:{dale.pk}")

    referral = day.ask("zz2 1aa")

    assert referral.hub == dale
    assert str(referral.reference) in queue_of(at_dale)
    assert str(referral.reference) not in queue_of(at_hill)


def test_a_ward_of_no_hub_is_warned_of_and_its_request_goes_to_the_nearest(day, invented):
    load(day, invented)
    day.add_hub("East", ["Dale"])
    hill = day.add_hub("West", ["Hill"])
    page = text(day.admin.get("/council/settings/districts/"))
    assert "1 ward has no hub" in page
    assert "1 delivery site has no hub" in page
    centre = Site.objects.get()
    day.send(day.admin, "places:site", centre.pk, kind="main", hub=hill.pk)
    page = text(day.admin.get("/council/settings/districts/"))
    assert "whose main building is nearest" in page
    assert day.ask("ZZ3 1AA").hub == hill


def test_a_partner_sees_nothing_before_the_agreement_and_only_governance_signs_it(day, invented):
    load(day, invented)
    day.add_hub("West", ["Hill"])
    officer = day.invite("Gov Officer", "governance", "council")
    school = day.sign_agreement(officer, "Mill Lane School")
    assert SharingAgreement.objects.current().get().organisation == school
    refused = day.admin.post(f"/organisations/{school.pk}/sharing/sign/")
    assert refused.status_code == 403


def localities(folder):
    """The real borough's four parts, as its own postcode file names them, with their wards."""
    parts = {}
    with open(folder / "postcodes.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            parts.setdefault(row["locality"], {})[row["ward_name"]] = row["postcode"]
    return parts


def test_the_first_day_of_a_real_borough(day, trafford):  # noqa: F811
    kinds = ("childrens_centres", "libraries", "general_practices")
    lists = {kind: trafford / f"{kind}.csv" for kind in kinds}
    day.load(trafford / "postcodes.csv", trafford / "wards_2023.geojson", lists)
    parts = localities(trafford)
    hubs = {part: day.add_hub(part, list(wards)) for part, wards in parts.items()}
    assert len(hubs) == 4
    assert not Area.objects.filter(kind="ward", hub=None).exists()
    assert day.give_sites(hubs["South"], source="childrens_centres") == 2
    officers = {
        part: day.invite(f"{part} Officer", "triage", f"hub:{hub.pk}") for part, hub in hubs.items()
    }
    for part, wards in parts.items():
        referral = day.ask(list(wards.values())[-1].lower().replace(" ", ""))
        assert referral.hub == hubs[part]
        for other, officer in officers.items():
            assert (referral.reference in queue_of(officer)) == (other == part)
    assert Postcode.objects.count() == 11_264
    assert Hub.objects.count() == District.objects.count() == 4
