"""A record that is erased takes with it what was joined in it and by what its people were found."""

import pytest
from django.db import transaction

from families.models import PersonKeys
from familyhubs.contact.reach import asked_keys, keep
from familyhubs.rights.keeping import tasks
from familyhubs.rights.merging.models import PersonJoin
from tests.factories.families import TimelineEntryFactory
from tests.rights.kept import MARK, agreed_batch, everything_of, make_old, where_marked
from tests.rights.merged import a_join

pytestmark = pytest.mark.django_db(transaction=True)


def test_joins_and_digests_go_with_the_record(owner, family, worker, ada, tobi):
    with transaction.atomic():
        everything_of(family, worker, ada)
        TimelineEntryFactory(family=family).about.add(ada)
        joined = a_join(family, ada, tobi, worker)
        PersonJoin.objects.filter(pk=joined.pk).update(
            why=MARK, before={"stays": {"full_name": MARK}}
        )
        joined.journal.create(tab="families_personname", col="person_id", row=str(ada.pk))
        assert keep({ada.pk: asked_keys("07700 900123")}) == 1
        make_old(family)
    batch = agreed_batch()
    tasks.erase_approved()
    assert batch.records.get().done_at
    assert not PersonJoin.objects.exists()
    assert not PersonKeys.objects.filter(person=ada.pk).exists()
    assert where_marked(owner) == set()
