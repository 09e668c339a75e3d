import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from familyhubs.council import current
from familyhubs.council.actions import change
from familyhubs.council.current import CouncilMiddleware, council
from familyhubs.council.models import CouncilSettings
from familyhubs.refusals import Refused
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_record():
    CouncilSettings.objects.all().delete()


def changed(**values):
    return change(council(), values=values, by=UserFactory())


def test_before_anybody_saved_there_are_defaults(no_record):
    assert council().front_door_name == "Early Help Front Door"
    assert council().hours_on(0) == (datetime.time(9), datetime.time(17))
    assert council().hours_on(6) is None


def test_a_change_is_kept_with_who_made_it(no_record):
    by = UserFactory()

    change(council(), values={"name": "Trafford Council", "triage_days": 2}, by=by)

    saved = CouncilSettings.objects.get()
    assert (saved.name, saved.triage_days, saved.changed_by) == ("Trafford Council", 2, by.pk)
    assert saved.version == 1


def test_there_is_one_record(no_record):
    changed(name="One")

    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilSettings.objects.create(name="Two")
    with pytest.raises(IntegrityError, match="council_only_one"), transaction.atomic():
        CouncilSettings.objects.create(name="Two", only=False)


@pytest.mark.parametrize(
    ("change_of", "constraint"),
    [
        ("opens = ARRAY[NULL]::time[]", "council_hours_for_seven_days"),
        ("accent = 'red'", "council_colours_are_colours"),
        ("triage_days = 0", "council_clocks_run"),
        ("giving_up_days = 0", "council_giving_up_takes_time"),
        ("escalation_days = ARRAY[1,2]", "council_three_escalations"),
    ],
)
def test_the_database_holds_what_must_be_true(no_record, change_of, constraint):
    changed(name="One")

    with pytest.raises(IntegrityError, match=constraint), connection.cursor() as cursor:
        cursor.execute(f"UPDATE council_councilsettings SET {change_of}")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"ink": "#666666"}, "cannot be read well"),
        ({"accent": "#e0a030"}, "cannot be read well"),
        ({"ground": "#666666"}, "at least 7 to 1"),
        ({"ground": "cream"}, "Enter a colour"),
        ({"closes": [None] * 7}, "both times"),
        (
            {"opens": [datetime.time(9)] * 7, "closes": [datetime.time(8)] * 7},
            "must close later",
        ),
        ({"helplines": "Childline | 0800 1111\nring us"}, "Line 2"),
        ({"escalation_days": [5, 2, 1]}, "must come later"),
        ({"triage_days": 0}, "greater than or equal to 1"),
        ({"first_review_weeks": 27}, "less than or equal to 26"),
    ],
)
def test_settings_that_would_harm_are_refused(no_record, values, message):
    with pytest.raises(Refused, match=message):
        changed(**values)

    assert not CouncilSettings.objects.exists()


def test_two_administrators_do_not_overwrite_each_other(no_record):
    seen = council()
    change(seen, values={"name": "First"}, by=UserFactory())

    with pytest.raises(Refused, match="just changed"):
        change(seen, values={"name": "Second"}, by=UserFactory())

    assert council().name == "First"


def test_a_request_asks_once(no_record, django_assert_num_queries):
    def view(request):
        return [council().name, council().triage_days, council().helpline_list]

    with django_assert_num_queries(1):
        CouncilMiddleware(view)(None)


def test_a_change_is_seen_in_the_same_request(no_record):
    def view(request):
        before = council().name
        changed(name="After")
        return before, council().name

    assert CouncilMiddleware(view)(None)[1] == "After"


def test_the_next_request_reads_afresh(no_record):
    CouncilMiddleware(lambda request: council())(None)
    CouncilSettings.objects.create(name="Set elsewhere")

    assert CouncilMiddleware(lambda request: council().name)(None) == "Set elsewhere"
    assert current._held.get() is None


def test_a_helpline_is_rung_without_its_option(no_record):
    lines = {line.name: line for line in council().helpline_list}

    assert lines["NHS"].dial == "111"
    assert lines["Childline"].dial == "08001111"
