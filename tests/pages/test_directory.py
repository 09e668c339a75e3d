"""The directory as staff keep it: who may, the list, saving, places, the file and loading."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hubs.models import ListUpload, Proposal, Service, Topic
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.hubs import HubFactory, MembershipFactory, ServiceFactory, SiteFactory

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"directory:{name}", args=args)


@pytest.fixture
def signed_in(client, administrator):
    client.force_login(administrator)
    return client


def test_practitioners_read_and_managers_write(client):
    service = ServiceFactory()
    for role, status in (("practitioner", 403), ("manager", 200)):
        client.force_login(somebody(role, hub=HubFactory()))
        assert client.get(at("list")).status_code == 200
        assert client.get(at("service", service.pk)).status_code == 200
        for name in ("change", "switch", "place"):
            assert client.get(at(name, service.pk)).status_code == status
        for name in ("add", "attention", "export"):
            assert client.get(at(name)).status_code == status
        assert client.get(at("load")).status_code == 403


def test_only_the_providers_own_people_propose(client):
    service = ServiceFactory()
    for organisation, status in ((service.provider, 200), (ServiceFactory().provider, 403)):
        user = PartnerFactory(organisation=organisation)
        MembershipFactory(user=user, role="partner")
        client.force_login(user)
        assert client.get(at("propose", service.pk)).status_code == status
    client.force_login(PartnerFactory(organisation=service.provider))
    assert client.get(at("propose", service.pk)).status_code == 403


def test_a_provider_signed_in_proposes_and_the_reviewer_sees_the_change_only(client, administrator):
    service = ServiceFactory(summary="Old words", funder="The lottery")
    user = PartnerFactory(organisation=service.provider)
    MembershipFactory(user=user, role="partner")
    client.force_login(user)
    data = {"seen": 1, "name": service.name, "summary": "New words", "cost": "free"}
    data["modes"] = ["in_person"]
    for _ in range(2):
        assert client.post(at("propose", service.pk), data).status_code == 302
    proposal = Proposal.objects.get()
    client.force_login(administrator)
    page = client.get(at("proposal", proposal.pk)).content.decode()
    assert "Old words" in page
    assert "New words" in page
    assert "lottery" not in page
    answer = client.post(at("proposal", proposal.pk), {"seen": 1, "decision": "approve"})
    assert answer.status_code == 302
    service.refresh_from_db()
    assert service.summary == "New words"


def test_r027_a_service_is_added_with_topics_and_one_like_it_is_asked_about(signed_in):
    ServiceFactory(name="Stay and play at the Weir")
    data = {
        "name": "Stay and play at Weir",
        "cost": "free",
        "funder": "The lottery",
        "topics": [Topic.objects.get(code="baby-groups").pk],
        "days": ["1"],
        "languages": "English, pl",
        "owner_email": "Owner@trust.example",
    }
    page = signed_in.post(at("add"), data)
    assert "There are services like it already" in page.content.decode()
    assert signed_in.post(at("add"), data | {"is_another": "on"}).status_code == 302
    service = Service.objects.get(name="Stay and play at Weir")
    assert (service.days, service.languages) == ([1], ["en", "pl"])
    assert service.owner_card.email == "owner@trust.example"
    assert service.topics.get().code == "baby-groups"
    page = signed_in.get(at("change", service.pk)).content.decode()
    assert "owner@trust.example" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"cost": "gold"},
        {"lowest_age": "5", "highest_age": "4"},
        {"lowest_age": "9" * 5_000},
        {"languages": "Klingon"},
        {"topics": ["x"]},
        {"days": ["9"]},
        {"website": "javascript:alert(1)"},
        {"provider": "x"},
    ],
)
def test_what_cannot_be_is_said_at_its_field(signed_in, wrong):
    answer = signed_in.post(at("add"), {"name": "Good", "cost": "free"} | wrong)
    assert answer.status_code == 200
    assert b"There is a problem" in answer.content
    assert b"UUID" not in answer.content
    assert not Service.objects.exists()


def test_a_service_is_placed_and_taken_away(signed_in):
    service, site = ServiceFactory(), SiteFactory()
    data = {"site": site.pk, "schedule": "Mon 9am - 11am"}
    assert signed_in.post(at("place", service.pk), data).status_code == 302
    assert service.at_sites.get().hours.get().weekday == 0
    for _ in range(2):
        signed_in.post(at("take_away", service.pk), {"site": site.pk})
    assert not service.at_sites.exists()


def test_the_list_is_filtered_searched_and_costs_the_same_for_many(
    signed_in, django_assert_max_num_queries
):
    hub = HubFactory()
    here = ServiceFactory(name="Debt café", sites=[SiteFactory(hub=hub), SiteFactory(hub=hub)])
    here.topics.add(Topic.objects.get(code="debt"))
    for n in range(30):
        ServiceFactory(sites=[SiteFactory()], due=-40 if n else 60)
    for query in (
        {"q": "cafe"},
        {"q": "bailifs"},
        {"hub": hub.pk},
        {"topic": Topic.objects.get(code="family-support").pk},
    ):
        rows = signed_in.get(at("list"), query).context["page"].object_list
        assert [row.pk for row in rows] == [here.pk], query
    hidden = signed_in.get(at("list"), {"state": "hidden", "sort": "due"})
    assert hidden.context["page"].paginator.count == 29
    with django_assert_max_num_queries(20):
        signed_in.get(at("list"))
    with django_assert_max_num_queries(20):
        page = signed_in.get(at("attention"))
    assert page.context["fresh"]["share"] == round(100 * 29 / 31)


def test_r027_the_export_is_harmless_in_a_spreadsheet_and_can_be_loaded_again(signed_in):
    service = ServiceFactory(
        name="=cmd|calc", phone="+441632960001", days=[0], languages=["en"], lowest_age=0
    )
    service.at_sites.create(site=SiteFactory(postcode="ZZ1 1AA"), schedule="Mon 9am - 11am")
    service.topics.add(Topic.objects.get(code="debt"))
    file = signed_in.get(at("export")).content
    for row in csv.reader(io.StringIO(file.decode())):
        assert not [cell for cell in row if cell[:1] in "=+-@" and cell]
    before = Service.objects.values().get()
    pk = send(signed_in, file)
    page = signed_in.get(at("loaded", pk)).content.decode()
    assert "As they are: 1" in page
    signed_in.post(at("loaded", pk))
    assert Service.objects.values().get() == before


def send(client, content, what="services", name="a list.csv"):
    file = SimpleUploadedFile(name, content)
    answer = client.post(at("load"), {"what": what, "file": file})
    return ListUpload.objects.get().pk if answer.status_code == 302 else answer.content.decode()


def test_a_list_is_looked_at_first_then_applied_once(signed_in):
    pk = send(signed_in, b'name\nGood\n""\n')
    assert not Service.objects.exists()
    page = signed_in.get(at("loaded", pk)).content.decode()
    assert "Line 3: name is missing" in page
    assert signed_in.post(at("loaded", pk)).status_code == 302
    assert Service.objects.get().name == "Good"
    assert signed_in.post(at("loaded", pk)).status_code == 404


def test_somebody_elses_upload_is_not_there(signed_in):
    pk = send(signed_in, b"name\nGood\n")
    signed_in.force_login(somebody("administrator"))
    assert signed_in.get(at("loaded", pk)).status_code == 404


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"title\nx\n", "no column name"),
        (b"name\n\xff\xfe\n", "not UTF-8"),
        (b"name\nA\x00\n", "NUL"),
        (b"name\n" + b"x" * 600_000, "larger than 500 KB"),
        (b'name\n"A\n', "is not closed"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(signed_in, content, says):
    assert says in send(signed_in, content)
    assert not Service.objects.exists()


def test_r025_the_public_page_says_when_it_was_checked_and_hides_what_nobody_did(client):
    fresh, due, old = (ServiceFactory(due=days) for days in (5, -1, -30))
    page = client.get(fresh.get_absolute_url()).content.decode()
    assert "Checked on" in page
    assert "We are checking it again" not in page
    assert b"We are checking it again" in client.get(due.get_absolute_url()).content
    assert client.get(old.get_absolute_url()).status_code == 404


def test_the_preview_names_the_first_rows_and_what_would_be_done_with_each(signed_in):
    same = ServiceFactory(name="Same", summary="As it is")
    other = ServiceFactory(name="Other", summary="Old")
    lines = ["key,name,summary", f"{same.pk},Same,As it is", f"{other.pk},Other,New", ",Fresh,"]
    pk = send(signed_in, "\n".join(lines).encode())
    page = signed_in.get(at("loaded", pk))
    shown = [(row.name, row.done, row.why, row.line) for row in page.context["report"].first]
    assert shown == [
        ("Same", "unchanged", "", 2),
        ("Other", "changed", "summary", 3),
        ("Fresh", "added", "", 4),
    ]
    assert "The first rows" in page.content.decode()
    assert Service.objects.get(pk=other.pk).summary == "Old"


def test_a_preview_shows_no_more_than_twenty_rows_and_places_too(signed_in):
    pk = send(signed_in, ("name\n" + "\n".join(f"Row {n}" for n in range(50))).encode())
    report = signed_in.get(at("loaded", pk)).context["report"]
    assert (len(report.first), report.added) == (20, 50)
