"""What triage reads of a family that a request may be about (access.md A4)."""

from django.utils import timezone

from families.models import Family
from outcomes.models import LevelChange
from referrals.actions.matching import propose_matches
from tests.cast import somebody
from tests.factories.families import InvolvementFactory
from tests.factories.hubs import LONG_AGO
from tests.factories.outcomes import PlanFactory, StepFactory


def test_triage_reads_how_the_help_went(client, request_in, hub, family, ada, triage_officer):
    """access.md A4: level history, past plans and steps with their reasons, open agencies."""
    plan = PlanFactory(
        family=family, hub=hub, closed_at=LONG_AGO, closure_reason="moved", opened_at=LONG_AGO
    )
    LevelChange.objects.create(
        family=family,
        happened_at=LONG_AGO,
        to_level=3,
        reason="At allocation",
        decided_by=triage_officer,
    )
    StepFactory(plan=plan, state="withdrawn", answered_at=timezone.now())
    worker = somebody("practitioner", hub=hub)
    InvolvementFactory(family=family, user=worker)
    propose_matches(request_in)
    client.force_login(triage_officer)
    page = client.get(request_in.get_absolute_url())
    (match,) = page.context["matches"]
    assert [one["level"] for one in match.history["levels"]] == [3]
    assert match.history["agencies"] == [worker.organisation.name]
    words = page.content.decode()
    for said in ("level 3, At allocation", "Moved out of area", "(Withdrawn)"):
        assert said in words
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    assert "At allocation" not in client.get(request_in.get_absolute_url()).content.decode()
