"""Which requests: what waits, what is late, and who may know of them."""

from datetime import timedelta
from math import ceil

from django.apps import apps
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Upper
from django.utils import timezone

from families.querysets.door import seen_families
from families.querysets.standing import Standing
from families.sharing import Part, grounds_that_open
from familyhubs.council.current import council
from familyhubs.records import RecordQuerySet
from hubs.models import Hub, Role

from .bars import families_barred_to, requests_likely_barred_to, requests_unmatched_for
from .doors import works_queue
from .lines import LineQuerySet
from .waits import ENOUGH, LATELY, EightOfTen, WaitQuerySet

QUEUE_ROLES = (Role.TRIAGE, Role.MANAGER)
NOBODY = Q(pk__in=[])
# Asked past the policies: whose request it is they may see, and not its family.
IS_ORDINARY = Q(
    Func(F("family"), function="policies_is_ordinary", output_field=BooleanField(null=True))
)
EVERY = Q()
ADULT = 18 * 366  # Days; a little more than 18 years, never less.


class DraftQuerySet(RecordQuerySet):
    def in_time(self, now=None):
        """Drafts that this browser may still open, sent ones too."""
        return self.filter(expires_at__gt=now or timezone.now())

    def opened_by(self, digest):
        """The draft in time that a code opens, by what is kept of the code."""
        return self.in_time().filter(codes__digest=digest)

    def expired(self, now=None):
        """Drafts whose time is over, sent ones too: those hold nothing but the link."""
        return self.filter(expires_at__lte=now or timezone.now())


class ProfessionalDraftQuerySet(DraftQuerySet):
    def visible_to(self, user):
        """Their own, while there is time; nobody reads another's, whatever their role."""
        if not (user.is_authenticated and user.may_sign_in):
            return self.none()
        return self.in_time().filter(owner=user)

    def unsent(self):
        return self.filter(sent_as=None)


class OpenCheckQuerySet(RecordQuerySet):
    def waiting(self):
        """Not looked into yet, the oldest first."""
        return self.filter(handled_at=None).order_by("recorded_at", "id")


class OutcomeNoticeQuerySet(RecordQuerySet):
    def of_queue(self, user):
        """Those of the requests in this person's queue."""
        queue = apps.get_model("referrals", "Referral").objects.in_queue_of(user)
        return self.filter(referral__in=queue)

    def untold(self):
        return self.filter(settled_at=None)

    def late(self, now):
        return self.untold().filter(due_at__lt=now)


class MatchQuerySet(RecordQuerySet):
    def with_sight(self, user):
        """Each match annotated with whether this user may see its family at all."""
        seen = Q(family__in=seen_families(user))
        return self.annotate(is_seen=ExpressionWrapper(seen, BooleanField()))

    def seen_by(self, user):
        """Those whose family this user sees."""
        return self.filter(family__in=seen_families(user))


# How long after the decision a family may still look.
FOLLOWED_FOR = timedelta(days=90)


