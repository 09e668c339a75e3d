"""Erasure: nothing that identifies is left anywhere, nothing of anybody else is touched."""

import pytest
from django.conf import settings
from django.db import transaction

from familyhubs.rights.keeping import tasks
from familyhubs.rights.keeping.models import Certificate, DueRecord
from tests.factories.accounts import UserFactory
from tests.factories.families import FamilyFactory, FamilyMemberFactory, InvolvementFactory
from tests.rights.kept import (
    agreed_batch,
    everything_of,
    make_old,
    mark,
    reached,
    rows_of,
    where_marked,
)

pytestmark = pytest.mark.django_db(transaction=True)


def another_family(hub):
    family = FamilyFactory(name="Bakr", hub=hub)
    adult = FamilyMemberFactory(family=family, role="parent").person
    FamilyMemberFactory(family=family, role="child")
    worker = UserFactory()
    InvolvementFactory(family=family, user=worker)
    with transaction.atomic():
        everything_of(family, worker, adult)
    return family


def files_on_disk():
    return {path.name for path in settings.UPLOADS_FOLDER.glob("*.bin")}


def test_no_mark_is_left_and_another_family_stays_byte_for_byte(owner, family, worker, ada, hub):
    with transaction.atomic():
        everything_of(family, worker, ada)
    other = another_family(hub)
    theirs = reached(owner, other)
    before, files = rows_of(owner, theirs), files_on_disk()
    own = reached(owner, family)
    assert len(own) > 40
    with transaction.atomic():
        assert mark(own) > 100
        make_old(family)
    assert len(where_marked(owner)) > 40
    batch = agreed_batch()
    assert batch.records.count() == 1
    tasks.erase_approved()
    assert batch.records.get().done_at
    assert where_marked(owner) == set()
    assert rows_of(owner, theirs) == before
    assert len(files_on_disk()) == len(files) - 1
    said = Certificate.objects.get().said
    assert said["records"] == 1
    assert "Okafor" not in str(said)
    assert not DueRecord.objects.filter(about_id=family.pk).exists()
