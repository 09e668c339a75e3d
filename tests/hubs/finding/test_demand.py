"""Searches that found nothing: counted, and nobody in them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from familyhubs.council.models import CouncilSettings
from hubs.models import Topic, UnmetSearch

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)


@pytest.mark.parametrize(
    "values",
    [
        {"outward": "M337"},
        {"outward": "m33"},
        {"outward": "debt"},
        {"month": date(2026, 11, 26)},
        {"times": 0},
    ],
)
def test_the_database_refuses_more_than_an_outward_half_and_a_month(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnmetSearch.objects.create(**{"month": NOVEMBER, "outward": "M33", **values})


@pytest.mark.parametrize("has_topic", [True, False])
def test_the_database_holds_one_count_of_a_kind(has_topic):
    topic = Topic.objects.first() if has_topic else None
    UnmetSearch.objects.create(month=NOVEMBER, outward="M33", topic=topic)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnmetSearch.objects.create(month=NOVEMBER, outward="M33", topic=topic)


def test_r011_help_does_not_end_earlier_with_send():
    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilSettings.objects.create(upper_age=20, upper_age_send=19)