class ReferralQuerySet(LineQuerySet, WaitQuerySet):
    def tellable(self):
        """Whose stage may be said without an account: the family's own, where nobody is at risk.

        Never one with a safety answer or a concern, nor one that a young person sent alone: at
        home, others may know all that is asked for. A professional's is told to them alone.
        """
        people = apps.get_model("referrals", "ReferralPerson").objects.filter(is_contact=True)
        grown = timezone.localdate() - timedelta(days=ADULT)
        young = people.filter(Q(is_child=True) | Q(born_on__gt=grown) | Q(age_told__lt=18))
        rows = self.with_concerns().filter(safety_flags=[], has_concern=False)
        rows = rows.exclude(Q(channel="professional") | Q(asker="young"))
        return rows.exclude(Exists(young.filter(referral=OuterRef("pk"))))

    def followable(self, now=None):
        """Those of which anybody who knows the reference and a way to them learns the stage."""
        since = (now or timezone.now()) - FOLLOWED_FOR
        said = self.model.said_since.rel.related_model.objects.filter(referral=OuterRef("pk"))
        rows = self.tellable().filter(Q(decided_at=None) | Q(decided_at__gte=since))
        return rows.exclude(Exists(said.filter(what="off")))

    def visible_to(self, user):
        """Every request this user may know exists; the only door to this table.

        Triage officers and managers see their hubs' requests, safeguarding leads all, referrers
        and those who keyed it in their own, and workers those of the families whose requests
        they may read. A bar of access.md section 2 is stronger than all of them.
        """
        if not (user.is_authenticated and user.is_active) or user.organisation is None:
            return self.none()
        return self.filter(self._reading(user, Q(referrer=user) | Q(taken_by=user)))

    def about_ordinary_families(self, user):
        """For a desk that learns the stage alone (access.md A5): none about a family that is
        restricted or barred to this person, or likely is."""
        known = apps.get_model("families", "Family").objects.ordinary().not_barred_to(user)
        rows = self.filter(Q(family=None) | Q(family__in=known))
        rows = rows.exclude(pk__in=requests_likely_barred_to(user))
        return rows.exclude(pk__in=requests_unmatched_for(user))

    def tells_its_stage(self, user, since):
        """Whose stage a desk may say to a caller."""
        return self.about_ordinary_families(user).tellable().filter(happened_at__gte=since)

    def readable_by(self, user):
        """The visible ones this user may read in full; own ones alone show their status only."""
        if not (user.is_authenticated and user.is_active) or user.organisation is None:
            return self.none()
        return self.filter(self._reading(user))

    def with_reading(self, user):
        """Each row annotated with whether this user may read it in full."""
        return self.annotate(may_read=ExpressionWrapper(self._reading(user), BooleanField()))

    def _reading(self, user, also=NOBODY):
        """The condition on a request's row under which this user, an active one, reads it."""
        standing = Standing(user)
        if standing.holds(Role.COMMISSIONER):
            return NOBODY
        queue = Q(hub__in=Hub.objects.where(user, *QUEUE_ROLES)) if works_queue(user) else NOBODY
        # No school learns what a young person asked for alone.
        queue &= EVERY if user.organisation.is_council else ~Q(asker="young")
        families = seen_families(user, grounds_that_open(Part.REQUESTS))
        unrestricted = Q(family=None) | IS_ORDINARY | Q(family__in=families)
        ours = queue & unrestricted | Q(family__in=families)
        if standing.holds(Role.SAFEGUARDING):
            ours = EVERY
        # What they sent themselves tells them nothing: it stays theirs while matching looks.
        known = ours & ~Q(pk__in=requests_unmatched_for(user))
        return (known | also) & ~self._barred(user)

    def not_barred_to(self, user):
        """Less those about a family this person is connected to, or very likely about one."""
        return self.exclude(self._barred(user) | Q(pk__in=requests_unmatched_for(user)))

    def _barred(self, user):
        barred = Q(family__in=families_barred_to(user))
        return barred | Q(family=None, pk__in=requests_likely_barred_to(user))

    def with_concerns(self):
        """Each row annotated with whether a safeguarding concern was raised about it."""
        concerns = self.model.concerns.rel.related_model.objects.filter(referral=OuterRef("pk"))
        return self.annotate(has_concern=Exists(concerns))

    def with_files(self):
        """Each row annotated with whether a photo or PDF came with it."""
        files = self.model.files.rel.related_model.objects.filter(referral=OuterRef("pk"))
        return self.annotate(has_files=Exists(files))

    def with_findings(self):
        """Each row with whether matching has still to look, anybody asked about safety, found
        needs, said more, or gives up.

        Most have none of them: their page asks for no more.
        """
        model = self.model
        return self.annotate(
            is_matching_due=Exists(
                apps.get_model("referrals", "MatchingDue").objects.filter(referral=OuterRef("pk"))
            ),
            has_enquiries=Exists(
                model.enquiries.rel.related_model.objects.filter(referral=OuterRef("pk"))
            ),
            has_lifts=Exists(
                model.abuse_lifts.rel.related_model.objects.filter(referral=OuterRef("pk"))
            ),
            has_assessed=Exists(
                model.assessed.rel.related_model.objects.filter(referral=OuterRef("pk"))
            ),
            has_since=Exists(
                model.said_since.rel.related_model.objects.filter(referral=OuterRef("pk"))
            ),
            has_proposal=Exists(
                model.giving_up.rel.related_model.objects.filter(referral=OuterRef("pk"))
            ),
        )

    def in_queue_of(self, user):
        """The one queue: every channel, of the hubs where this person triages or manages."""
        rows = self.readable_by(user)
        if not user.is_authenticated or Standing(user).holds(Role.SAFEGUARDING):
            return rows
        return rows.filter(hub__in=Hub.objects.where(user, *QUEUE_ROLES))

    def sent_by(self, user):
        """What this person sent or keyed in."""
        return self.visible_to(user).filter(Q(referrer=user) | Q(taken_by=user))

    def in_queue(self):
        return self.exclude(status="decided")

    def waiting(self):
        return self.filter(status="waiting")

    def late(self, now):
        return self.waiting().filter(decision_due_at__lt=now)

    def silent(self, now):
        """Waiting for a family that may have been asked too long ago (clocks.family_answer_due)."""
        before = now - timedelta(days=council().giving_up_days)
        return self.filter(status="asked_family", paused_at__lt=before)

    def contact_late(self, now):
        """Not waiting for the family, and nobody has reached them in the time there is."""
        return self.waiting().filter(self._unreached(), contact_due_at__lt=now)

    def late_by_any(self, now):
        """By one clock or another: the screen, the decision or the first contact."""
        decision = Q(decision_due_at__lt=now)
        contact = Q(self._unreached(), contact_due_at__lt=now)
        screen = Q(screened_at=None, screen_due_at__lt=now)
        return self.in_queue().filter(Q(status="waiting") & (decision | contact) | screen)

    def screen_late(self, now):
        """Not decided, and nobody has looked for safeguarding in the time there is."""
        return self.in_queue().filter(screened_at=None, screen_due_at__lt=now)

    def sharing_a_fact(self, known, postcode):
        """About somebody of the same name or birth date as one of these, or of the postcode."""
        told = self.model.people.rel.related_model.objects.filter(referral=OuterRef("pk"))
        named = told.annotate(upper_name=Upper("full_name"))
        named = named.filter(upper_name__in={facts.name.upper() for facts in known})
        born = told.filter(born_on__in={facts.born_on for facts in known if facts.born_on})
        near = Q(postcode=postcode) if postcode else NOBODY
        return self.filter(Q(Exists(named)) | Q(Exists(born)) | near)

    def by_professionals(self, since):
        """Received from professionals since then."""
        return self.filter(professional__isnull=False, happened_at__gte=since)

    def turned_out(self, field, accepting):
        """For each value of a field: how many came, were agreed to, decided and accepted."""
        rows = self.order_by().values(code=F(field))
        return rows.annotate(
            came=Count("pk"),
            agreed=Count("pk", filter=Q(agreement="agrees")),
            decided=Count("pk", filter=Q(status="decided")),
            accepted=Count("pk", filter=Q(decision__in=accepting)),
        )

    def wait_lately(self, now):
        """In how many days 8 of 10 requests were decided lately; None where too few were.

        Whole council, whole days, rounded up: it tells of nobody.
        """
        lately = self.filter(status="decided", decided_at__gt=now - LATELY, decided_at__lte=now)
        wait = ExpressionWrapper(F("decided_at") - F("happened_at"), DurationField())
        found = lately.aggregate(n=Count("pk"), wait=EightOfTen(wait))
        return ceil(found["wait"] / timedelta(days=1)) if found["n"] >= ENOUGH else None


