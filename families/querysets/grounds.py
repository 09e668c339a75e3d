"""Why somebody may know of a family, ground by ground (access.md A1 to A8, B and D).

Each ground is what a family's own row says (a hub's families) and subqueries of family ids (work,
grants). Only what this user's roles can meet is asked, so most are short. They are worded once for
all who stand alike (decision 43).
"""

from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from familyhubs.database.sealed import any_of, written
from familyhubs.database.standins import NOW, TODAY, StandIn, put_in, worded_once
from hubs.models import DutyShift, Membership, Role

from ..sharing import COUNCIL_WORKERS, Ground
from .door import EVERY_ROW, rows
from .standing import Standing, may_see_any_family

# Who may open a record in an emergency (access.md D); the rest of it they say in words.
BREAKERS = (Role.PRACTITIONER, Role.MANAGER, Role.TRIAGE)
IN_ORDINARY = Q(family__is_restricted=False)
ORDINARY = Q(is_restricted=False)


class Opened(NamedTuple):
    """What a ground opens: the written subqueries of family ids, and what a row itself may say.

    A list by name can stop after a page where the row says it; a set of ids is made whole first.
    """

    ids: list
    row: Q = Q()

    @property
    def condition(self):
        return self.row | Q(pk__in=any_of(self.ids))


EVERY = Opened([], EVERY_ROW)


def of(*work):
    """The ids of the families of these rows, written out as subqueries."""
    return written(*(rows.values("family") for rows in work))


def through(*work):
    return Opened(of(*work))


USER, ORGANISATION, FAMILY = map(StandIn, ("user", "organisation", "family"))


def opened_to(user, family=None):
    """Ground → what it opens to this user, of all families or of one."""
    if not may_see_any_family(user):
        return {}
    standing = Standing(user)
    if standing.is_partner and not _is_agreed_with(user.organisation_id):
        return {}
    held, said = _alike(standing.memberships)
    said |= {USER: user.pk, ORGANISATION: user.organisation_id, FAMILY: family}
    said |= {NOW: timezone.now(), TODAY: timezone.localdate()}
    return put_in(_worded(held, standing.is_council, of_one=family is not None), said)


def _is_agreed_with(organisation):
    """All that another organisation sees stands on the agreement between it and us (R069)."""
    agreements = apps.get_model("families", "SharingAgreement").objects.current()
    return agreements.filter(organisation=organisation).exists()


def _alike(memberships):
    """The roles with stand-ins for the ids of hubs and teams, and what each stands for."""
    known = {}

    def named(kind, found):
        return found and known.setdefault(found, StandIn(f"{kind} {len(known)}"))

    held = tuple(
        row._replace(
            hub_id=named("hub", row.hub_id),
            team_id=named("team", row.team_id),
            team_hub_id=named("hub", row.team_hub_id),
        )
        for row in sorted(memberships, key=_kind)
    )
    return held, {standing_in: found for found, standing_in in known.items()}


def _kind(row):
    """Those who hold the same roles in another order stand alike."""
    return tuple(bool(part) if isinstance(part, UUID | None) else part for part in row)


@worded_once(maxsize=256)
def _worded(held, is_council, *, of_one):
    standing = Standing.alike(held, is_council=is_council)
    return GroundsOf(USER, ORGANISATION, standing, FAMILY if of_one else None).opened()


