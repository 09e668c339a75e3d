"""The calendar follows what the council's settings say."""

from datetime import time

import pytest

from familyhubs.calendar.front_door import clock, working_calendar
from familyhubs.calendar.working import Allowance
from familyhubs.council.models import CouncilSettings
from tests.calendar.test_working import at

pytestmark = pytest.mark.django_db


def test_nine_to_five_until_somebody_says_otherwise():
    assert working_calendar().add_working_hours(at("2026-11-16T16:00"), 2) == at("2026-11-17T10:00")


def test_the_councils_own_hours_count():
    settings = CouncilSettings.objects.first() or CouncilSettings()
    settings.opens = [time(8)] * 5 + [time(10), None]
    settings.closes = [time(18)] * 4 + [time(13)] + [time(12), None]
    settings.save()
    assert clock().due(at("2026-11-20T12:00"), Allowance(hours=2)) == at("2026-11-23T09:00")


def test_a_council_without_any_hours_still_has_deadlines():
    settings = CouncilSettings.objects.first() or CouncilSettings()
    settings.opens = settings.closes = [None] * 7
    settings.save()
    assert working_calendar().add_working_hours(at("2026-11-16T16:00"), 2) == at("2026-11-17T10:00")
