"""Which plans, goals, actions and steps, and who may know of them (access.md section 3)."""

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.utils import timezone

from families.models import (
    Agreement,
    ConflictOfInterest,
    Family,
    FamilyMember,
    Involvement,
    SharingAgreement,
    SharingDecision,
)
from families.querysets.door import opened, seen_families, whole_grounds
from families.sharing import WITH_A_REASON as REASONS
from families.sharing import Ground, Part, grounds_that_open, only_by_duty
from familyhubs.accounts.models import User
from familyhubs.records import RecordQuerySet
from hubs.models import Membership, Role

PLAN = grounds_that_open(Part.PLAN)
HAND_OVER = grounds_that_open(Part.HAND_OVER)
WORK_ROLES = (Role.PRACTITIONER, Role.PARTNER, Role.MANAGER, Role.SAFEGUARDING)
# Who writes the plan: the lead of any organisation, council workers involved, and managers.
WRITERS = frozenset({Ground.LEAD, Ground.WORKER, Ground.DUTY, Ground.MANAGER})
# Who sees a family under one of these does not see it by the duty rota alone.
BESIDES_DUTY = frozenset(ground for ground in Ground if not only_by_duty({Ground.DUTY, ground}))


def plan_families(user):
    """Families whose plan, or part of it, this user may read."""
    return seen_families(user, PLAN)


def whole_plan_families(user):
    """Families whose plan this user reads whole: of a partner, those where they lead."""
    return seen_families(user, PLAN & whole_grounds(user)) if user.organisation else ()


def received_families(user):
    """Families that somebody asks this user to take on (access.md A8)."""
    return seen_families(user, HAND_OVER)


def covered_members(user):
    """Family members whom an agreement or a decision shows to this user's organisation."""
    return FamilyMember.objects.current().covered_for(user.organisation)


def all_are_covered(user, family):
    """Every member is covered: only then does a partner read what is about the whole family."""
    members = FamilyMember.objects.current().filter(family=OuterRef(family))
    # Said of each member's own row: as a set of ids PostgreSQL would look at every family's.
    return ~Exists(members.exclude(members.is_covered_for(user.organisation)))


def about_whole_families(user):
    """What is about the whole family: for a partner, only once everybody in it is covered."""
    whole = Q(plan__family__in=whole_plan_families(user))
    if user.organisation.is_council:
        return whole
    everybody = Q(all_are_covered(user, "plan__family"))
    return whole | Q(plan__family__in=plan_families(user)) & everybody


def about_visible_people(user, family, whole):
    """What is about one person reaches a partner only if that person is covered (access.md B).

    What is about nobody in particular is about everybody in the family.
    """
    of_whole = Q(**{f"{family}__in": whole})
    if user.organisation.is_council:
        return of_whole
    covered = covered_members(user).filter(family=OuterRef(family), person=OuterRef("person"))
    everybody = Q(person=None) & Q(all_are_covered(user, family))
    return of_whole | everybody | Exists(covered)


def possible_receivers(family):
    """People who could take this family on: a worker's role now, not barred, and, from another
    organisation, with the council's agreement and the family's (access.md A8)."""
    now = Membership.objects.current()
    works = now.filter(role__in=WORK_ROLES).values("user")
    never = now.filter(role=Role.COMMISSIONER).values("user")
    barred = ConflictOfInterest.objects.current().filter(family=family, lifted_by=None)
    agreed = SharingAgreement.objects.current().values("organisation")
    given = Agreement.objects.in_force().filter(family=family, purpose="share")
    decided = SharingDecision.objects.current().filter(family=family)
    shared = Q(organisation__in=given.values("organisation")) | Q(
        organisation__in=decided.values("organisation")
    )
    return (
        User.objects.may_sign_in()
        .filter(pk__in=works)
        .filter(Q(organisation__kind="council") | Q(organisation__in=agreed) & shared)
        .exclude(pk__in=never)
        .exclude(pk__in=barred.values("user"))
    )


class PlanPartQuerySet(RecordQuerySet):
    """Rows of a plan: their own door, and a shorter way in once the plan's own was passed."""

    plan_path = "plan"

    def in_plan(self, plan, user):
        """What `visible_to` shows of a plan that this user read through its door (`for_page`).

        Who reads a plan whole sees all that is in it, so the grounds are not searched again.
        """
        rows = self.filter(**{self.plan_path: plan})
        if getattr(plan, "read_by", "") == str(user.pk) and plan.is_whole:
            return rows
        return rows.visible_to(user)


class PlanQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """Plans of the families whose plan this user may read; the only door to this table.

        `within`: a family that was fetched with its grounds, whose plans alone are asked for.
        """
        rows = self if within is None else self.filter(family=within)
        return rows.filter(opened(user, PLAN, within))

    def few_visible_to(self, user):
        """`visible_to` for rows that are few: the rule is asked of their families alone."""
        seen = Family.objects.among(self.values("family")).visible_by(user, *PLAN)
        return self.filter(family__in=seen.values("pk"))

    def for_page(self, user, within=None):
        """Each plan with `reads_whole`, False where this user sees some members' part only,
        `may_write`: what `permissions.can_write_plan` says, without a query of its own, and
        `on_duty`: whether the duty rota alone opens it; `by_<ground>`: whether a reason does."""
        written = opened(user, WRITERS, within)
        # The council's own people read a visible plan whole: no second search for the grounds.
        is_council = user.organisation is not None and user.organisation.is_council
        leads = PLAN & whole_grounds(user) if user.organisation else frozenset()
        whole = Value(True) if is_council else opened(user, leads, within)
        covered = Value(True) if is_council else all_are_covered(user, "family")
        on_duty = opened(user, frozenset({Ground.DUTY}), within)
        on_duty &= ~opened(user, BESIDES_DUTY, within)
        reasons = {f"by_{ground}": opened(user, frozenset({ground}), within) for ground in REASONS}
        return self.annotate(
            read_by=Value(str(user.pk)),
            is_whole=ExpressionWrapper(Q(whole), BooleanField()),
            reads_whole=ExpressionWrapper(Q(whole) | Q(covered), BooleanField()),
            may_write=ExpressionWrapper(written, BooleanField()),
            on_duty=ExpressionWrapper(on_duty, BooleanField()),
            **{name: ExpressionWrapper(Q(by), BooleanField()) for name, by in reasons.items()},
        )

    def with_own_door(self, user):
        """Each plan with `is_seen`: whether `visible_to` shows it to one who came by a step."""
        seen = ExpressionWrapper(Q(family__in=plan_families(user)), BooleanField())
        return self.annotate(is_seen=seen)

    def open(self):
        return self.filter(closed_at=None)

    def review_due(self, on):
        return self.open().filter(review_due_on__lte=on)

    def led_by(self, user):
        """Plans of the families whose lead practitioner this user is now."""
        leads = Involvement.objects.current().leads().filter(user=user)
        return self.filter(family__in=leads.values("family"))

    def at_hubs(self, hubs):
        return self.filter(hub__in=hubs)


class GoalQuerySet(PlanPartQuerySet):
    def visible_to(self, user):
        """Goals of readable plans, and of those this user is asked to take on."""
        if user.organisation is None:
            return self.none()
        family = "plan__family"
        steps = self.model.plan.field.related_model.steps.rel.related_model.objects
        asked = steps.waiting().filter(receiver=user, plan__family__in=received_families(user))
        return self.filter(
            Q(plan__family__in=plan_families(user)) | Q(plan__in=asked.values("plan"))
        ).filter(about_visible_people(user, family, self._whole(user)))

    def _whole(self, user):
        """A receiver in the council reads all of it; another organisation's needs agreements."""
        return seen_families(user, (PLAN | HAND_OVER) & whole_grounds(user))

    def open(self):
        return self.filter(state="open")

    def with_latest_score(self):
        """Each goal with `latest`, the value of its last score, to stand beside the new one."""
        scores = self.model.scores.rel.related_model.objects.filter(goal=OuterRef("pk"))
        latest = scores.order_by("-happened_at", "-id").values("value")[:1]
        return self.annotate(latest=Subquery(latest))


class ActionQuerySet(PlanPartQuerySet):
    plan_path = "goal__plan"

    def visible_to(self, user):
        """Actions of visible goals, and this user's own in families whose plan they may read."""
        goals = self.model.goal.field.related_model.objects.visible_to(user)
        return self.filter(Q(goal__in=goals) | self._own(user))

    def own(self, user):
        """What this user is to do, in families whose plan they may read."""
        return self.filter(self._own(user))

    def _own(self, user):
        return Q(owner_user=user, goal__plan__family__in=plan_families(user))

    def to_do(self):
        return self.filter(state="to_do", goal__state="open", goal__plan__closed_at=None)


class ReviewQuerySet(PlanPartQuerySet):
    def visible_to(self, user):
        """Reviews are about the whole family: a partner reads them once everybody is covered."""
        if user.organisation is None:
            return self.none()
        return self.filter(about_whole_families(user))

    def handed_over_to(self, user):
        """Those of a hand-over's pack too, for somebody of the council."""
        if user.organisation is None or not user.organisation.is_council:
            return self.visible_to(user)
        return self.filter(plan__family__in=seen_families(user, PLAN | HAND_OVER))


class ScoreQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Scores of visible goals."""
        goals = self.model.goal.field.related_model.objects.visible_to(user)
        return self.filter(goal__in=goals)

    def of_goals(self, goals):
        """Scores of goals that were themselves read through their door."""
        return self.filter(goal__in=goals)


class StepQuerySet(PlanPartQuerySet):
    def visible_to(self, user):
        """Steps of plans read whole, and those this user is asked to receive."""
        if user.organisation is None:
            return self.none()
        return self.filter(
            about_whole_families(user)
            | Q(plan__family__in=received_families(user), receiver=user, state="proposed")
        )

    def waiting(self):
        return self.filter(state="proposed")

    def late(self, now=None):
        return self.waiting().filter(due_at__lt=now or timezone.now())


class LevelChangeQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Level history goes with the plan, and into the triage view (access.md A4)."""
        triage = seen_families(user, {Ground.TRIAGE})
        return self.filter(Q(family__in=whole_plan_families(user)) | Q(family__in=triage))

    def handed_over_to(self, user):
        """Those of a hand-over's pack too, for somebody of the council."""
        if user.organisation is None or not user.organisation.is_council:
            return self.visible_to(user)
        return self.filter(family__in=seen_families(user, PLAN | HAND_OVER))

    def of(self, family, at=None):
        """This family's changes up to a moment, the latest first."""
        rows = self.filter(family=family)
        return rows.filter(happened_at__lte=at) if at else rows