class GroundsOf:
    """The grounds of somebody who stands like this, over all families or over one."""

    def __init__(self, user, organisation, standing, family=None):
        self.queryset = apps.get_model("families", "Family").objects.all()
        self.user = user
        self.organisation = organisation
        self.standing = standing
        self.family = family

    def _rows(self, name):
        """Rows of another model of this app, of the one family where one is asked for."""
        found = rows(self.queryset, name)
        if self.family is None:
            return found
        return found.filter(**{"pk" if name == "Family" else "family": self.family})

    def opened(self):
        """Ground → what it opens, for the grounds these roles can have."""
        if self.standing.holds(Role.COMMISSIONER):
            return {}
        if not self.standing.is_council:
            return self._open_to_partner() if self.standing.is_partner else {}
        opened = {}
        if self.standing.is_worker:
            opened |= self._open_to_worker()
        if self.standing.is_worker and self.standing.is_on_duty:
            opened[Ground.DUTY] = self._on_duty()
        if self.standing.is_worker and self.standing.is_out_of_hours:
            opened[Ground.OUT_OF_HOURS] = through(self._out_of_hours())
        if self.standing.holds(Role.MANAGER):
            opened |= self._open_to_manager()
        if self.standing.holds(Role.TRIAGE):
            opened[Ground.TRIAGE] = self._in_queue()
            opened[Ground.CLOSED] = through(self._closed())
        if self.standing.holds(*BREAKERS):
            glass = self._grants("break_glass", user=self.user).filter(IN_ORDINARY)
            opened[Ground.BREAK_GLASS] = through(glass)
        if self.standing.holds(Role.FRONT_OF_HOUSE):
            opened[Ground.DESK] = through(self._grants("desk", user=self.user).filter(IN_ORDINARY))
        if self.standing.holds(Role.SUPPORT):
            opened[Ground.SUPPORT] = through(*self._acted_for())
        if self.standing.holds(Role.INSPECTOR):
            listed = self._grants("inspection", user=self.user).filter(IN_ORDINARY)
            opened[Ground.INSPECTION] = through(listed)
        if self.standing.holds(Role.SAFEGUARDING):
            opened[Ground.SAFEGUARDING] = EVERY
        if self.standing.holds(Role.GOVERNANCE):
            opened[Ground.OVERSIGHT] = EVERY
            opened[Ground.GOVERNANCE] = through(self._grants("governance", user=self.user))
        return opened

    def _open_to_worker(self):
        involved = self._work("lead", "worker")
        return {
            Ground.WORKER: through(involved, self._team_work()),
            Ground.LEAD: through(self._work("lead")),
            Ground.FOLLOW_UP: through(self._work("follow_up")),
            Ground.RECEIVER: through(self._grants("receiver", user=self.user)),
            Ground.REFERRED: through(self._grants("referred", user=self.user).filter(IN_ORDINARY)),
        }

    def _open_to_manager(self):
        """Families of their hubs and teams; apart, those of them that a worker of theirs leads."""
        managed = self._managed()
        families = self._rows("Family").filter(managed.condition).values("pk")
        leads = self._rows("Involvement").current().leads().filter(family__in=families)
        if not self.standing.everywhere(Role.MANAGER):
            hubs, teams = self.standing.hubs(Role.MANAGER), self.standing.teams_as(Role.MANAGER)
            theirs = Q(hub__in=hubs) | Q(team__hub__in=hubs) | Q(team__in=teams)
            workers = Membership.objects.current().filter(theirs, role__in=COUNCIL_WORKERS)
            leads = leads.filter(user__in=workers.values("user"))
        return {
            Ground.MANAGER: managed,
            Ground.LEADS_MANAGER: through(leads),
            Ground.BREAK_GLASS_DUTY: through(self._grants("glass_duty", user=self.user)),
        }

    def _open_to_partner(self):
        """The lead by leading (A2); all others only where a member is covered (B, A8)."""
        covered = self._covered()
        involved = self._work("lead", "worker").filter(covered)
        team_work = self._team_work().filter(covered)
        opened = self._open_to_told() if self.standing.teams else {}
        return opened | {
            Ground.LEAD: through(self._work("lead")),
            Ground.FOLLOW_UP: through(self._work("follow_up").filter(covered)),
            Ground.RECEIVER: through(self._grants("receiver", user=self.user).filter(covered)),
            Ground.REFERRED: through(
                self._grants("referred", user=self.user).filter(IN_ORDINARY).filter(covered)
            ),
            Ground.PARTNER: through(involved, team_work),
        }

    def _open_to_told(self):
        """Families that were told of a team of this user's, which an agreement names (B)."""
        told = self._rows("TeamTold").named_for(self.organisation)
        told = told.filter(team__in=self.standing.teams).values("family")
        told = Q(family__in=told) & IN_ORDINARY
        work, team_work = self._work("lead", "worker"), self._team_work()
        return {Ground.INTEGRATED: through(work.filter(told), team_work.filter(told))}

    def _covered(self):
        """A member of the family is covered for this user's organisation."""
        members = self._rows("FamilyMember").current()
        if self.family is None:
            members = members.filter(family=OuterRef("family"))
            return Exists(members.covered_for(self.organisation))
        # Of one family: one short set, worded once for all grounds.
        return Q(family__in=any_of(of(members.covered_for(self.organisation))))

    def _work(self, *roles):
        return self._rows("Involvement").current().filter(user=self.user, role__in=roles)

    def _team_work(self):
        """A team's work, which never opens a restricted family."""
        return self._rows("Involvement").current().filter(IN_ORDINARY, team__in=self.standing.teams)

    def _grants(self, kind, **to):
        return self._rows("Grant").current().filter(kind=kind, **to)

    def _acted_for(self):
        """Work of those, and of the teams, for whom this person acts; never restricted (A10)."""
        acted = rows(self.queryset, "SupportAssignment").current().filter(user=self.user)
        teams = acted.of_teams_that_last().values("team")
        people = Membership.objects.current().filter(team__in=teams, role__in=COUNCIL_WORKERS)
        work = self._rows("Involvement").current().filter(IN_ORDINARY)
        by_name = work.filter(role__in=["lead", "worker"])
        return (
            by_name.filter(user__in=acted.exclude(worker=None).values("worker")),
            by_name.filter(user__in=people.values("user")),
            work.filter(team__in=teams),
        )

    def _closed(self):
        """What this officer gave a reason for, while the request that gave cause is open (A4)."""
        causes = self._triage_grants().values("cause_id")
        return self._grants("closed", user=self.user).filter(IN_ORDINARY, cause_id__in=causes)

    def _in_queue(self):
        """Families that an open request in the queue of one of their hubs may be about."""
        return through(self._triage_grants().filter(IN_ORDINARY))

    def _triage_grants(self):
        grants = self._grants("triage")
        if self.standing.everywhere(Role.TRIAGE):
            return grants
        hubs = self.standing.hubs(Role.TRIAGE) + self.standing.hubs_through_teams(Role.TRIAGE)
        return grants.filter(hub__in=hubs)

    def _managed(self):
        """A hub's own families and its teams'; for a team's manager, those of team and people.

        A restricted one only where the manager works with it by name.
        """
        own = self._work("lead", "worker")
        if self.standing.everywhere(Role.MANAGER):
            return Opened(of(own), ORDINARY)
        hubs, teams = self.standing.hubs(Role.MANAGER), self.standing.teams_as(Role.MANAGER)
        work = Q(team__hub__in=hubs) | Q(team__in=teams)
        if teams:
            people = Membership.objects.current().filter(team__in=teams, role__in=COUNCIL_WORKERS)
            work |= Q(user__in=people.values("user"))
        held = self._rows("Involvement").current().filter(work)
        by_name = own.filter(Q(family__hub__in=hubs) | Q(family__in=held.values("family")))
        return Opened(of(held.filter(IN_ORDINARY), by_name), ORDINARY & Q(hub__in=hubs))

    def _out_of_hours(self):
        """What this person gave a reason for in a duty of theirs that still runs (access.md A6)."""
        shifts = DutyShift.objects.out_of_hours(self.user)
        grants = self._grants("out_of_hours", user=self.user)
        return grants.filter(cause_id__in=shifts.values("pk"))

    def _on_duty(self):
        """Families of the hub or the team for which this person is on the rota now."""
        shifts = DutyShift.objects.on_duty(self.user)
        work = self._rows("Involvement").current().filter(team__in=shifts.values("team"))
        at_hub = ORDINARY & Q(hub__in=any_of(written(shifts.values("hub"))))
        return Opened(of(work.filter(IN_ORDINARY)), at_hub)
