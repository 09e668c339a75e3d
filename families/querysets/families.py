"""Which families: the one door to the record, and ways to find among them.

Each ground is what a family's own row says (a hub's families) and subqueries of family ids (work,
grants), so `visible_to` stays a plain filter that can be locked, counted, paged and searched, and
`with_grounds` says with the same conditions why. Only what this user's roles can meet is asked, so
most are short.
"""

from functools import partial, reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, Value, When

from familyhubs.database.sealed import any_of, written
from familyhubs.records import RecordQuerySet
from familyhubs.references import read_reference
from familyhubs.requests import worked_out_once
from hubs.models import DutyShift, Membership, Role

from ..sharing import COUNCIL_WORKERS, Ground
from .door import EVERY_ROW, NO_ROW, rows
from .standing import Standing, may_see_any_family

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


class FamilyQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Every family this user may know exists; the only door to this table."""
        return self.visible_by(user, *Ground)

    def visible_by(self, user, *grounds):
        """The families that one of these grounds opens to this user, less the barred ones."""
        opened = self._opened_by(user, grounds)
        if not any(opened):
            return self.filter(NO_ROW)
        return self.filter(opened.condition).not_barred_to(user)

    def ids_visible_by(self, user, *grounds):
        """The ids of `visible_by` over all families, for the `family__in` of other tables."""
        opened = self._opened_by(user, grounds)
        if not opened.row:
            return any_of(opened.ids, but_not=self._barred(user))
        # Many rows: as one scan of families, whose size the database guesses better than a union's.
        return any_of(written(rows(self, "Family").visible_by(user, *grounds).values("pk")))

    def with_grounds(self, user):
        """The visible families, each with a flag `by_<ground>` for every ground that may hold."""
        flags = {
            f"by_{ground}": Value(True) if found is EVERY else found.condition
            for ground, found in self._opened(user).items()
        }
        return self.visible_to(user).annotate(grounds_of=Value(str(user.pk)), **flags)

    def ordinary(self):
        """Families that searches, forms and referrers may come upon (access.md section 6)."""
        return self.filter(is_restricted=False)

    def restricted(self):
        return self.filter(is_restricted=True)

    def matching_words(self, text, user):
        """Of visible families: by name, reference, or the name of a member this user may see."""
        named = rows(self, "FamilyMember").current()
        named = named.filter(person__in=rows(self, "Person").named_like(text))
        if not user.organisation.is_council:
            led = self._work(user, "lead").values("family")
            named = named.filter(Q(family__in=led) | named.is_covered_for(user.organisation))
        families = rows(self, "Family")
        called = families.filter(name__icontains=text).values("pk")
        referenced = families.filter(reference=read_reference(text, "FH")).values("pk")
        return self.filter(pk__in=any_of(written(called, referenced) + of(named)))

    def candidates(self, people, postcode=""):
        """Families that share a name, a birth date or the postcode with somebody asked about.

        Those that share the rarer facts come first. For matching only: it asks nobody's leave, so
        its rows never go on a page as they are.
        """
        members = rows(self, "FamilyMember").current()
        births = {person.born_on for person in people if person.born_on}
        born = of(members.filter(person__born_on__in=births))
        near = rows(self, "Family").filter(postcode=postcode) if postcode else self.none()
        near = written(near.values("pk"))
        names = {person.name for person in people if person.name}
        named = [members.filter(person__in=rows(self, "Person").named_like(name)) for name in names]
        rarest = Case(
            When(pk__in=any_of(born), then=0), When(pk__in=any_of(near), then=1), default=2
        )
        found = self.filter(pk__in=any_of(born + near + of(*named)))
        return found.annotate(rarest=rarest).order_by("rarest", "pk")

    def not_barred_to(self, user):
        """Less those this person is connected to."""
        return self.exclude(pk__in=any_of(self._barred(user)))

    def _barred(self, user):
        """Families this person is connected to: a bar is stronger than any ground."""
        conflicts = rows(self, "ConflictOfInterest").current().filter(user=user, lifted_by=None)
        return worked_out_once(("barred", user.pk), lambda: of(conflicts))

    def for_list(self, user):
        """Visible ones with what a line of the list shows: the lead, and whom this user may see."""
        members = rows(self, "FamilyMember").current().of_seen_families(user)
        members = members.select_related("person").order_by("role", "pk")
        members = members.only("family", "role", "person__full_name", "person__known_as")
        leads = rows(self, "Involvement").current().leads().select_related("user")
        leads = leads.only("family", "user__full_name")
        families = self.select_related("hub").only(
            "name", "reference", "is_restricted", "hub__name", "hub__public_name"
        )
        return families.prefetch_related(
            Prefetch("members", members, "shown"), Prefetch("involvements", leads, "leads_now")
        )

    def _opened_by(self, user, grounds):
        opened = dict(self._opened(user))
        # What opens no family beyond another ground's need not be searched as well.
        if Ground.MANAGER in grounds:
            opened.pop(Ground.LEADS_MANAGER, None)
        if Ground.WORKER in grounds and Ground.WORKER in opened:
            opened.pop(Ground.LEAD, None)
        asked = [opened[ground] for ground in grounds if ground in opened]
        if EVERY in asked:
            return EVERY
        row = reduce(or_, (one.row for one in asked), Q())
        return Opened([*chain(*(one.ids for one in asked))], row)

    def _opened(self, user):
        """Ground → what it opens, for the grounds this user can have."""
        return worked_out_once(("opened", user.pk), partial(self._work_out_opened, user))

    def _work_out_opened(self, user):
        if not may_see_any_family(user):
            return {}
        standing = Standing(user)
        if standing.holds(Role.COMMISSIONER):
            return {}
        if not standing.is_council:
            return self._open_to_partner(user, standing) if standing.is_partner else {}
        opened = {}
        if standing.is_worker:
            opened |= self._open_to_worker(user, standing)
        if standing.is_worker and standing.is_on_duty:
            opened[Ground.DUTY] = self._on_duty(user)
        if standing.holds(Role.MANAGER):
            opened |= self._open_to_manager(user, standing)
        if standing.holds(Role.TRIAGE):
            opened[Ground.TRIAGE] = self._in_queue(standing)
        if standing.holds(Role.FRONT_OF_HOUSE):
            opened[Ground.DESK] = through(self._grants("desk", user=user).filter(IN_ORDINARY))
        if standing.holds(Role.SAFEGUARDING):
            opened[Ground.SAFEGUARDING] = EVERY
        return opened

    def _open_to_worker(self, user, standing):
        involved = self._work(user, "lead", "worker")
        return {
            Ground.WORKER: through(involved, self._team_work(standing)),
            Ground.LEAD: through(self._work(user, "lead")),
            Ground.FOLLOW_UP: through(self._work(user, "follow_up")),
            Ground.RECEIVER: through(self._grants("receiver", user=user)),
            Ground.REFERRED: through(self._grants("referred", user=user).filter(IN_ORDINARY)),
        }

    def _open_to_manager(self, user, standing):
        """Families of their hubs and teams; apart, those of them that a worker of theirs leads."""
        managed = self._managed(user, standing)
        families = rows(self, "Family").filter(managed.condition).values("pk")
        leads = rows(self, "Involvement").current().leads().filter(family__in=families)
        if not standing.everywhere(Role.MANAGER):
            hubs, teams = standing.hubs(Role.MANAGER), standing.teams_as(Role.MANAGER)
            theirs = Q(hub__in=hubs) | Q(team__hub__in=hubs) | Q(team__in=teams)
            workers = Membership.objects.current().filter(theirs, role__in=COUNCIL_WORKERS)
            leads = leads.filter(user__in=workers.values("user"))
        return {Ground.MANAGER: managed, Ground.LEADS_MANAGER: through(leads)}

    def _open_to_partner(self, user, standing):
        """Everything another organisation sees stands on the agreement between it and us (R069).

        Beyond that: the lead by leading (A2); all others only where a member is covered (B, A8).
        """
        ours = rows(self, "SharingAgreement").current().filter(organisation=user.organisation_id)
        if not ours.exists():
            return {}
        members = rows(self, "FamilyMember").current().filter(family=OuterRef("family"))
        covered = Exists(members.covered_for(user.organisation))
        involved = self._work(user, "lead", "worker").filter(covered)
        team_work = self._team_work(standing).filter(covered)
        return {
            Ground.LEAD: through(self._work(user, "lead")),
            Ground.FOLLOW_UP: through(self._work(user, "follow_up").filter(covered)),
            Ground.RECEIVER: through(self._grants("receiver", user=user).filter(covered)),
            Ground.REFERRED: through(
                self._grants("referred", user=user).filter(IN_ORDINARY).filter(covered)
            ),
            Ground.PARTNER: through(involved, team_work),
        }

    def _work(self, user, *roles):
        return rows(self, "Involvement").current().filter(user=user, role__in=roles)

    def _team_work(self, standing):
        """A team's work, which never opens a restricted family."""
        return rows(self, "Involvement").current().filter(IN_ORDINARY, team__in=standing.teams)

    def _grants(self, kind, **to):
        return rows(self, "Grant").current().filter(kind=kind, **to)

    def _in_queue(self, standing):
        """Families that an open request in the queue of one of their hubs may be about."""
        grants = self._grants("triage").filter(IN_ORDINARY)
        if not standing.everywhere(Role.TRIAGE):
            hubs = [*standing.hubs(Role.TRIAGE), *standing.hubs_through_teams(Role.TRIAGE)]
            grants = grants.filter(hub__in=hubs)
        return through(grants)

    def _managed(self, user, standing):
        """A hub's own families and its teams'; for a team's manager, those of team and people.

        A restricted one only where the manager works with it by name.
        """
        own = self._work(user, "lead", "worker")
        if standing.everywhere(Role.MANAGER):
            return Opened(of(own), ORDINARY)
        hubs, teams = standing.hubs(Role.MANAGER), standing.teams_as(Role.MANAGER)
        work = Q(team__hub__in=hubs) | Q(team__in=teams)
        if teams:
            people = Membership.objects.current().filter(team__in=teams, role__in=COUNCIL_WORKERS)
            work |= Q(user__in=people.values("user"))
        held = rows(self, "Involvement").current().filter(work)
        by_name = own.filter(Q(family__hub__in=hubs) | Q(family__in=held.values("family")))
        return Opened(of(held.filter(IN_ORDINARY), by_name), ORDINARY & Q(hub__in=hubs))

    def _on_duty(self, user):
        """Families of the hub or the team for which this person is on the rota now."""
        shifts = DutyShift.objects.on_duty(user)
        work = rows(self, "Involvement").current().filter(team__in=shifts.values("team"))
        at_hub = ORDINARY & Q(hub__in=shifts.values("hub"))
        return Opened(of(work.filter(IN_ORDINARY)), at_hub)
