"""Who acts for whom, which inspections and which integrated teams (access.md A10, A12, B)."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from familyhubs.records import PeriodQuerySet, RecordQuerySet, today
from hubs.models import Membership, Role
from hubs.permissions import holds

from ..sharing import COUNCIL_WORKERS, Ground, Part, grounds_that_open
from .bars import families_barred_to
from .door import may_see_any_family, of_family, opened, rows
from .standing import Standing


class SupportAssignmentQuerySet(PeriodQuerySet):
    def visible_to(self, user):
        """One's own, and those that a manager answers for: of their people and their teams."""
        if not may_see_any_family(user):
            return self.none()
        standing = Standing(user)
        if not standing.is_council or not standing.holds(Role.MANAGER):
            return self.filter(user=user)
        if standing.everywhere(Role.MANAGER):
            return self
        hubs, teams = standing.hubs(Role.MANAGER), standing.teams_as(Role.MANAGER)
        theirs = Q(hub__in=hubs) | Q(team__hub__in=hubs) | Q(team__in=teams)
        workers = Membership.objects.current().filter(theirs, role__in=COUNCIL_WORKERS)
        return self.filter(
            Q(user=user)
            | Q(team__in=teams)
            | Q(team__hub__in=hubs)
            | Q(worker__in=workers.values("user"))
        )

    def of_teams_that_last(self):
        return self.filter(
            Q(team__ended_on=None) | Q(team__ended_on__gt=today()), team__isnull=False
        )

    def opening(self, family):
        """Those by which this family is open: whoever they act for works with it now."""
        work = rows(self, "Involvement").current().filter(family=family)
        by_name = work.filter(user__isnull=False, role__in=["lead", "worker"])
        teams = Membership.objects.current().filter(role__in=COUNCIL_WORKERS, team__isnull=False)
        return self.filter(
            Q(worker__in=by_name.values("user"))
            | Q(team__in=work.filter(team__isnull=False).values("team"))
            | Q(team__in=teams.filter(user__in=by_name.values("user")).values("team"))
        )


class InspectionQuerySet(PeriodQuerySet):
    def visible_to(self, user):
        """Governance and safeguarding leads: one of them makes a list, another agrees to it."""
        if not may_see_any_family(user) or not user.organisation.is_council:
            return self.none()
        return self if holds(user, Role.GOVERNANCE, Role.SAFEGUARDING) else self.none()

    def open(self):
        """Waiting to be agreed to, or not over yet."""
        lasting = Q(is_agreed=None) | Q(is_agreed=True, ends_at__gt=timezone.now())
        return self.filter(lasting)


class InspectedFamilyQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """The lists, less the families from which this person is barred."""
        seen = rows(self, "Inspection").visible_to(user)
        return self.filter(inspection__in=seen).exclude(family__in=families_barred_to(user))


class TeamToldQuerySet(PeriodQuerySet):
    def visible_to(self, user, within=None):
        """What families were told of teams: to those who read what they agreed to."""
        if not may_see_any_family(user):
            return self.none()
        whole = opened(user, grounds_that_open(Part.AGREEMENTS) - {Ground.PARTNER}, within)
        partner = opened(user, {Ground.PARTNER}, within)
        named = Q(organisation=user.organisation)
        return of_family(self, within).filter(whole | partner & named)

    def named_for(self, organisation):
        """Told of a team that an agreement in force with this organisation names.

        Where anybody said no to the organisation itself, only a decision opens it (section 2).
        """
        agreements = rows(self, "SharingAgreement").current().filter(organisation=organisation)
        named = rows(self, "IntegratedTeam").current().filter(agreement__in=agreements)
        said_no = (
            rows(self, "Agreement")
            .current()
            .filter(status="declined", purpose="share", organisation=organisation)
        )
        told = self.current().exclude(Exists(said_no.filter(family=OuterRef("family"))))
        return told.filter(organisation=organisation, team__in=named.values("team"))
