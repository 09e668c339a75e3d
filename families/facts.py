"""What is so between users and families, read row by row: for the check of the rule by another way.

No condition of `querysets/` is used: rows are read whole, and which count now is said in Python.
"""

from collections import defaultdict

from django.apps import apps
from django.utils import timezone

from hubs.models import DutyShift, Membership, Team

from .plain_rule import Facts, Scope
from .sharing import COUNCIL_WORKERS

TABLES = (
    "Involvement",
    "Grant",
    "ConflictOfInterest",
    "FamilyMember",
    "Agreement",
    "SharingDecision",
    "TeamTold",
)


def current(rows, now):
    return [r for r in rows if r.starts_at <= now and (r.ends_at is None or r.ends_at > now)]


class Staff:
    """Everybody's roles and duties, and the agreements between organisations, at one moment."""

    def __init__(self):
        now = timezone.now()
        self.roles, self.duties = defaultdict(list), defaultdict(list)
        for row in current(Membership.objects.select_related("team"), now):
            self.roles[row.user_id].append(row)
        for row in current(DutyShift.objects.all(), now):
            self.duties[row.user_id].append(row)
        self.acts_for = defaultdict(list)
        for row in current(_model("SupportAssignment").objects.select_related("team"), now):
            self.acts_for[row.user_id].append(row)
        agreements = current(_model("SharingAgreement").objects.all(), now)
        self.agreed_with = {row.organisation_id for row in agreements}
        self.named = {
            (row.team_id, row.agreement.organisation_id)
            for row in current(_model("IntegratedTeam").objects.select_related("agreement"), now)
            if row.agreement_id in {agreement.pk for agreement in agreements}
        }
        self.hub_of_team = dict(Team.objects.values_list("pk", "hub"))


