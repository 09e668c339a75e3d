"""What is sealed at rest stands open nowhere else: no JSON, no log, no draft, no journal (R132)."""

from contextlib import suppress

import pytest
from django.apps import apps
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.urls import reverse

from families import actions as families
from families import tasks as families_tasks
from families.models import Person, SafeAddress
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.rights.copies.models import Entry
from familyhubs.rights.merging import actions, tasks
from familyhubs.rights.merging.models import Merge
from outcomes.models import Step
from referrals.actions import receive_once
from tests.cast import somebody
from tests.factories.contact import ContactCardFactory
from tests.factories.families import ChildFactory, FamilyMemberFactory, InvolvementFactory
from tests.rights.copied import ask, gathered
from tests.rights.kept import quiet_guards
from tests.rights.merged import Two
from tests.test_sweeps import one_of_everything

pytestmark = pytest.mark.django_db
CANARY = "canary-"
CARD = ("phone", "email", "address", "good_times", "never_times", "must_not_know", "code_word",
        "never_mention", "communication_needs")  # fmt: skip


def sealed_fields():
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField) and not hasattr(model, "pgh_id"):
                yield model, field


def canaries(where):
    return {name: f"{CANARY}{where}-{name}" for name in CARD}


def put_canaries():
    """One in each sealed value of every row there is; how many kinds of value there were."""
    quiet_guards()
    kinds = 0
    for model, field in sealed_fields():
        value = f"{CANARY}{model._meta.db_table}-{field.name}"
        # Where a rule lets no value stand in this row, there is none to find.
        with suppress(IntegrityError), transaction.atomic():
            kinds += bool(model._base_manager.update(**{field.attname: value}))
    return kinds


def found():
    """Tables in which a canary stands open, in whatever column."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        names = []
        for table in tables:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE row::text ILIKE %s', [f"%{CANARY}%"]
            )
            if cursor.fetchone()[0]:
                names.append(table)
    return names


@pytest.fixture
def world(db, client):
    """One of everything, then what copies, moves, tells and remembers."""
    two = Two()
    member = two.source.members.get(role="parent")
    InvolvementFactory(family=two.source, user=two.manager)
    InvolvementFactory(family=two.target, user=somebody("practitioner", hub=two.hub))
    families.change_contact(member, by=two.lead, may_text=True, **canaries("told"))
    one_of_everything(two.source, two.manager, member.person)
    two.canaries = put_canaries()
    return two


def test_there_is_something_to_find(world):
    assert world.canaries > 15
    assert found() == []
    Merge.objects.create(
        source=world.source, target=world.target, why="Same", proposed_by=world.lead,
        moved={"said": [f"{CANARY}x"]},
    )  # fmt: skip
    assert found() == ["merging_merge"]


def test_a_merge_and_a_join_write_none_of_it_down(world):
    Step.objects.update(state="withdrawn", answered_at=F("happened_at"))
    for family in (world.source, world.target):
        SafeAddress.objects.filter(family=family).delete()
    merge = world.merge()
    assert found() == []
    world.undo(merge)
    assert found() == []
    twin = ChildFactory(full_name="Toby Okafor", contact_card=ContactCardFactory(**canaries("two")))
    FamilyMemberFactory(family=world.target, person=twin, role="child")
    tobi = world.target.members.get(role="child", person__full_name="Tobi Okafor").person
    Person.objects.filter(pk=tobi.pk).update(contact_card=ContactCardFactory(**canaries("two")))
    joined = actions.join(world.target, twin, tobi, why="Same", takes=["contact"], by=world.manager)
    actions.part(joined, why="Twins", by=world.manager)
    assert found() == []


def test_nor_do_the_nights_work_pages_and_messages(world, client):
    tasks.find_pairs()
    families_tasks.keep_reach()
    families.hide_address(
        world.target, people=[world.target.members.get(role="parent").person],
        address=f"{CANARY}refuge", is_refuge=True, by=world.lead,
    )  # fmt: skip
    client.force_login(world.manager)
    for family in (world.source, world.target):
        assert client.get(family.get_absolute_url()).status_code == 200
    assert client.get(reverse("families:list"), {"q": "Okafor"}).status_code == 200
    assert found() == []
    assert not any(CANARY in str(letter.message()) for letter in mail.outbox)


def test_nor_does_a_copy_for_the_family(world):
    officer = somebody("governance")
    person = world.source.members.get(role="parent").person
    gathered(ask(world.source, person, officer), officer)
    assert Entry.objects.exists()
    assert found() == []


def test_nor_does_a_request_that_is_sent_twice(world):
    told = {
        "channel": "phone", "source": "1A", "asker": "parent", "contact_name": "Ada Okafor",
        "hub": world.hub, "contact": canaries("request"), "people": [],
        "story": f"{CANARY}story",
    }  # fmt: skip
    key = "7d9d2f8e-55b6-4d7e-8f2b-7b3f6d5f0a11"
    for _ in range(2):
        receive_once(key, by=world.manager, **told)
    assert found() == []
