"""Which families: the one door to the record, and ways to find among them.

Each ground is a condition made of subqueries, so `visible_to` stays a plain filter that can be
locked, counted, paged and searched, and `with_grounds` says with the same conditions why.
"""

from django.db.models import Exists, OuterRef, Prefetch, Q, Value

from familyhubs.records import RecordQuerySet
from familyhubs.references import read_reference
from hubs.models import DutyShift, Hub, Membership, Role

from ..sharing import COUNCIL_WORKERS, Ground
from .door import holds, may_see_any_family, open_teams, rows, teams_of


class FamilyQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Every family this user may know exists; the only door to this table."""
        return self.visible_by(user, *Ground)

    def visible_by(self, user, *grounds):
        """The families that one of these grounds opens to this user, less the barred ones."""
        if not may_see_any_family(user):
            return self.none()
        conditions = self._conditions(user)
        anyhow = Q(pk__in=[])
        for ground in grounds:
            if ground in conditions:
                anyhow |= conditions[ground]
        never = holds(user, Role.COMMISSIONER)
        return self.filter(anyhow & ~never).exclude(pk__in=self._barred(user))

    def with_grounds(self, user):
        """The visible families, each with a flag `by_<ground>` for every ground that may hold."""
        if not may_see_any_family(user):
            return self.none()
        flags = {
            f"by_{ground}": Exists(self.model.objects.filter(condition, pk=OuterRef("pk")))
            for ground, condition in self._conditions(user).items()
        }
        return self.visible_to(user).annotate(grounds_of=Value(str(user.pk)), **flags)

    def ordinary(self):
        """Families that searches, forms and referrers may come upon (access.md section 6)."""
        return self.filter(is_restricted=False)

    def restricted(self):
        return self.filter(is_restricted=True)

    def matching_words(self, text, user):
        """Visible families by name, reference, or the name of a member this user may see."""
        members = rows(self, "FamilyMember").current().visible_to(user)
        people = rows(self, "Person").named_like(text)
        return self.filter(
            Q(name__icontains=text)
            | Q(reference=read_reference(text, "FH"))
            | Q(pk__in=members.filter(person__in=people).values("family"))
        )

    def candidates(self, people, postcode=""):
        """Families that share a name, a birth date or the postcode with somebody asked about.

        For matching only: it asks nobody's leave, so its rows never go on a page as they are.
        """
        members = rows(self, "FamilyMember").current()
        shared = Q(postcode=postcode) if postcode else Q(pk__in=[])
        births = {person.born_on for person in people if person.born_on}
        if births:
            shared |= Q(pk__in=members.filter(person__born_on__in=births).values("family"))
        for name in {person.name for person in people if person.name}:
            alike = rows(self, "Person").named_like(name)
            shared |= Q(pk__in=members.filter(person__in=alike).values("family"))
        return self.filter(shared)

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
        """Ground → condition. Restricted families open only to people named one by one."""
        if not user.organisation.is_council:
            return self._partner_conditions(user)
        own = self._own(user)
        mine = Q(pk__in=own.filter(role__in=["lead", "worker"]).values("family"))
        grants = rows(self, "Grant").current()
        worker = holds(user, *COUNCIL_WORKERS)
        queue = grants.filter(kind="triage", hub__in=Hub.objects.where(user, Role.TRIAGE))
        desk = grants.filter(kind="desk", user=user)
        received = grants.filter(kind="receiver", user=user)
        return {
            Ground.WORKER: worker & (mine | self._team(user)),
            Ground.DUTY: worker & self._on_duty(user),
            Ground.LEAD: worker & Q(pk__in=own.filter(role="lead").values("family")),
            Ground.FOLLOW_UP: worker & Q(pk__in=own.filter(role="follow_up").values("family")),
            Ground.MANAGER: self._managed(user) & (Q(is_restricted=False) | mine),
            Ground.TRIAGE: Q(pk__in=queue.values("family"), is_restricted=False),
            Ground.DESK: holds(user, Role.FRONT_OF_HOUSE)
            & Q(pk__in=desk.values("family"), is_restricted=False),
            Ground.SAFEGUARDING: holds(user, Role.SAFEGUARDING),
            Ground.RECEIVER: worker & Q(pk__in=received.values("family")),
        }

    def _partner_conditions(self, user):
        """Everything another organisation sees stands on the agreement between it and us (R069).

        Beyond that: the lead by leading (A2); all others only where a member is covered (B, A8).
        """
        agreed = rows(self, "SharingAgreement").current().filter(organisation=user.organisation)
        anyhow = holds(user, Role.PARTNER) & Q(Exists(agreed))
        covered = rows(self, "FamilyMember").current().covered_for(user.organisation)
        some = anyhow & Q(pk__in=covered.values("family"))
        own = self._own(user)
        mine = Q(pk__in=own.filter(role__in=["lead", "worker"]).values("family"))
        received = rows(self, "Grant").current().filter(kind="receiver", user=user)
        return {
            Ground.LEAD: anyhow & Q(pk__in=own.filter(role="lead").values("family")),
            Ground.FOLLOW_UP: some & Q(pk__in=own.filter(role="follow_up").values("family")),
            Ground.RECEIVER: some & Q(pk__in=received.values("family")),
            Ground.PARTNER: some & (mine | self._team(user)),
        }

    def _own(self, user):
        return rows(self, "Involvement").current().filter(user=user)

    def _team(self, user):
        """A team's involvement never opens a restricted family."""
        teams = rows(self, "Involvement").current().filter(team__in=teams_of(user))
        return Q(pk__in=teams.values("family"), is_restricted=False)

    def _managed(self, user):
        """A hub's own families and its teams'; for a team's manager, those of team and people."""
        mine = Membership.objects.of(user, Role.MANAGER)
        hubs = Hub.objects.filter(
            Q(pk__in=mine.filter(hub__isnull=False).values("hub")) | Exists(mine.council_wide())
        )
        own_teams = mine.filter(team__isnull=False).values("team")
        teams = open_teams().filter(Q(pk__in=own_teams) | Q(hub__in=hubs))
        workers = Membership.objects.current().filter(team__in=own_teams, role__in=COUNCIL_WORKERS)
        held = (
            rows(self, "Involvement")
            .current()
            .filter(Q(team__in=teams) | Q(user__in=workers.values("user")))
        )
        return Q(hub__in=hubs) | Q(pk__in=held.values("family"))

    def _on_duty(self, user):
        shifts = DutyShift.objects.on_duty(user)
        with_teams = (
            rows(self, "Involvement")
            .current()
            .filter(team__in=shifts.filter(team__isnull=False).values("team"))
        )
        at_hub = Q(hub__in=shifts.filter(hub__isnull=False).values("hub"))
        return (at_hub | Q(pk__in=with_teams.values("family"))) & Q(is_restricted=False)

    def _barred(self, user):
        """Families this person is connected to: a bar is stronger than any ground."""
        conflicts = rows(self, "ConflictOfInterest").current()
        return conflicts.filter(user=user, lifted_by=None).values("family")
