"""Numbers of other systems: checked twice, one person's alone, read by few (R067)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from families import actions
from families.identifiers import LETTERS, System, plain, problem, systems_for, upn_fits, written
from families.models import PersonIdentifier
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from tests.factories.accounts import OrganisationFactory, PartnerFactory
from tests.factories.families import (
    AgreementFactory,
    FamilyFactory,
    FamilyMemberFactory,
    IdentifierFactory,
    InvolvementFactory,
    SharingAgreementFactory,
)
from tests.factories.hubs import MembershipFactory

NHS, UPN = "4010232137", "H801200001001"


def ending(system, digits):
    """The number that these digits belong to, if there is one."""
    if system == System.UPN:
        return next(c + digits for c in LETTERS if upn_fits(c + digits))
    return next((digits + d for d in "0123456789" if not problem(system, digits + d)), None)


def numbers(system):
    size = 12 if system == System.UPN else 9
    digits = st.text("0123456789", min_size=size, max_size=size)
    return digits.map(lambda text: ending(system, text)).filter(bool)


@pytest.mark.parametrize("system", [System.NHS, System.UPN, System.ULN])
def test_one_wrong_digit_is_always_noticed(system):
    @given(numbers(system), st.data())
    def notices(value, data):
        first = 1 if system == System.UPN else 0
        at = data.draw(st.integers(first, len(value) - 1))
        other = data.draw(st.sampled_from([d for d in "0123456789" if d != value[at]]))
        assert not problem(system, value)
        assert problem(system, value[:at] + other + value[at + 1 :])

    notices()


@pytest.mark.parametrize(
    ("system", "good", "bad"),
    [
        ("nhs", NHS, "4010232138"),
        ("nhs", "9434765919", "0000000000"),
        ("nhs", "9990000018", "٤010232137"),
        ("upn", UPN, "A801200001001"),
        ("upn", UPN, "H80120000100I"),
        ("uln", ending("uln", "100000001"), "1000000001"),
        ("school", "123456", "012345"),
        ("gp", "A81001", "81001"),
        ("social_care", "LCS/00123", "x" * 31),
    ],
)
def test_known_numbers_pass_and_others_do_not(system, good, bad):
    assert not problem(system, good)
    assert problem(system, bad)


def test_it_is_typed_as_it_is_written_and_read_as_it_is_said():
    assert plain(" 401 023–2137 ") == NHS
    assert plain("h801200001001") == UPN
    assert written("nhs", NHS) == "401 023 2137"


@pytest.mark.django_db
@pytest.mark.parametrize("system", ["nhs", "upn", "uln", "school", "housing"])
def test_the_database_says_the_same_as_the_form(system):
    @given(st.lists(st.one_of(numbers(System.NHS), numbers(System.UPN), st.text(max_size=31))))
    def agree(values):
        values = [value.replace("\0", "") for value in values]
        with connection.cursor() as cursor:
            ask = "SELECT families_identifier_fits(%s, each) FROM unnest(%s::text[]) AS each"
            cursor.execute(ask, [system, values])
            fits = [row[0] for row in cursor.fetchall()]
        assert fits == [not problem(system, value) for value in values]

    agree()


@pytest.fixture
def ada_here(family, ada):
    return family.members.get(person=ada)


def add(member, by, system="nhs", value=NHS):
    return actions.add_identifier(member, system=system, value=value, source="document", by=by)


@pytest.mark.django_db
def test_past_the_form_the_database_keeps_numbers_right(family, ada, tobi):
    IdentifierFactory(family=family, person=ada)
    wrong = (
        ({"person": tobi, "value": "4010232138"}, "identifier_fits_its_system"),
        ({"person": tobi, "value": NHS}, "identifier_of_one_person"),
        ({"person": ada, "value": "9434765919"}, "identifier_one_of_a_system_at_a_time"),
    )
    for values, constraint in wrong:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            IdentifierFactory(family=family, **values)
    # A school is many children's.
    for person in (ada, tobi):
        IdentifierFactory(family=family, person=person, system="school", value="123456")


@pytest.mark.django_db
def test_said_twice_it_stands_once_and_an_ended_one_makes_room(ada_here, worker):
    row = add(ada_here, worker, value="401 023 2137")
    assert add(ada_here, worker) == row
    with pytest.raises(Refused, match="End that one first"):
        add(ada_here, worker, value="9434765919")
    actions.end_held(row, reason="Another Ada’s", by=worker)
    with pytest.raises(Refused, match="ended already"):
        actions.end_held(row, reason="Again", by=worker)
    add(ada_here, worker, value="9434765919")
    assert PersonIdentifier.objects.current().get().value == "9434765919"
    assert NHS not in str(list(Event.objects.values_list("facts", flat=True)))


@pytest.mark.django_db
def test_of_a_family_that_is_not_seen_the_answer_tells_nothing(ada_here, worker, hub):
    """A hidden family, a stranger's and a seen one (access.md section 6)."""
    said = set()
    for restricted in (True, False):
        other = FamilyMemberFactory(family=FamilyFactory(is_restricted=restricted)).person
        told_in = other.memberships.get().family
        row = IdentifierFactory(family=told_in, person=other, starts_at=timezone.now())
        with pytest.raises(Refused) as refused:
            add(ada_here, worker)
        said.add(str(refused.value))
        assert Event.objects.filter(verb="person.identifier_not_added").exists()
        actions.end_held(row, reason="Away", by=worker)
    assert len(said) == 1
    assert other.full_name not in said.pop()
    mine = FamilyMemberFactory(family=FamilyFactory(hub=hub))
    InvolvementFactory(family=mine.family, user=worker)
    IdentifierFactory(family=mine.family, person=mine.person, starts_at=timezone.now())
    with pytest.raises(Refused, match=mine.person.full_name):
        add(ada_here, worker)


