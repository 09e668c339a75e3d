"""Enquiries at a desk: two taps, undo, where they led (R019, R050, R051)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from families.typed_facts import read_facts
from familyhubs.audit.models import Event
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from referrals import actions
from referrals.desk.topics import TOPICS
from referrals.models import DeskPrompt, Enquiry, Referral
from tests.cast import somebody
from tests.factories.hubs import ServiceFactory, TeamFactory
from tests.factories.referrals import EnquiryFactory
from tests.referrals.desk.conftest import words
from tests.referrals.test_pages import KEYED

DESK, LOG = reverse("desk:desk"), reverse("desk:log")


def key_of(client):
    return client.get(LOG).context["form"]["once"].value()


def tap(client, **changed):
    told = {"once": key_of(client), "topic": "debt", "channel": "desk", "did": "answered"}
    return client.post(LOG, told | changed, follow=True)


def test_two_taps_and_it_is_counted_without_a_name_r019(at_desk, hub, front_desk):
    page = tap(at_desk)
    row = Enquiry.objects.get()
    assert (row.hub, row.topic, row.did, row.channel) == (hub, "debt", "answered", "desk")
    assert row.taken_by == front_desk
    assert page.redirect_chain[-1][0] == DESK
    assert "1 enquiry today" in words(page)
    assert Event.objects.filter(verb="enquiry.logged", about_id=row.pk).exists()
    text = {f.name for f in Enquiry._meta.fields if f.get_internal_type() == "TextField"}
    assert not text, "there is no place where a name could be written"


def test_a_second_press_counts_once(at_desk):
    once = key_of(at_desk)
    for _ in range(2):
        tap(at_desk, once=once)
    assert Enquiry.objects.count() == 1


def test_what_is_missing_is_said_and_nothing_is_kept(at_desk):
    page = words(tap(at_desk, topic=""))
    assert "Select what it was about" in page
    assert Enquiry.objects.count() == 0


def test_signposted_where_and_whether_it_helped_r051(at_desk, hub):
    service = ServiceFactory(name="Citizens Advice", slug="citizens-advice")
    page = tap(at_desk, did="signposted")
    row = Enquiry.objects.get()
    assert "Signposted where?" in words(page)
    found = at_desk.get(reverse("desk:enquiry", args=[row.pk]), {"service": "citizens"})
    assert "Citizens Advice" in words(found)
    at_desk.post(reverse("desk:signpost", args=[row.pk]), {"service": service.slug})
    assert "1 signposting: did it help?" in words(at_desk.get(DESK))
    at_desk.post(reverse("desk:helped", args=[row.pk]), {"helped": "partly"})
    row.refresh_from_db()
    assert (row.service, row.helped) == (service, "partly")
    assert "0 signpostings" in words(at_desk.get(DESK))
    # The next time this place is offered without a search.
    other = EnquiryFactory(hub=hub, did="signposted")
    assert "Citizens Advice" in words(at_desk.get(reverse("desk:enquiry", args=[other.pk])))


def test_the_same_as_last_time_is_one_tap(at_desk, hub, front_desk):
    service = ServiceFactory()
    EnquiryFactory(hub=hub, taken_by=front_desk, did="signposted", channel="phone", service=service)
    once = key_of(at_desk)
    for _ in range(2):
        at_desk.post(reverse("desk:same"), {"once": once})
    rows = Enquiry.objects.order_by("happened_at")
    assert rows.count() == 2
    assert (rows[1].topic, rows[1].channel, rows[1].service) == ("debt", "phone", service)


def test_a_slip_is_undone_and_only_for_a_day(at_desk, hub, front_desk):
    tap(at_desk)
    row = Enquiry.objects.get()
    for _ in range(2):
        page = at_desk.post(reverse("desk:take_back", args=[row.pk]), follow=True)
        assert page.status_code == 200
    assert Enquiry.objects.count() == 0
    old = EnquiryFactory(hub=hub)
    Enquiry.objects.update(recorded_at=timezone.now() - timedelta(days=2))
    with pytest.raises(Refused):
        actions.take_enquiry_back(old, by=front_desk)


def test_it_becomes_a_request_with_what_is_known(at_desk, hub, northgate):
    row = EnquiryFactory(hub=hub, topic="debt", channel="phone")
    address = f"{reverse('referrals:new')}?enquiry={row.pk}"
    form = at_desk.get(address).context["form"]
    assert (form["channel"].value(), form["topics"].value()) == ("phone", ["debt"])
    told = KEYED | {"once": form["once"].value(), "channel": "phone", "topics": ["debt"]}
    answer = at_desk.post(address, told)
    assert answer.status_code == 302, answer.context["form"].errors
    row.refresh_from_db()
    assert row.did == "request"
    assert Referral.objects.get().channel == "phone"


def test_nobody_sees_another_hubs_desk(client, hub, stranger, teacher, commissioner):
    row = EnquiryFactory(hub=hub)
    for user, home in ((stranger, 200), (teacher, 403), (commissioner, 403)):
        client.force_login(user)
        assert client.get(DESK).status_code == home
        assert client.get(reverse("desk:enquiry", args=[row.pk])).status_code == 404
    client.force_login(stranger)
    client.post(reverse("desk:take_back", args=[row.pk]))
    assert Enquiry.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("enquiry_service_only_where_signposted", {"did": "answered", "with_service": True}),
        ("enquiry_not_in_the_future", {"days": 1}),
        ("enquiry_has_a_topic", {"topic": ""}),
        ("enquiry_did_known", {"did": "danced"}),
        ("enquiry_channel_known", {"channel": "pigeo"}),
        ("enquiry_helped_known", {"helped": "maybe"}),
    ],
)
def test_the_database_holds_past_the_forms(hub, name, values):
    values = dict(values)
    if values.pop("with_service", False):
        values["service"] = ServiceFactory()
    if days := values.pop("days", 0):
        values["happened_at"] = timezone.now() + timedelta(days=days)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        EnquiryFactory(hub=hub, **values)


def test_what_is_older_than_two_weeks_or_to_come_is_refused(hub, front_desk):
    told = {"topic": "debt", "did": "answered", "channel": "desk", "by": front_desk}
    for days in (-15, 1):
        at = timezone.now() + timedelta(days=days)
        with pytest.raises(Refused):
            actions.log_enquiry(hub, key=uuid4(), happened_at=at, **told)
    at = timezone.now() - timedelta(days=13)
    assert actions.log_enquiry(hub, key=uuid4(), happened_at=at, **told).happened_at == at


def test_the_same_again_is_never_a_request_nor_a_service_that_ended(at_desk, hub, front_desk):
    """What has become a request counts that request alone; nobody is sent where nothing is."""
    gone = ServiceFactory()
    row = EnquiryFactory(hub=hub, taken_by=front_desk, did="signposted", service=gone)
    type(gone).objects.filter(pk=gone.pk).update(status="inactive")
    once = at_desk.get(reverse("desk:log")).context["form"]["once"].value()
    at_desk.post(reverse("desk:same"), {"once": once})
    assert Enquiry.objects.exclude(pk=row.pk).get().service is None
    for each in Enquiry.objects.all():
        actions.became_request(each, by=front_desk)
    assert at_desk.get(reverse("desk:log")).context["last"] is None


def test_whether_it_helped_is_said_of_the_service_they_were_sent_to(at_desk, hub, front_desk):
    row = EnquiryFactory(hub=hub, did="answered")
    said = at_desk.post(reverse("desk:helped", args=[row.pk]), {"helped": "yes"}, follow=True)
    assert "Say first where you sent them" in said.content.decode()
    one, other = ServiceFactory(), ServiceFactory()
    for service, helped in ((one, "yes"), (one, "yes"), (other, "")):
        actions.signpost(row, service, by=front_desk)
        row.refresh_from_db()
        if service == one:
            actions.say_whether_it_helped(row, "yes", by=front_desk)
            row.refresh_from_db()
        assert row.helped == helped


def test_prompts_are_the_councils_to_write_r050(client, administrator, front_desk):
    address = reverse("desk:change_prompt", args=["debt"])
    client.force_login(front_desk)
    assert client.get(address).status_code == 403
    assert "Nobody here will judge you" in words(client.get(LOG))
    client.force_login(administrator)
    client.post(address, {"words": "Ring 0161 555 with them."})
    assert client.get(reverse("desk:change_prompt", args=["nothing"])).status_code == 404
    client.force_login(front_desk)
    page = words(client.get(LOG))
    assert "Ring 0161 555 with them." in page
    assert "Nobody here will judge you" not in page
    client.force_login(administrator)
    client.post(address, {"words": ""})
    assert DeskPrompt.objects.get().words == ""
    client.force_login(front_desk)
    assert "Nobody here will judge you" in words(client.get(LOG))


def test_words_that_somebody_else_saved_meanwhile_are_not_lost(client, administrator):
    """Two write at once: the second reads both, and decides."""
    client.force_login(administrator)
    address = reverse("desk:change_prompt", args=["debt"])
    first = {"seen": client.get(address).context["seen"], "words": "Breathe first"}
    assert client.post(address, first).status_code == 302
    answer = client.post(address, first | {"words": "Ask who they owe"})
    for said in ("Somebody else changed these words", "Ask who they owe", "Breathe first"):
        assert said in words(answer)
    assert DeskPrompt.objects.get().words == "Breathe first"
    again = {"seen": answer.context["seen"], "words": "Ask who they owe"}
    assert client.post(address, again).status_code == 302
    assert DeskPrompt.objects.get().words == "Ask who they owe"


def test_abuse_has_a_safe_enquiry_and_the_way_to_raise_a_concern_r050_r052(at_desk):
    page = words(at_desk.get(LOG))
    assert "Never ask in front of a partner" in page
    assert reverse("referrals:raise_concern") in page


def test_what_is_counted_in_one_statement_is_what_each_list_holds(at_desk, hub, front_desk):
    for helped in ("", "", "yes"):
        EnquiryFactory(hub=hub, did="signposted", helped=helped, happened_at=timezone.now())
    unread = Message.objects.visible_to(front_desk).unread()
    notify(front_desk, key="one", kind="listing_problem", by=front_desk, hub=hub.name)
    page = at_desk.get(DESK)
    found = {name: page.context[name] for name in ("to_ask", "unread", "births", "requests_open")}
    assert found == {"to_ask": 2, "unread": unread.count(), "births": 0, "requests_open": 0}
    assert page.context["enquiries_today"] == 3
    assert f'class="fh-count">{unread.count()}<' in page.content.decode()


def test_the_desk_costs_the_same_however_many_there_are(at_desk, hub, front_desk):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert at_desk.get(DESK).status_code == 200
        return len(queries)

    EnquiryFactory(hub=hub, happened_at=timezone.now(), service=ServiceFactory(), did="signposted")
    cost()
    few = cost()
    for _ in range(5):
        EnquiryFactory(
            hub=hub, happened_at=timezone.now(), service=ServiceFactory(), did="signposted"
        )
    assert cost() == few
    assert few <= 17


def test_today_of_the_front_of_house_is_the_desk(at_desk, client, manager):
    assert at_desk.get(reverse("pages:today"))["Location"] == DESK
    client.force_login(manager)
    assert client.get(reverse("pages:today")).status_code == 200


def test_each_topic_is_short_enough_to_be_kept():
    assert all(len(topic.code) <= 20 for topic in TOPICS)
    assert len({topic.code for topic in TOPICS}) == len(TOPICS)


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Ada Okafor 27 3 2007", ("Ada Okafor", "2007-03-27", "", "")),
        ("okafor, m33 7zf", ("okafor", "None", "M33 7ZF", "")),
        ("Ada ASK-7K3M-2Q9T", ("Ada", "None", "", "ASK-7K3M-2Q9T")),
        ("fh 7k3m 2q9t Ada", ("Ada", "None", "", "FH-7K3M-2Q9T")),
        ("Ada 31/2/2007", ("Ada 31/2/2007", "None", "", "")),
        ("Ada 7th March 1990", ("Ada", "1990-03-07", "", "")),
        ("", ("", "None", "", "")),
    ],
)
def test_one_line_is_taken_apart(line, facts):
    read = read_facts(line)
    assert (read["name"], str(read["born_on"]), read["postcode"], read["reference"]) == facts


@given(st.text())
def test_no_line_is_an_error(line):
    assert read_facts(line).keys() == {"name", "born_on", "postcode", "reference", "phone", "email"}


def test_somebody_whose_team_has_no_hub_has_no_desk_and_a_day_all_the_same(client, db):
    user = somebody("front_of_house", team=TeamFactory(hub=None))
    client.force_login(user)
    assert client.get(reverse("pages:today")).status_code == 200
    assert client.get(DESK).status_code == 403
    assert f'href="{DESK}"' not in client.get(reverse("pages:today")).content.decode()
