"""The words of the priority groups are an administrator's to change, from a day on (R073)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from families.models import PriorityGroup
from familyhubs.audit.models import Event

pytestmark = pytest.mark.django_db
PAGE = "/council/priority-groups/"


def text(response):
    return " ".join(response.content.decode().split())


def test_words_change_and_a_group_is_no_longer_asked(client, administrator):
    client.force_login(administrator)
    page = text(client.get(PAGE))
    assert page.count("Change the words") == 17
    group = PriorityGroup.objects.get(code="P14")
    address = reverse("pages:reword_group", args=[group.pk])
    assert "Enter what the group is called" in text(client.post(address, {}))
    day = timezone.localdate()
    on = {"starts_on_day": day.day, "starts_on_month": day.month, "starts_on_year": day.year}
    client.post(address, {"text": "Far from everything", **on})
    assert "Far from everything" in text(client.get(PAGE))
    assert "began on that day" in text(client.post(address, {"text": "Again", **on}))
    other = PriorityGroup.objects.get(code="P12")
    end = reverse("pages:end_group", args=[other.pk])
    client.post(end)
    assert "Not asked" in text(client.get(PAGE))
    assert "not in use now" in text(client.post(end, follow=True))
    assert Event.objects.filter(verb__startswith="priority_group.").count() == 2


def test_nobody_else_changes_them(client, manager):
    client.force_login(manager)
    group = PriorityGroup.objects.get(code="P14")
    for address in (PAGE, reverse("pages:reword_group", args=[group.pk])):
        assert client.get(address).status_code == 403
    assert client.post(reverse("pages:end_group", args=[group.pk])).status_code == 403
