"""The situations of the access matrix as rows: families in each state, and who stands to them."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from families.models import IntegratedTeam
from familyhubs.pages.matrix.situations import AGREEMENTS, ALSO, AT_ITS_HUB, GRANTED
from hubs.models import DutyShift
from tests.factories.accounts import OrganisationFactory, PartnerFactory, UserFactory
from tests.factories.families import (
    AgreementFactory,
    ConflictFactory,
    FamilyFactory,
    FamilyMemberFactory,
    GrantFactory,
    InvolvementFactory,
    PersonFactory,
    SharingAgreementFactory,
    SharingDecisionFactory,
    SupportAssignmentFactory,
    TeamToldFactory,
)
from tests.factories.hubs import HubFactory, MembershipFactory, TeamFactory


class Council:
    """Two hubs, two schools (the agreement with one has lapsed), a family in each state."""

    def __init__(self):
        self.hub, self.elsewhere = HubFactory(), HubFactory()
        self.school, self.lapsed = OrganisationFactory(), OrganisationFactory()
        agreement = SharingAgreementFactory(organisation=self.school)
        self.team = TeamFactory()
        IntegratedTeam.objects.create(agreement=agreement, team=self.team, named_by=UserFactory())
        yesterday = timezone.now() - timedelta(days=1)
        SharingAgreementFactory(organisation=self.lapsed, ends_at=yesterday)
        self.leader = MembershipFactory(role="practitioner", hub=self.hub).user
        self.families = {
            (agreement, is_restricted): self._family(agreement, is_restricted)
            for agreement in AGREEMENTS
            for is_restricted in (False, True)
        }

    def organisation(self, agreement):
        return self.lapsed if agreement == "lapsed" else self.school

    def _family(self, agreement, is_restricted):
        family = FamilyFactory(hub=self.hub, is_restricted=is_restricted)
        person = PersonFactory()
        FamilyMemberFactory(family=family, person=person)
        InvolvementFactory(family=family, user=self.leader, role="lead")
        about = {"family": family, "person": person, "organisation": self.organisation(agreement)}
        # An answer to another question: it shows nobody to anybody.
        AgreementFactory(**about, purpose="gather")
        if agreement == "decision":
            SharingDecisionFactory(**about)
        elif agreement == "told":
            TeamToldFactory(family=family, told=person, team=self.team, organisation=self.school)
        elif agreement != "none":
            ended = {"ends_at": timezone.now() - timedelta(days=1)} if agreement == "ended" else {}
            status = "declined" if agreement == "declined" else "given"
            AgreementFactory(**about, status=status, **ended)
        return family

    def somebody(self, role, relation, agreement="given"):
        """A user with this role, where the relationship asks that it is held."""
        is_partner = role == "partner"
        made = PartnerFactory if is_partner else UserFactory
        user = made(organisation=self.organisation(agreement)) if is_partner else made()
        if is_partner:
            MembershipFactory(user=user, role=role, team=self.team)
        if role:
            hub = self.hub if relation in AT_ITS_HUB else self.elsewhere
            MembershipFactory(user=user, role=role, hub=hub)
        return user

    def stand(self, user, role, relation, families):
        """What makes the user stand so to each of these families."""
        if relation == "team":
            team = TeamFactory(hub=self.elsewhere, organisation=user.organisation)
            if role:
                MembershipFactory(user=user, role=role, team=team)
            for family in families:
                InvolvementFactory(family=family, user=None, team=team)
        if relation == "support":
            SupportAssignmentFactory(user=user, worker=self.leader)
        duty = self._duty(user, relation)
        for family in families:
            self._stand(user, relation, family, duty)

    def _duty(self, user, relation):
        kind = {"duty": "practice", "out_of_hours": "out_of_hours"}.get(relation)
        until = timezone.now() + timedelta(hours=8)
        if kind:
            return DutyShift.objects.create(kind=kind, user=user, hub=self.hub, ends_at=until)
        return None

    def _stand(self, user, relation, family, duty):
        if relation == "lead":
            family.involvements.filter(role="lead").update(ends_at=timezone.now())
        if relation in ("worker", "lead", "follow_up"):
            InvolvementFactory(family=family, user=user, role=relation, starts_at=timezone.now())
        if relation == "barred":
            InvolvementFactory(family=family, user=user)
            ConflictFactory(family=family, user=user)
        if relation in GRANTED:
            until = timezone.now() + timedelta(hours=1)
            cause = duty.pk if duty else uuid4()
            for kind in (relation, *ALSO.get(relation, ())):
                to = {"hub": self.hub} if kind == "triage" else {"user": user}
                GrantFactory(family=family, kind=kind, ends_at=until, cause_id=cause, **to)
