import datetime

import pytest
from django.template import engines

from familyhubs.govuk.templatetags import govuk


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ((9, 0), "9am"),
        ((16, 30), "4:30pm"),
        ((12, 0), "midday"),
        ((0, 0), "midnight"),
        ((12, 5), "12:05pm"),
    ],
)
def test_times_are_said_as_people_say_them(time, said):
    assert govuk.clock(datetime.time(*time)) == said


def test_a_list_of_one_page_needs_no_way_through():
    assert govuk.pagination() == ""


def test_the_way_through_a_list_is_newer_and_older():
    page = govuk.pagination(newer="?after=1", older="?before=9")

    assert page.index("Newer") < page.index("Older")


def test_a_change_link_says_what_it_changes():
    source = '{% load govuk %}{% row "Phone" href="/change" %}none{% endrow %}'

    page = engines["django"].from_string(source).render({})

    assert 'Change<span class="govuk-visually-hidden"> Phone</span>' in page


@pytest.mark.parametrize(
    "source",
    [
        "{% tag text %}",
        "{% button text href=text %}",
        "{% inset %}{{ text }}{% endinset %}",
        "{% details text %}{{ text }}{% enddetails %}",
        "{% warning_text %}{{ text }}{% endwarning_text %}",
        "{% panel text %}{{ text }}{% endpanel %}",
        "{% notification_banner title=text %}{{ text }}{% endnotification_banner %}",
        "{% row text href=text about=text %}{{ text }}{% endrow %}",
        "{% summary_list label=text %}{{ text }}{% endsummary_list %}",
        "{% task text href=text hint=text status=text colour='blue' %}",
        "{% breadcrumbs text text text '' %}",
        "{% back_link text %}",
        "{% fieldset text %}{{ text }}{% endfieldset %}",
        "{% pagination newer=text %}",
    ],
)
def test_no_component_lets_markup_through(source):
    page = engines["django"].from_string("{% load govuk %}" + source).render({"text": '"><script>'})

    assert "<script>" not in page
    assert '">&lt;script' not in page.replace('"&quot;', "")