class Rows:
    """The rows of some families at one moment, beside the staff."""

    def __init__(self, families, staff):
        self.now = timezone.now()
        self.families = {family.pk: family for family in families}
        self.by_family = {name: self._of(name) for name in TABLES}
        self.staff, self.roles, self.duties = staff, staff.roles, staff.duties

    def _of(self, name):
        found = defaultdict(list)
        rows = _model(name).objects.filter(family__in=list(self.families))
        for row in current(rows, self.now):
            found[row.family_id].append(row)
        return found

    def facts(self, user, family_id):
        """For the plain rule."""
        family = self.families[family_id]
        roles = self.roles[user.pk]
        teams = {row.team_id for row in roles if row.team_id and _lasts(row.team)}
        work = self.by_family["Involvement"][family_id]
        lead = next((row.user_id for row in work if row.role == "lead"), None)
        organisation = user.organisation
        return Facts(
            may_sign_in=organisation is not None and user.may_sign_in,
            is_council=organisation is not None and organisation.is_council,
            is_agreed_with=user.organisation_id in self.staff.agreed_with,
            is_covered=self._is_covered(family_id, user.organisation_id),
            is_told=self._is_told(family_id, teams, user.organisation_id),
            is_restricted=family.is_restricted,
            is_barred=any(
                row.user_id == user.pk and row.lifted_by_id is None
                for row in self.by_family["ConflictOfInterest"][family_id]
            ),
            roles=frozenset(row.role for row in roles),
            works_as=frozenset(row.role for row in work if row.user_id == user.pk),
            team_works=any(row.team_id in teams for row in work if row.team_id),
            acts_for_work=self._acts_for(user, work),
            on_duty=self._is_on_duty(user, family, work),
            manages=self._manages(roles, family, work),
            manages_lead=lead is not None and self._manages_person(roles, lead),
            grants=frozenset(self._grants(user, roles, family_id)),
        )

    def _is_covered(self, family_id, organisation):
        """Somebody in the family now whom an answer or a decision shows to this organisation."""
        members = {row.person_id for row in self.by_family["FamilyMember"][family_id]}
        agreed = (
            row
            for row in self.by_family["Agreement"][family_id]
            if row.status == "given" and row.purpose == "share"
        )
        answers = (*agreed, *self.by_family["SharingDecision"][family_id])
        return any(r.organisation_id == organisation and r.person_id in members for r in answers)

    def _is_told(self, family_id, teams, organisation):
        """Of a team that they are in, and that the agreement with their organisation names."""
        told = self.by_family["TeamTold"][family_id]
        said_no = any(
            (row.status, row.purpose, row.organisation_id) == ("declined", "share", organisation)
            for row in self.by_family["Agreement"][family_id]
        )
        return not said_no and any(
            row.organisation_id == organisation
            and row.team_id in teams
            and (row.team_id, organisation) in self.staff.named
            for row in told
        )

    def _acts_for(self, user, work):
        """One of those, or of the teams, for whom they act works with it."""
        acted = self.staff.acts_for[user.pk]
        people = {row.worker_id for row in acted if row.worker_id}
        teams = {row.team_id for row in acted if row.team_id and _lasts(row.team)}
        return any(self._is_work_of(row, people, teams) for row in work)

    def _is_work_of(self, work, people, teams):
        if work.team_id:
            return work.team_id in teams
        if work.role not in ("lead", "worker"):
            return False
        held = self.roles[work.user_id]
        return work.user_id in people or any(
            row.team_id in teams and row.role in COUNCIL_WORKERS for row in held
        )

    def _is_on_duty(self, user, family, work):
        duties = [row for row in self.duties[user.pk] if row.kind == "practice"]
        teams = {row.team_id for row in work if row.team_id}
        return any(row.hub_id == family.hub_id or row.team_id in teams for row in duties)

    def _manages(self, roles, family, work):
        """How far the manager's role reaches, the whole council first."""
        held = [row for row in roles if row.role == "manager"]
        if any(row.hub_id is None and row.team_id is None for row in held):
            return Scope.EVERYWHERE
        hubs = {row.hub_id for row in held if row.hub_id}
        if family.hub_id in hubs:
            return Scope.HUB
        teams = {row.team_id for row in held if row.team_id and _lasts(row.team)}
        return Scope.WORK if any(self._is_theirs(row, hubs, teams) for row in work) else Scope.NONE

    def _is_theirs(self, work, hubs, teams):
        """The work of a team of their hub, of their team, or of somebody in it."""
        if work.team_id:
            return work.team_id in teams or self.staff.hub_of_team.get(work.team_id) in hubs
        rows = self.roles[work.user_id]
        return any(row.team_id in teams and row.role in COUNCIL_WORKERS for row in rows)

    def _manages_person(self, roles, person):
        held = [row for row in roles if row.role == "manager"]
        if any(row.hub_id is None and row.team_id is None for row in held):
            return True
        hubs = {row.hub_id for row in held if row.hub_id}
        teams = {row.team_id for row in held if row.team_id and _lasts(row.team)}
        return any(
            row.role in COUNCIL_WORKERS
            and (row.team_id in teams or {row.hub_id, row.team and row.team.hub_id} & hubs)
            for row in self.roles[person]
        )

    def _grants(self, user, roles, family_id):
        held = [row for row in roles if row.role == "triage"]
        everywhere = any(row.hub_id is None and row.team_id is None for row in held)
        hubs = {row.hub_id for row in held if row.hub_id}
        hubs |= {row.team.hub_id for row in held if row.team_id and _lasts(row.team)}
        duties = {row.pk for row in self.duties[user.pk] if row.kind == "out_of_hours"}
        rows = self.by_family["Grant"][family_id]
        queued = {
            row.cause_id
            for row in rows
            if row.kind == "triage" and (everywhere or row.hub_id in hubs)
        }
        for row in rows:
            if row.kind == "triage" and (everywhere or row.hub_id in hubs):
                yield row.kind
            if row.user_id != user.pk:
                continue
            if row.kind == "out_of_hours" and row.cause_id not in duties:
                continue
            if row.kind == "closed" and row.cause_id not in queued:
                continue
            yield row.kind


def _lasts(team):
    return team.ended_on is None or team.ended_on > timezone.localdate()


def _model(name):
    return apps.get_model("families", name)
