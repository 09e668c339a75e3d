"""The cast: one hub, one family with a covered child, and everybody who might look at them."""

import pytest

from tests.factories.accounts import OrganisationFactory, PartnerFactory
from tests.factories.families import (
    AgreementFactory,
    ChildFactory,
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    PersonFactory,
    SharingAgreementFactory,
)
from tests.factories.hubs import HubFactory, MembershipFactory


def somebody(role, **scope):
    """A council worker with one role."""
    return MembershipFactory(role=role, **scope).user


@pytest.fixture
def hub(db):
    return HubFactory(name="Northgate Hub", slug="northgate")


@pytest.fixture
def ada(db):
    """The mother who asked for support."""
    return PersonFactory(full_name="Ada Okafor")


@pytest.fixture
def tobi(db):
    """Her child, whom the school may know about."""
    return ChildFactory(full_name="Tobi Okafor")


@pytest.fixture
def family(hub, ada, tobi):
    family = FamilyFactory(name="Okafor", hub=hub)
    FamilyMemberFactory(family=family, person=ada, role="parent")
    FamilyMemberFactory(family=family, person=tobi, role="child")
    return family


@pytest.fixture
def worker(family):
    """A1: the council practitioner who leads the work with the Okafors."""
    user = somebody("practitioner", hub=family.hub)
    InvolvementFactory(family=family, user=user, role="lead")
    return user


@pytest.fixture
def stranger(db):
    """A practitioner of another hub, with no involvement."""
    return somebody("practitioner", hub=HubFactory())


@pytest.fixture
def manager(hub):
    return somebody("manager", hub=hub)


@pytest.fixture
def triage_officer(hub):
    return somebody("triage", hub=hub)


@pytest.fixture
def front_desk(hub):
    return somebody("front_of_house", hub=hub)


@pytest.fixture
def safeguarding_lead(db):
    return somebody("safeguarding")


@pytest.fixture
def commissioner(db):
    return somebody("commissioner")


@pytest.fixture
def administrator(db):
    return somebody("administrator")


@pytest.fixture
def school(db):
    return OrganisationFactory(name="Mill Lane School", kind="school")


@pytest.fixture
def teacher(family, school, tobi):
    """B: involved, the organisations have agreed, and the family agreed to share about Tobi."""
    user = PartnerFactory(organisation=school, full_name="Sam Bell")
    MembershipFactory(user=user, role="partner")
    SharingAgreementFactory(organisation=school)
    AgreementFactory(family=family, person=tobi, organisation=school)
    InvolvementFactory(family=family, user=user)
    return user


@pytest.fixture
def colleague(hub):
    """Another practitioner of the same hub, who does not work with the Okafors."""
    return somebody("practitioner", hub=hub)
