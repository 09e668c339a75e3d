"""Which families, people and entries a user may know of: access.md sections 1 and 2 as SQL.

Each ground is a condition made of subqueries, so `visible_to` stays a plain filter that can be
locked, counted, paged and searched, and `with_grounds` says with the same conditions why.
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Upper

from familyhubs.records import PeriodQuerySet, RecordQuerySet
from hubs.models import DutyShift, Hub, Membership, Role, Team

from .sharing import COUNCIL_WORKERS, Ground, Part, grounds_that_open


def _rows(queryset, name):
    """Rows of another model of this app; querysets stand below models and cannot import them."""
    return queryset.model._meta.apps.get_model("families", name)._default_manager.all()


def _holds(user, *roles):
    return Q(Exists(Membership.objects.of(user, *roles)))


def _teams_of(user):
    mine = Membership.objects.of(user).filter(team__isnull=False)
    return Team.objects.filter(pk__in=mine.values("team"), ended_on=None)


def may_see_any_family(user):
    """False for the signed-out, for family accounts and for people of an ended organisation."""
    if not (user.is_authenticated and user.is_active) or user.organisation is None:
        return False
    return user.organisation.ended_on is None


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
        never = _holds(user, Role.COMMISSIONER)
        return self.filter(anyhow & ~never).exclude(pk__in=self._barred(user))

    def with_grounds(self, user):
        """The visible families, each with a flag `by_<ground>` for every ground that may hold."""
        if not may_see_any_family(user):
            return self.none()
        flags = {
            f"by_{ground}": Exists(self.model.objects.filter(condition, pk=OuterRef("pk")))
            for ground, condition in self._conditions(user).items()
        }
        return self.visible_to(user).annotate(**flags)

    def _conditions(self, user):
        """Ground → condition. Restricted families open only to people named one by one."""
        involvements = _rows(self, "Involvement").current()
        own = involvements.filter(user=user)
        mine = Q(pk__in=own.filter(role__in=["lead", "worker"]).values("family"))
        team = Q(
            pk__in=involvements.filter(team__in=_teams_of(user)).values("family"),
            is_restricted=False,
        )
        grants = _rows(self, "Grant").current()
        worker = _holds(user, *COUNCIL_WORKERS)
        any_worker = _holds(user, *COUNCIL_WORKERS, Role.PARTNER)
        conditions = {
            Ground.LEAD: any_worker & Q(pk__in=own.filter(role="lead").values("family")),
            Ground.FOLLOW_UP: any_worker & Q(pk__in=own.filter(role="follow_up").values("family")),
            Ground.RECEIVER: any_worker
            & Q(pk__in=grants.filter(kind="receiver", user=user).values("family")),
        }
        if not user.organisation.is_council:
            return conditions | {Ground.PARTNER: self._partner(user, mine | team)}
        managed = Q(hub__in=Hub.objects.where(user, Role.MANAGER))
        return conditions | {
            Ground.WORKER: worker & (mine | team | self._on_duty(user)),
            Ground.MANAGER: managed & (Q(is_restricted=False) | mine),
            Ground.TRIAGE: Q(
                pk__in=grants.filter(
                    kind="triage", hub__in=Hub.objects.where(user, Role.TRIAGE)
                ).values("family"),
                is_restricted=False,
            ),
            Ground.DESK: _holds(user, Role.FRONT_OF_HOUSE)
            & Q(
                pk__in=grants.filter(kind="desk", user=user).values("family"),
                is_restricted=False,
            ),
            Ground.SAFEGUARDING: _holds(user, Role.SAFEGUARDING),
        }

    def _partner(self, user, involved):
        """B: involved, and the two organisations agreed, and somebody in the family is covered."""
        agreed = _rows(self, "SharingAgreement").current().filter(organisation=user.organisation)
        covered = _rows(self, "FamilyMember").current().covered_for(user.organisation)
        return (
            _holds(user, Role.PARTNER)
            & Q(Exists(agreed))
            & involved
            & Q(pk__in=covered.values("family"))
        )

    def _on_duty(self, user):
        shifts = DutyShift.objects.on_duty(user)
        with_teams = (
            _rows(self, "Involvement")
            .current()
            .filter(team__in=shifts.filter(team__isnull=False).values("team"))
        )
        at_hub = Q(hub__in=shifts.filter(hub__isnull=False).values("hub"))
        return (at_hub | Q(pk__in=with_teams.values("family"))) & Q(is_restricted=False)

    def _barred(self, user):
        """Families this person is connected to: a bar is stronger than any ground."""
        conflicts = _rows(self, "ConflictOfInterest").current()
        return conflicts.filter(user=user, lifted_by=None).values("family")


class MemberQuerySet(PeriodQuerySet):
    def covered_for(self, organisation):
        """Members whom an agreement, or a decision without one, shows to this organisation."""
        pair = {"family": OuterRef("family"), "person": OuterRef("person")}
        given = (
            _rows(self, "Agreement")
            .in_force()
            .filter(purpose="share", organisation=organisation, **pair)
        )
        decided = _rows(self, "SharingDecision").current().filter(organisation=organisation, **pair)
        return self.filter(Exists(given) | Exists(decided))

    def visible_to(self, user):
        """All members under the council's grounds; for a partner, the covered ones."""
        if not may_see_any_family(user):
            return self.none()
        families = _rows(self, "Family")
        whole = families.visible_by(user, *(set(Ground) - {Ground.PARTNER}))
        by_agreement = families.visible_by(user, Ground.PARTNER)
        covered = _rows(self, "FamilyMember").covered_for(user.organisation)
        return self.filter(
            Q(family__in=whole) | Q(family__in=by_agreement, pk__in=covered.values("pk"))
        )


class PersonQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """People whom this user may see as members of some family."""
        return self.filter(pk__in=_rows(self, "FamilyMember").visible_to(user).values("person"))

    def named_like(self, text):
        """People whose name holds these words, or nearly: uses the trigram index."""
        return self.annotate(upper_name=Upper("full_name")).filter(
            Q(upper_name__contains=text.upper()) | Q(upper_name__trigram_word_similar=text.upper())
        )


class InvolvementQuerySet(PeriodQuerySet):
    def leads(self):
        return self.filter(role="lead")


class AgreementQuerySet(PeriodQuerySet):
    def in_force(self, at=None):
        """Agreements given and not ended."""
        return self.current(at).filter(status="given")

    def visible_to(self, user):
        """The agreements of visible people; a partner sees only those that name it."""
        if not may_see_any_family(user):
            return self.none()
        families = _rows(self, "Family")
        grounds = grounds_that_open(Part.AGREEMENTS) - {Ground.PARTNER}
        whole = families.visible_by(user, *grounds)
        partner = families.visible_by(user, Ground.PARTNER)
        return self.filter(
            Q(family__in=whole) | Q(family__in=partner, organisation=user.organisation)
        )


class TimelineQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Entries by sensitivity; a partner sees its own, and shared ones about covered people."""
        if not may_see_any_family(user):
            return self.none()
        families = _rows(self, "Family")
        everything = families.visible_by(user, *grounds_that_open(Part.NOTES_TEAM))
        shared = families.visible_by(
            user, *(grounds_that_open(Part.NOTES_SHARED) - {Ground.PARTNER})
        )
        partner = families.visible_by(user, Ground.PARTNER)
        return self.filter(
            Q(family__in=everything)
            | Q(family__in=shared, sensitivity="shared")
            | Q(family__in=partner, author=user)
            | Q(family__in=partner, sensitivity="shared")
            & self._about_covered_people_only(user.organisation)
        )

    def _about_covered_people_only(self, organisation):
        """An entry about nobody in particular is about everybody in the family."""
        members = _rows(self, "FamilyMember")
        covered = members.covered_for(organisation)
        uncovered = members.current().exclude(pk__in=covered.values("pk"))
        in_family = uncovered.filter(family=OuterRef("family"))
        about = self.model.about.through.objects.filter(timelineentry=OuterRef("pk"))
        about_uncovered = about.exclude(
            person__in=covered.filter(family=OuterRef("timelineentry__family")).values("person")
        )
        return ~Exists(about_uncovered) & (Exists(about) | ~Exists(in_family))