@pytest.mark.django_db
def test_what_was_told_in_another_record_is_not_read_in_this_one(family, ada, worker, hub):
    """Of the other family a worker sees that it is open, and nothing more (section 2)."""
    other = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=other, person=ada)
    told = IdentifierFactory(family=other, person=ada)
    seen = PersonIdentifier.objects
    assert not seen.visible_to(worker).exists()
    assert not seen.visible_to(worker, within=seen_as(family, worker)).exists()
    InvolvementFactory(family=other, user=worker)
    assert seen.visible_to(worker).get() == told


def seen_as(family, user):
    return type(family).objects.with_grounds(user, family.pk).get()


@pytest.mark.django_db
def test_another_organisation_reads_only_its_own_kind_of_number(family, tobi, ada, teacher):
    """A school the UPN, the NHS the NHS number, and of covered people only (section 3)."""
    upn = IdentifierFactory(family=family, person=tobi, system="upn", value=UPN)
    nhs = IdentifierFactory(family=family, person=tobi)
    IdentifierFactory(family=family, person=ada, system="upn", value=ending("upn", "801200001002"))
    trust = OrganisationFactory(kind="nhs")
    SharingAgreementFactory(organisation=trust)
    nurse = PartnerFactory(organisation=trust)
    MembershipFactory(user=nurse, role="partner")
    InvolvementFactory(family=family, user=nurse)
    AgreementFactory(family=family, person=tobi, organisation=trust)
    for user, row in ((teacher, upn), (nurse, nhs)):
        assert list(PersonIdentifier.objects.visible_to(user)) == [row]
        within = seen_as(family, user)
        assert list(PersonIdentifier.objects.visible_to(user, within=within)) == [row]
    assert systems_for(OrganisationFactory(kind="police")) == ()


@pytest.mark.django_db
def test_who_reads_them_at_all(family, ada, worker, manager, safeguarding_lead, front_desk):
    IdentifierFactory(family=family, person=ada)
    for user in (worker, manager, safeguarding_lead):
        assert PersonIdentifier.objects.visible_to(user).exists()
    assert not PersonIdentifier.objects.visible_to(front_desk).exists()


@pytest.mark.django_db
def test_a_lead_of_another_organisation_reads_no_more_of_them(family, ada, school, teacher):
    """access.md A2: identifiers stay under the partner's rule."""
    IdentifierFactory(family=family, person=ada, system="upn", value=UPN)
    InvolvementFactory(family=family, user=teacher, role="lead")
    assert not PersonIdentifier.objects.visible_to(teacher).exists()


@pytest.mark.django_db
def test_nothing_is_told_of_somebody_who_left(ada_here, worker):
    actions.end_membership(ada_here, reason="Moved", by=worker)
    with pytest.raises(Refused, match="has left"):
        add(ada_here, worker)
    with pytest.raises(Refused, match="today or in the past"):
        actions.add_identifier(
            ada_here, system="nhs", value=NHS, source="document", by=worker,
            happened_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip
