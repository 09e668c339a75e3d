"""Which families: the one door to the record, and ways to find among them.

Each ground is a condition made of subqueries, so `visible_to` stays a plain filter that can be
locked, counted, paged and searched, and `with_grounds` says with the same conditions why. Only
conditions that this user's roles can meet are asked, so most are short.
"""

from functools import partial

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, Value, When

from familyhubs.records import RecordQuerySet
from familyhubs.references import read_reference
from hubs.models import DutyShift, Membership, Role

from ..sharing import COUNCIL_WORKERS, Ground
from .door import rows
from .standing import Standing, may_see_any_family

NOBODY = Q(pk__in=[])
EVERY = Q()
UNRESTRICTED = Q(is_restricted=False)


class FamilyQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Every family this user may know exists; the only door to this table."""
        return self.visible_by(user, *Ground)

    def visible_by(self, user, *grounds):
        """The families that one of these grounds opens to this user, less the barred ones."""
        conditions = self._conditions(user)
        wanted = [condition for ground, condition in conditions.items() if ground in grounds]
        if not wanted:
            return self.none()
        if EVERY in wanted:
            return self.not_barred_to(user)
        anyhow = NOBODY
        for condition in wanted:
            anyhow |= condition
        return self.filter(anyhow).not_barred_to(user)

    def with_grounds(self, user):
        """The visible families, each with a flag `by_<ground>` for every ground that may hold."""
        flags = {
            f"by_{ground}": Value(True) if condition == EVERY else condition
            for ground, condition in self._conditions(user).items()
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
        return self.filter(
            Q(name__icontains=text) | Q(reference=read_reference(text, "FH")) | self._of(named)
        )

    def candidates(self, people, postcode=""):
        """Families that share a name, a birth date or the postcode with somebody asked about.

        Those that share the rarer facts come first. For matching only: it asks nobody's leave, so
        its rows never go on a page as they are.
        """
        members = rows(self, "FamilyMember").current()
        births = {person.born_on for person in people if person.born_on}
        born = self._of(members.filter(person__born_on__in=births)) if births else NOBODY
        near = Q(postcode=postcode) if postcode else NOBODY
        named = NOBODY
        for name in {person.name for person in people if person.name}:
            named |= self._of(members.filter(person__in=rows(self, "Person").named_like(name)))
        rarest = Case(When(born, then=0), When(near, then=1), default=2)
        return self.filter(born | near | named).annotate(rarest=rarest).order_by("rarest", "pk")

    def by_two_facts(self, *, name, born_on=None, postcode="", reference=""):
        """Ordinary families that fit a name and one more fact, as the desk asks (access.md A5)."""
        members = rows(self, "FamilyMember").current()
        named = members.filter(person__in=rows(self, "Person").named_like(name))
        if born_on:
            second = Q(pk__in=named.filter(person__born_on=born_on).values("family"))
        elif postcode:
            second = Q(pk__in=named.values("family"), postcode=postcode)
        else:
            reference = read_reference(reference, "FH") or "-"
            second = Q(pk__in=named.values("family"), reference=reference)
        return self.ordinary().filter(second)

    def not_barred_to(self, user):
        return self.exclude(pk__in=self._barred(user))

    def for_list(self, user):
        """With what a line of the list shows: the lead, and the members this user may see."""
        members = rows(self, "FamilyMember").current().visible_to(user)
        leads = rows(self, "Involvement").current().leads().select_related("user")
        return self.select_related("hub").prefetch_related(
            Prefetch("members", members.select_related("person").order_by("role", "pk"), "shown"),
            Prefetch("involvements", leads, "leads_now"),
        )

    def _conditions(self, user):
        """Ground → condition, for the grounds this user can have at all."""
        if not may_see_any_family(user):
            return {}
        standing = Standing(user)
        if standing.holds(Role.COMMISSIONER):
            return {}
        if not standing.is_council:
            return self._partner_conditions(user, standing) if standing.is_partner else {}
        conditions = {}
        if standing.is_worker:
            conditions |= self._worker_conditions(user, standing)
        if standing.holds(Role.MANAGER):
            conditions[Ground.MANAGER] = self._managed(user, standing)
        if standing.holds(Role.TRIAGE):
            conditions[Ground.TRIAGE] = self._in_queue(standing)
        if standing.holds(Role.FRONT_OF_HOUSE):
            conditions[Ground.DESK] = self._of(self._grants("desk", user=user)) & UNRESTRICTED
        if standing.holds(Role.SAFEGUARDING):
            conditions[Ground.SAFEGUARDING] = EVERY
        return conditions

    def _worker_conditions(self, user, standing):
        return {
            Ground.WORKER: self._involved(user, standing),
            Ground.DUTY: self._on_duty(user),
            Ground.LEAD: self._of(self._work(user, "lead")),
            Ground.FOLLOW_UP: self._of(self._work(user, "follow_up")),
            Ground.RECEIVER: self._of(self._grants("receiver", user=user)),
        }

    def _partner_conditions(self, user, standing):
        """Everything another organisation sees stands on the agreement between it and us (R069).

        Beyond that: the lead by leading (A2); all others only where a member is covered (B, A8).
        """
        ours = rows(self, "SharingAgreement").current().filter(organisation=user.organisation_id)
        agreed = Q(Exists(ours))
        return {
            Ground.LEAD: agreed & self._of(self._work(user, "lead")),
            Ground.FOLLOW_UP: agreed & self._covered(user, self._work(user, "follow_up")),
            Ground.RECEIVER: agreed & self._covered(user, self._grants("receiver", user=user)),
            Ground.PARTNER: agreed & self._involved(user, standing, covered_only=True),
        }

    def _of(self, work):
        """The families of these rows."""
        return Q(pk__in=work.values("family"))

    def _covered(self, user, work):
        """Of this user's own rows, which are few, those with somebody covered in the family."""
        members = rows(self, "FamilyMember").current().filter(family=OuterRef("family"))
        return self._of(work.filter(Exists(members.covered_for(user.organisation))))

    def _work(self, user, *roles):
        return rows(self, "Involvement").current().filter(user=user, role__in=roles)

    def _involved(self, user, standing, covered_only=False):
        """Own work, or a team's, which never opens a restricted family."""
        families = partial(self._covered, user) if covered_only else self._of
        involved = families(self._work(user, "lead", "worker"))
        if standing.teams:
            teams = rows(self, "Involvement").current().filter(team__in=standing.teams)
            involved |= families(teams) & UNRESTRICTED
        return involved

    def _grants(self, kind, **to):
        return rows(self, "Grant").current().filter(kind=kind, **to)

    def _in_queue(self, standing):
        """Families that an open request in the queue of one of their hubs may be about."""
        if standing.everywhere(Role.TRIAGE):
            return self._of(self._grants("triage")) & UNRESTRICTED
        hubs = [*standing.hubs(Role.TRIAGE), *standing.hubs_through_teams(Role.TRIAGE)]
        return self._of(self._grants("triage", hub__in=hubs)) & UNRESTRICTED

    def _managed(self, user, standing):
        """A hub's own families and its teams'; for a team's manager, those of team and people.

        A restricted one only where the manager works with it by name.
        """
        if standing.everywhere(Role.MANAGER):
            return UNRESTRICTED | self._of(self._work(user, "lead", "worker"))
        hubs, teams = standing.hubs(Role.MANAGER), standing.teams_as(Role.MANAGER)
        work = Q(team__hub__in=hubs) | Q(team__in=teams)
        if teams:
            people = Membership.objects.current().filter(team__in=teams, role__in=COUNCIL_WORKERS)
            work |= Q(user__in=people.values("user"))
        held = rows(self, "Involvement").current().filter(work)
        here = Q(hub__in=hubs) | Q(pk__in=held.values("family"))
        return here & (UNRESTRICTED | self._of(self._work(user, "lead", "worker")))

    def _on_duty(self, user):
        """Families of the hub or the team for which this person is on the rota now."""
        shifts = DutyShift.objects.on_duty(user)
        work = rows(self, "Involvement").current().filter(team__in=shifts.values("team"))
        at_hub = Q(hub__in=shifts.values("hub"))
        return (at_hub | Q(pk__in=work.values("family"))) & UNRESTRICTED

    def _barred(self, user):
        """Families this person is connected to: a bar is stronger than any ground."""
        conflicts = rows(self, "ConflictOfInterest").current()
        return conflicts.filter(user=user, lifted_by=None).values("family")
