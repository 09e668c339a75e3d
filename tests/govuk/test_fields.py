import datetime

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from familyhubs.govuk.fields import DateField, PhoneField, PostcodeField, TimeField, spoken


class BornForm(forms.Form):
    born = DateField(
        label="When were you born?",
        called="Date of birth",
        must_be="past",
        error_messages={"required": "Enter your date of birth"},
    )


def born(day, month, year):
    form = BornForm({"born_day": day, "born_month": month, "born_year": year})
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("27", "3", "2007"),
        (" 27 ", "03", "2007"),
        ("27th", "March", "2007"),
        ("27", "mar", "2007"),
        ("27", "Mar.", "2007"),
        ("27/3/2007", "", ""),
        ("27 March 2007", "", ""),
    ],
)
def test_a_date_is_read_the_way_people_type_it(day, month, year):
    assert born(day, month, year).cleaned_data["born"] == datetime.date(2007, 3, 27)


@pytest.mark.parametrize(
    ("typed", "message", "wrong"),
    [
        (("", "", ""), "Enter your date of birth", "day"),
        (("27", "3", ""), "Date of birth must include a year", "year"),
        (("", "", "2007"), "Date of birth must include a day and a month", "day"),
        (("", "3", ""), "Date of birth must include a day and a year", "day"),
        (("31", "2", "2007"), "Date of birth must be a real date", "day"),
        (("27", "13", "2007"), "Date of birth must be a real date", "month"),
        (("27", "Mrch", "2007"), "Date of birth must be a real date", "month"),
        (("0", "3", "2007"), "Date of birth must be a real date", "day"),
        (("27", "3", "07"), "Year must include 4 numbers", "year"),
        (("27", "3", "0007"), "Date of birth must be a real date", "year"),
        (("٢٧", "3", "2007"), "Date of birth must be a real date", "day"),
        (("27", "3", "٢٠٠٧"), "Year must include 4 numbers", "year"),
        (("29", "2", "2100"), "Date of birth must be a real date", "day"),
        (("27", "3", "2150"), "Date of birth must be in the past", "day"),
    ],
)
def test_a_wrong_date_says_what_to_mend_and_where(typed, message, wrong):
    form = born(*typed)

    assert form.errors["born"] == [message]
    assert form["born"].first_input_id == f"id_born_{wrong}"


@pytest.mark.parametrize(
    ("must_be", "today_is_right"),
    [("past", False), ("today or past", True), ("future", False), ("today or future", True)],
)
@time_machine.travel("2026-11-22 12:00:00Z", tick=False)
def test_limits_count_today_as_they_say(must_be, today_is_right):
    field = DateField(must_be=must_be, called="The visit")
    today = ("22", "11", "2026")

    if today_is_right:
        assert field.clean(today) == datetime.date(2026, 11, 22)
    else:
        with pytest.raises(ValidationError, match="The visit must be in the"):
            field.clean(today)


def test_a_date_comes_back_into_its_boxes():
    form = BornForm(initial={"born": datetime.date(2007, 3, 27)})

    assert 'value="27"' in str(form["born"])
    assert 'value="2007"' in str(form["born"])
    assert not BornForm(
        {"born_day": "27", "born_month": "3", "born_year": "2007"},
        initial={"born": datetime.date(2007, 3, 27)},
    ).has_changed()


@given(st.tuples(st.text(), st.text(), st.text()))
def test_no_typing_breaks_the_date(typed):
    form = born(*typed)
    str(form)

    assert form.errors or isinstance(form.cleaned_data["born"], datetime.date)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9am", (9, 0)),
        ("9.30 am", (9, 30)),
        ("4:05 p.m.", (16, 5)),
        ("17:00", (17, 0)),
        ("0845", (8, 45)),
        ("midday", (12, 0)),
        ("Midnight", (0, 0)),
    ],
)
def test_a_time_is_read_the_way_people_type_it(typed, time):
    assert TimeField().clean(typed) == datetime.time(*time)


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_a_time_stands_in_its_box_as_it_is_said_and_is_read_back(time):
    shown = TimeField().prepare_value(time)

    assert ("am" in shown) or ("pm" in shown)
    assert TimeField().clean(shown) == time


@pytest.mark.parametrize("typed", ["25:00", "soon", "9 thirty", "\x009am"])
def test_a_wrong_time_is_told(typed):
    with pytest.raises(ValidationError):
        TimeField().clean(typed)


@pytest.mark.parametrize("typed", ["m337zf", "M33 7ZF", " m33-7zf ", "M33.7ZF", "M 3 3 7 Z F"])
def test_a_postcode_may_be_spaced_anyhow(typed):
    assert PostcodeField().clean(typed) == "M33 7ZF"


@pytest.mark.parametrize("typed", ["M33", "Sale", "12345", "M333 77ZF", "Ｍ33 7ZF"])
def test_what_is_no_postcode_is_told_without_blame(typed):
    with pytest.raises(ValidationError, match="could not understand that postcode"):
        PostcodeField().clean(typed)


@pytest.mark.parametrize(
    "typed", ["07700 900 982", "07700900982", "+44 7700 900982", "(07700) 900-982"]
)
def test_a_phone_number_may_be_spaced_anyhow(typed):
    assert PhoneField().clean(typed) == "+447700900982"


@pytest.mark.parametrize("typed", ["077", "ring me", "07700 900 982 98765", "１２"])
def test_what_is_no_phone_number_is_told(typed):
    with pytest.raises(ValidationError, match="Enter a phone number"):
        PhoneField().clean(typed)


@pytest.mark.parametrize("field", [PostcodeField(required=False), PhoneField(required=False)])
def test_nothing_stays_nothing(field):
    assert field.clean("  ") == ""


class ReachForm(forms.Form):
    phone = PhoneField(required=False)
    postcode = PostcodeField(required=False)
    time = TimeField(required=False)


@given(st.text(), st.text(), st.text())
def test_no_typing_breaks_a_field(phone, postcode, time):
    form = ReachForm({"phone": phone, "postcode": postcode, "time": time})

    assert isinstance(form.is_valid(), bool)
    assert str(form)


def test_numbers_are_said_as_people_here_say_them():
    assert spoken("+447700900982") == "07700 900982"
    assert spoken("+48221234567") == "+48 22 123 45 67"
    assert spoken("111 option 2") == "111 option 2"
    assert spoken("") == ""
