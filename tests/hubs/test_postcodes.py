"""What a typed postcode finds, and which hub serves it."""

from datetime import date

import pytest

from hubs.postcodes import Answer, by_distance, find, hub_for
from tests.factories.hubs import AreaFactory, HubFactory, PostcodeFactory, SiteFactory

pytestmark = pytest.mark.django_db


def test_found_however_it_is_typed(django_assert_num_queries):
    PostcodeFactory(postcode="ZZ1 0AA")
    with django_assert_num_queries(1):
        lookup = find(" zz1-oaa")
        assert lookup.found
        assert lookup.text == "ZZ1 0AA"
        assert lookup.postcode.ward.hub is None


def test_malformed_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find("somewhere").answer is Answer.MALFORMED


def test_unknown_keeps_the_spelling():
    lookup = find("zz9 9zz")
    assert (lookup.answer, lookup.text, lookup.postcode) == (Answer.UNKNOWN, "ZZ9 9ZZ", None)


def main_site(hub, longitude, **more):
    return SiteFactory(hub=hub, kind="main", longitude=longitude, latitude=53.4, **more)


def test_the_wards_hub_serves_its_postcodes():
    near, ours = HubFactory(), HubFactory()
    main_site(near, -2.3)
    postcode = PostcodeFactory(ward=AreaFactory(hub=ours))
    assert hub_for(postcode) == ours


def test_without_one_the_nearest_open_main_building_does():
    shut, far, near = HubFactory(), HubFactory(), HubFactory()
    main_site(shut, -2.3, closed_on=date(2021, 1, 1))
    main_site(far, -2.4)
    main_site(near, -2.31)
    SiteFactory(hub=far, kind="satellite", longitude=-2.3, latitude=53.4)
    assert hub_for(PostcodeFactory(ward=None)) == near


def test_with_no_hub_at_all_there_is_none():
    assert hub_for(PostcodeFactory()) is None


def test_sites_come_nearest_first_and_placeless_ones_last():
    postcode = PostcodeFactory()
    far, here = (
        SiteFactory(longitude=-2.5, latitude=53.4),
        SiteFactory(longitude=-2.3, latitude=53.4),
    )
    nowhere = SiteFactory()
    ordered = by_distance([far, nowhere, here], postcode)
    assert [site for _, site in ordered] == [here, far, nowhere]
    assert ordered[0][0] == 0
    assert ordered[2][0] is None