class WishQuerySet(RecordQuerySet):
    def unsettled(self):
        """Whom the family would let us talk to, of which nothing has been made yet."""
        return self.filter(agrees=True, agreement=None, left_because="")


class ConcernQuerySet(RecordQuerySet):
    def visible_to(self, user, now=None):
        """Every concern this user may read; a bar of access.md section 2 is stronger than all.

        Safeguarding leads read all of them. A manager reads one of a hub of theirs that nobody has
        taken or decided in its time, and what they took themselves: who is told can answer.
        """
        if not (user.is_authenticated and user.may_sign_in and user.organisation):
            return self.none()
        if not user.organisation.is_council:
            return self.none()
        standing = Standing(user)
        if standing.holds(Role.COMMISSIONER):
            return self.none()
        unbarred = self.not_barred_to(user)
        if standing.holds(Role.SAFEGUARDING):
            return unbarred
        ours = Q(family=None) | Q(family__in=seen_families(user))
        ringing = self._ringing(now or timezone.now())
        managed = unbarred.filter(ours, hub__in=Hub.objects.where(user, Role.MANAGER))
        return managed.filter(ringing | Q(taken_by=user))

    def not_barred_to(self, user):
        """Less those about a family this person is connected to, or very likely about one."""
        may_be = Q(referral__in=requests_likely_barred_to(user))
        may_be |= Q(referral__in=requests_unmatched_for(user))
        barred = Q(family__in=families_barred_to(user))
        return self.exclude(barred | Q(may_be, family=None))

    def raised_by(self, user):
        """What this person raised: they learn that it was received, and no more."""
        return self.filter(raised_by=user)

    def open(self):
        return self.filter(decided_at=None)

    def decided(self):
        return self.exclude(decided_at=None)

    def ringing(self, now):
        """Nobody has taken them in the time there is, or whoever has did not decide."""
        return self.filter(self._ringing(now))

    @staticmethod
    def _ringing(now):
        untaken = Q(taken_at=None, due_at__lt=now)
        return (untaken | Q(decide_due_at__lt=now)) & Q(decided_at=None)

    def unacknowledged(self):
        """Children's social care was told and has not said yet that it has them."""
        return self.filter(acknowledge_due_at__isnull=False, acknowledged_at=None)

    def worst_first(self):
        """What nobody has taken, what happens now, then the oldest."""
        now_first = Case(When(is_now="yes", then=Value(0)), default=Value(1))
        taken_last = Case(When(taken_at=None, then=Value(0)), default=Value(1))
        return self.order_by(taken_last, now_first, "raised_at", "id")
