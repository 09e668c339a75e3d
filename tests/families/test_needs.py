"""Communication and access needs: asked, recorded, met, reviewed, and not asked twice."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from families import actions
from families.models import NeedMet, NeedsAsked, PersonNeed
from families.needs import FROM_HELPS, GROUPS, NeedKind, needs_on
from familyhubs.contact.models import Helps
from familyhubs.refusals import Refused
from hubs.languages import code_of
from tests.factories.contact import ContactCardFactory
from tests.factories.families import NeedFactory, NeedMetFactory, NeedsAskedFactory

pytestmark = pytest.mark.django_db
SOMALI = {"spoken": {"language": "so", "dialect": "Maay", "interpreter": "female"}}


@pytest.fixture
def ada_here(family, ada):
    return family.members.get(person=ada)


def ask(member, by, needs=SOMALI, **more):
    return actions.record_needs(member, needs=needs, source="themselves", by=by, **more)


def standing(kind="current"):
    return {need.kind for need in PersonNeed.objects.current()}


def test_every_need_stands_in_one_group_and_what_a_request_asks_has_its_place():
    listed = [kind for _words, kinds in GROUPS for kind in kinds]
    assert sorted(listed) == sorted(NeedKind.values)
    assert FROM_HELPS.keys() == set(Helps)


def test_needs_are_recorded_changed_and_reviewed(ada_here, worker):
    first = ask(ada_here, worker, SOMALI | {"step_free": {}}, words="Knock loudly")
    assert first.review_due_on > timezone.localdate()
    spoken = PersonNeed.objects.get(kind="spoken")
    assert str(spoken) == "Interpreter for a spoken language (Somali, Maay, A woman)"
    ask(ada_here, worker, SOMALI | {"quiet": {}}, seen=str(first.pk))
    assert standing() == {"spoken", "quiet"}
    assert PersonNeed.objects.get(kind="spoken") == spoken, "what stays so is not written anew"
    assert PersonNeed.objects.get(kind="step_free").end_reason
    ask(ada_here, worker, {}, has_none=True)
    assert standing() == set()
    assert NeedsAsked.objects.current().get().has_none


def test_two_who_ask_at_once_do_not_overwrite_each_other(ada_here, worker):
    ask(ada_here, worker, seen="")
    with pytest.raises(Refused, match="Somebody changed"):
        ask(ada_here, worker, {"quiet": {}}, seen="")
    assert standing() == {"spoken"}


@pytest.mark.parametrize(
    ("needs", "more", "why"),
    [
        ({}, {}, "Select what they need"),
        ({"quiet": {}}, {"has_none": True}, "not both"),
        ({"wings": {}}, {}, "from the list"),
        ({"spoken": {}}, {}, "which language"),
    ],
)
def test_contradictions_are_refused(ada_here, worker, needs, more, why):
    with pytest.raises(Refused, match=why):
        ask(ada_here, worker, needs, **more)


def test_what_a_request_told_stands_on_the_record_and_ends_nothing(ada_here, worker):
    card = ContactCardFactory(
        helps=["step_free", "signing"], interpreter_language="polski", communication_needs="Slowly"
    )
    ask(ada_here, worker, {"quiet": {}}, words="Text first")
    for _again in range(2):
        actions.carry_needs(ada_here.family, ada_here.person, card, by=worker)
    assert standing() == {"quiet", "step_free", "bsl", "spoken"}
    assert NeedsAsked.objects.current().get().words == "Text first\nSlowly"
    assert NeedsAsked.objects.count() == 2, "carried once"


@pytest.mark.parametrize(
    ("said", "need"),
    [
        ("Polish", ("spoken", {"language": "pl"})),
        ("so", ("spoken", {"language": "so"})),
        ("Bravanese", ("spoken", {"language": "Bravanese"})),
        ("British Sign Language", ("bsl", {})),
    ],
)
def test_a_language_is_known_by_its_name_or_kept_as_told(said, need):
    assert needs_on(ContactCardFactory.build(interpreter_language=said), code_of) == [need]


def test_whether_a_need_was_met_stays_as_it_was_said(ada_here, worker):
    ask(ada_here, worker)
    need = PersonNeed.objects.get()
    with pytest.raises(Refused, match="why it was not met"):
        actions.note_met(need, was_met=False, by=worker)
    actions.note_met(need, was_met=False, words="No interpreter came", by=worker)
    row = NeedMet.objects.get()
    for change in ({"was_met": True}, {"words": "It was"}):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            NeedMet.objects.filter(pk=row.pk).update(**change)


def test_past_the_form_the_database_keeps_needs_right(family, ada):
    NeedFactory(family=family, person=ada)
    NeedsAskedFactory(family=family, person=ada)
    here = {"family": family, "person": ada}
    wrong = (
        (NeedFactory, {}, "need_once_at_a_time"),
        (NeedFactory, {"kind": "wings"}, "need_of_a_known_kind"),
        (NeedFactory, {"kind": "spoken"}, "need_of_an_interpreter_names_the_language"),
        (NeedFactory, {"kind": "quiet", "language": "pl"}, "need_of_an_interpreter"),
        (NeedsAskedFactory, {}, "needs_asked_once_at_a_time"),
    )
    for factory, values, constraint in wrong:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            factory(**here, **values)
    with pytest.raises(IntegrityError, match="need_not_met_says_why"):
        NeedMetFactory(need=PersonNeed.objects.get(), was_met=False)


def test_the_desk_reads_needs_and_triage_does_not(
    family, ada, worker, safeguarding_lead, triage_officer, teacher
):
    NeedFactory(family=family, person=ada)
    for user in (worker, safeguarding_lead):
        assert PersonNeed.objects.visible_to(user).exists()
    for user in (triage_officer, teacher):
        assert not PersonNeed.objects.visible_to(user).exists()
