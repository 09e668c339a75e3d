"""A hostile client over the whole URLconf: ids of other parents, forged fields, empty sets."""

import pytest
from django import forms
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.urls import get_resolver, reverse

from families.models import EmergencyAccess, Family, TimelineEntry
from families.querysets.door import opened
from families.sharing import parts_open
from familyhubs.audit.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.families import (
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    PersonFactory,
)
from tests.sweep import all_addresses
from tests.test_house_rules import OURS, form_classes
from tests.test_sweeps import OF_A_FAMILY, one_of_everything

pytestmark = pytest.mark.django_db
# Ids of something that belongs to no family.
OF_NOBODY = {"service_pk", "activity_pk"}
NESTED = [
    (address, name)
    for address in OF_A_FAMILY
    for name, kind in address.placeholders
    if name != "pk" and name.endswith("_pk") and name not in OF_NOBODY and kind == "UUIDConverter"
    and len(address.placeholders) > 1
]  # fmt: skip


@pytest.fixture
def both(family, worker, teacher, ada):
    """Two families of one worker, each with one of everything."""
    other = FamilyFactory(hub=family.hub)
    member = FamilyMemberFactory(family=other, person=PersonFactory())
    InvolvementFactory(family=other, user=worker, role="lead")
    other.agreements.create(
        person=member.person, purpose="share", organisation=teacher.organisation, status="given"
    )
    return [
        one_of_everything(one, worker, person)
        for one, person in ((family, ada), (other, member.person))
    ]


def test_an_id_of_another_familys_row_is_no_id(client, worker, safeguarding_lead, both):
    """Both families are open to them, so that only the parent in the address can say no."""
    assert NESTED
    met = {}
    for user in (worker, safeguarding_lead):
        client.force_login(user)
        for address, nested in NESTED:
            mine, others = (world[address.name.split(":")[0]] for world in both)
            values = {name: mine[name] for name, _ in address.placeholders}
            url = reverse(address.name, kwargs=values | {nested: others[nested]})
            before = Event.objects.filter(kind="did").count()
            for ask in (client.get, client.post):
                code = ask(url, {"reason": "x"}).status_code
                # Some pages are shut to one of them before it is asked whose row it is.
                assert code in (403, 404, 405), f"{user}: {address}"
                met.setdefault(address.name, set()).add(code)
            assert Event.objects.filter(kind="did").count() == before, address
    assert all(404 in codes for codes in met.values()), met


# Who acts, when it was written and whose it is come from the request and the address.
FROM_THE_REQUEST = {
    "author",
    "by",
    "created_by",
    "decided_by",
    "family",
    "family_id",
    "id",
    "is_restricted",
    "lifted_by",
    "noted_by",
    "pk",
    "recorded_at",
    "reviewed_by",
    "updated_at",
}


def test_no_form_asks_who_acts_or_whose_row_it_is():
    assert get_resolver().url_patterns  # Every page is loaded, and with it every form.
    mine = [form for form in form_classes() if form.__module__.split(".")[0] in OURS]
    assert mine
    asked = {form.__name__: FROM_THE_REQUEST & {*getattr(form, "base_fields", ())} for form in mine}
    assert {name: fields for name, fields in asked.items() if fields} == MAY_CHOOSE


# Which of the families before them, among those they see; a filter asks who wrote what is shown.
MAY_CHOOSE = {
    "AcceptForm": {"family"},
    "ChooseFamilyForm": {"family"},
    "MatchForm": {"family"},
    "TimelineFilterForm": {"author"},
}


def test_no_form_writes_a_model_by_itself():
    """No field reaches a row because it has the row's column's name (mass assignment)."""
    for form in form_classes(forms.ModelForm):
        if form.__module__.split(".")[0] in OURS:
            assert form._meta.fields != "__all__", form
            assert form._meta.exclude is None, form


def test_a_forged_author_time_and_family_are_ignored(client, worker, family, manager):
    other = FamilyFactory(hub=family.hub)
    client.force_login(worker)
    page = reverse("families:write_note", args=[family.pk])
    sent = {
        "kind": "note", "summary": "Rang", "body": "No answer", "sensitivity": "team",
        "happened_on_day": "3", "happened_on_month": "2", "happened_on_year": "2025",
    }  # fmt: skip
    forged = {
        "author": manager.pk, "by": manager.pk, "family": other.pk, "id": other.pk,
        "recorded_at": "2001-01-01", "organisation": other.pk, "source_id": other.pk,
    }  # fmt: skip
    assert client.post(page, sent | forged).status_code == 302
    entry = TimelineEntry.objects.get()
    assert (entry.author, entry.family) == (worker, family)
    assert entry.recorded_at.year > 2001


def test_nobody_without_a_role_sees_a_row_of_anything(family, worker, both):
    for user in (UserFactory(), UserFactory(organisation=None), AnonymousUser()):
        for model in apps.get_models():
            rows = model._default_manager.all()
            if not hasattr(rows, "visible_to") or not user.is_authenticated:
                continue
            assert not rows.visible_to(user).exists(), f"{model}: {user}"
        assert not Family.objects.visible_to(user).exists()
        assert not EmergencyAccess.objects.visible_to(user).exists()


def test_the_empty_set_grants_nothing(family, worker):
    assert parts_open(()) == frozenset()
    assert not Family.objects.visible_by(worker).exists()
    assert not Family.objects.filter(opened_families(worker)).exists()
    known = Family.objects.with_grounds(worker, family.pk).get()
    assert not TimelineEntry.objects.filter(opened(worker, frozenset(), known)).exists()


def opened_families(user):
    return Q(pk__in=Family.objects.all().ids_visible_by(user))


def test_every_address_with_two_ids_of_a_family_is_tried():
    tried = {address.name for address, _ in NESTED}
    for address in all_addresses():
        ids = [name for name, kind in address.placeholders if kind == "UUIDConverter"]
        if address in OF_A_FAMILY and len(ids) > 1 and not OF_NOBODY & set(ids):
            assert address.name in tried | {"referrals:file"}, address
