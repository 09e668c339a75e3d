"""Which hubs, sites, services and memberships."""

import unicodedata
from datetime import timedelta

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils import timezone

from familyhubs.council.current import council
from familyhubs.database.sealed import written_beside
from familyhubs.database.standins import NOW, TODAY, StandIn, put_in, worded_once
from familyhubs.records import PeriodQuerySet, RecordQuerySet
from familyhubs.requests import current_request_id

from .masking import told

# Kinds of site that families are sent to as the network's own.
NETWORK = ("main", "satellite", "mobile", "virtual", "registry")


# What the head of a page says of a duty.
SAID = JSONObject(
    id="id",
    kind="kind",
    name="user__full_name",
    phone="phone",
    hub=Coalesce(NullIf("hub__public_name", Value("")), "hub__name"),
    team="team__name",
)


USER = StandIn("user")


@worded_once(maxsize=1)
def _beside_a_role():
    """What `held_now` adds to each row: asked by every staff page."""
    shifts = apps.get_model("hubs", "DutyShift").objects
    around = shifts.answering_now().around_a_role().values(said=SAID)
    return written_beside(
        apps.get_model("hubs", "Membership").objects.all(),
        is_on_duty=Exists(shifts.on_duty(USER)),
        is_out_of_hours=Exists(shifts.out_of_hours(USER)),
        duty_here=ArraySubquery(around),
    )


class MembershipQuerySet(PeriodQuerySet):
    def of(self, user, *roles):
        """This person's roles in force now; none for an account that may not sign in."""
        if not getattr(user, "is_active", False):
            return self.none()
        mine = self.current().filter(user=user)
        return mine.filter(role__in=roles) if roles else mine

    def held_now(self, user):
        """This person's roles in force with their scopes: read once within a request.

        Each with `is_on_duty` and `is_out_of_hours`: whether they stand on the duty rota now, and
        with `duty_here`: who is on duty where they hold it, for the head of every staff page.
        """
        if current_request_id() is not None and hasattr(user, "_roles_now"):
            return user._roles_now
        said = {USER: user.pk, NOW: timezone.now(), TODAY: timezone.localdate()}
        held = self.of(user).select_related("hub", "team__hub")
        held = list(held.annotate(**put_in(_beside_a_role(), said)))
        if current_request_id() is not None:
            user._roles_now = held
        return held

    def answering_for(self, hub):
        """Who answers for a hub and above it, longest in their role first; nobody who is away."""
        roles = ["manager", "safeguarding", "triage", "administrator"]
        scope = Q(hub=hub) | Q(team__hub=hub) | Q(hub=None, team=None)
        away = self.model._meta.apps.get_model("hubs", "Absence").objects.current()
        rows = self.current().filter(scope, role__in=roles).exclude(user__in=away.values("user"))
        return rows.select_related("user__organisation").order_by("starts_at", "id")


class AbsenceQuerySet(PeriodQuerySet):
    def of(self, user):
        """This person's own, what is over left out."""
        return self.filter(user=user, ends_at__gt=timezone.now())


class HubQuerySet(RecordQuerySet):
    def where(self, user, *roles):
        """Hubs where this person holds one of the roles: by hub, by team or council-wide."""
        memberships = self.model.memberships.rel.related_model.objects
        held = [row for row in memberships.held_now(user) if row.role in roles]
        if any(row.hub is None and row.team is None for row in held):
            return self.all()
        return self.filter(pk__in={row.hub_id or row.team.hub_id for row in held} - {None})

    def with_open_sites(self, *, deprivation=False, usual_week=False):
        """Each hub's open sites as `open_sites`, its main building first.

        They tell when they are open from today on, or with `usual_week` their weeks alone.
        """
        sites = self.model.sites.rel.related_model.objects.open().hub_sites().main_first()
        if deprivation:
            sites = sites.with_deprivation()
        sites = sites.with_usual_week() if usual_week else sites.with_timetables()
        sites = sites.select_related("hub")
        return self.prefetch_related(Prefetch("sites", sites, to_attr="open_sites"))


class ClosureQuerySet(RecordQuerySet):
    def lasting(self, at=None):
        """In force now or later."""
        at = at or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at))

    def in_force(self, at=None):
        at = at or timezone.now()
        return self.lasting(at).filter(starts_at__lte=at)


class SiteQuerySet(RecordQuerySet):
    def open(self, on=None):
        """Sites that families can go to on this day."""
        on = on or timezone.localdate()
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on)).filter(
            Q(opened_on=None) | Q(opened_on__lte=on)
        )

    def hub_sites(self):
        """The network's own: main hub buildings, delivery sites and what moves (R001, R004)."""
        return self.filter(kind__in=NETWORK, hub__isnull=False)

    def with_timetables(self, on=None):
        """Each with what tells when it is open from this day on (timetables.py)."""
        on = on or timezone.localdate()
        related = self.model._meta.apps.get_model
        others = related("hubs", "OtherOpening").objects.filter(ends_on__gte=on)
        closures = (
            related("hubs", "SiteClosure").objects.lasting().select_related("alternative__hub")
        )
        return self.with_usual_week(on).prefetch_related(
            Prefetch("other_openings", others, "other_openings_now"),
            Prefetch("closures", closures, "closures_now"),
        )

    def with_usual_week(self, on=None):
        """Each with its weeks from this day on, whatever days are different or closed."""
        lasting = Q(ends_on=None) | Q(ends_on__gte=on or timezone.localdate())
        periods = self.model._meta.apps.get_model("hubs", "OpeningPeriod").objects.filter(lasting)
        return self.prefetch_related(Prefetch("opening_periods", periods, "periods_now"))

    def with_deprivation(self):
        """Each with the small area of its postcode, its decile and the edition of it (R008).

        Of a site with a secret address nothing: a small area leads there.
        """
        related = self.model._meta.apps.get_model
        postcodes = related("hubs", "Postcode").objects.filter(postcode=OuterRef("postcode"))
        rows = related("hubs", "Deprivation").objects.filter(area=OuterRef("lsoa"))
        newest = rows.order_by("-edition")
        return self.annotate(
            lsoa=Case(When(told(), then=Subquery(postcodes.values("lsoa")[:1]))),
            lsoa_name=Case(When(told(), then=Subquery(postcodes.values("lsoa__name")[:1]))),
        ).annotate(
            decile=Subquery(newest.values("decile")[:1]),
            edition=Subquery(newest.values("edition")[:1]),
        )

    def main_first(self):
        return self.order_by(Case(When(kind="main", then=Value(0)), default=Value(1)), "name", "pk")


class FoundQuerySet(models.QuerySet):
    """Which services families see (R025): those given now, and looked at in time."""

    def given(self):
        """Neither inactive nor ended: temporarily closed ones keep their page, with a banner."""
        return self.filter(status__in=["active", "closed"])

    def fresh(self, on=None):
        """Not hidden yet: somebody said it is right, or the grace after the due day runs."""
        return self.filter(review_due_on__gt=_last_hidden(on))

    def shown(self, on=None):
        """What has a page: a service that is off keeps it, and says so there."""
        return self.given().fresh(on)

    def public(self, on=None):
        """What lists, searches and the open data hold on this day."""
        on = on or timezone.localdate()
        begun = Q(on_from=None) | Q(on_from__lte=on)
        lasts = Q(on_until=None) | Q(on_until__gte=on)
        return self.fresh(on).filter(begun, lasts, status="active")

    def badged(self, on=None):
        """Past the day of its review and still shown: its page says that it is being checked."""
        on = on or timezone.localdate()
        return self.shown(on).filter(review_due_on__lt=on)


class ServiceQuerySet(FoundQuerySet, RecordQuerySet):
    """Services by what they are given for, and by what a search asks of them."""

    def matching(self, typed):
        """Those that hold these words; or, where nothing holds them, something close to them.

        Letters are compared only then: whatever holds a word is like it too, and most of it would
        be read for nothing.
        """
        held = self.model._default_manager.holding(typed)
        return self.holding(typed) if held.exists() else self.like(typed)

    def holding(self, typed):
        """Those that hold these words, in any of their forms."""
        words = SearchQuery(_plain(typed), config="english", search_type="websearch")
        return self.filter(found__words=words)

    def like(self, typed):
        """Those that hold something close to these words: every row's letters are compared."""
        return self.filter(TrigramWordSimilar(F("search_text"), Value(_plain(typed))))

    def stale(self, on=None):
        """Hidden from the public because nobody has looked at it in time."""
        return self.given().filter(review_due_on__lte=_last_hidden(on))


def _plain(typed):
    """Small letters without accents, as services keep theirs."""
    text = unicodedata.normalize("NFKD", typed.casefold())
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def _last_hidden(on):
    """The latest review day whose grace is over."""
    return (on or timezone.localdate()) - timedelta(days=council().service_grace_days)


class AskQuerySet(RecordQuerySet):
    def usable(self):
        """Not answered yet, and still in time."""
        return self.filter(used_at=None, expires_at__gt=timezone.now())


class ProblemQuerySet(RecordQuerySet):
    def open(self):
        return self.filter(closed_at=None)


class VolunteerQuerySet(RecordQuerySet):
    def known(self):
        """Those who help, and those who left and are not forgotten yet."""
        return self.exclude(name="")

    def clear_on(self, day):
        """Those who may lead a session that ends on this day (R040)."""
        rows = self.filter(dbs_status="clear", dbs_due_on__gte=day)
        return rows.filter(Q(left_on=None) | Q(left_on__gte=day))

    def left_by(self, day):
        """Those who left by this day and still have a name here."""
        return self.known().filter(left_on__lte=day)

    def shown(self):
        """Parent champions whom families may read of: those who said yes (R039)."""
        rows = self.filter(is_parent_champion=True, said_yes_on__lte=timezone.localdate())
        return rows.order_by("shown_as", "pk")


class BoardQuerySet(RecordQuerySet):
    """Which advisory boards somebody reads, and which want looking after (R036)."""

    def visible_to(self, user):
        """Boards of the hubs this person works at, and those they sit on themselves.

        A partner without a hub works at none: the whole council is not theirs.
        """
        held = self.model.hubs.rel.model.memberships.rel.related_model.objects.held_now(user)
        everywhere = [row for row in held if row.hub is None and row.team is None]
        if any(row.role != "partner" for row in everywhere):
            return self.all()
        hubs = {row.hub_id or row.team.hub_id for row in held if row not in everywhere} - {None}
        serving = self.model.hubs.through.objects.filter(hub__in=hubs)
        sitting = self.model.members.rel.related_model.objects.now().filter(user=user)
        own = Q(pk__in=serving.values("advisoryboard")) | Q(pk__in=sitting.values("board"))
        return self.filter(own)

    def with_standing(self):
        """Each with `last_met`, `next_meets` and `chair_is_independent`: None without a chair."""
        chairs = self._chairs().filter(board=OuterRef("pk"))
        meetings = self.model.meetings.rel.related_model.objects
        own = meetings.filter(board=OuterRef("pk"))
        return self.annotate(
            last_met=Subquery(own.held().values("starts_at")[:1]),
            next_meets=Subquery(own.to_come().values("starts_at")[:1]),
            chair_is_independent=Subquery(chairs.values("is_independent")[:1]),
        )

    def with_chairs(self):
        """Each with its `chairs` now: one at most."""
        return self.prefetch_related(Prefetch("members", self._chairs(), "chairs"))

    def _chairs(self):
        return self.model.members.rel.related_model.objects.now().filter(is_chair=True)


class BoardMemberQuerySet(RecordQuerySet):
    def now(self, on=None):
        """Those who sit on their board on this day, the last one included."""
        on = on or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)

    def known(self):
        return self.exclude(name="")

    def over_by(self, day):
        """Those whose last day was this or earlier and who still have a name here."""
        return self.known().filter(ends_on__lte=day)


class MeetingQuerySet(RecordQuerySet):
    def held(self):
        """Those that were not called off and whose time has come, the newest first."""
        rows = self.filter(cancelled_at=None, starts_at__lte=timezone.now())
        return rows.order_by("-starts_at", "-pk")

    def to_come(self):
        rows = self.filter(cancelled_at=None, starts_at__gt=timezone.now())
        return rows.order_by("starts_at", "pk")


class BoardActionQuerySet(RecordQuerySet):
    def open(self):
        return self.filter(done_on=None)

    def told_of(self):
        """Each with who sees to it, and `told_at`: the hub where families read what came of it."""
        entries = self.model.told.rel.related_model.objects.published()
        told = entries.filter(action=OuterRef("pk")).values("hub__slug")[:1]
        return self.select_related("owner").annotate(told_at=Subquery(told))

    def carried_to(self, meeting):
        """What was asked for earlier and was not done by the day of this meeting."""
        day = timezone.localtime(meeting.starts_at).date()
        earlier = Q(meeting=None, recorded_at__lt=meeting.starts_at) | Q(
            meeting__starts_at__lt=meeting.starts_at
        )
        still = Q(done_on=None) | Q(done_on__gte=day)
        return self.filter(earlier, still, board=meeting.board_id)


class YouSaidQuerySet(RecordQuerySet):
    def published(self):
        """What everybody can read."""
        return self.filter(published_at__isnull=False, taken_down_at=None)


class AccessPointQuerySet(RecordQuerySet):
    def in_order(self):
        """As families read them: phone first, then writing, then what needs a screen."""
        ways = ("phone", "text", "email", "form", "chat", "app")
        rank = Case(*(When(channel=way, then=Value(at)) for at, way in enumerate(ways)))
        return self.order_by(rank, "label", "pk")

    def of_network(self):
        """Those of no single hub."""
        return self.filter(hub=None).in_order()


class TeamHereQuerySet(RecordQuerySet):
    def shown(self):
        """What families read: teams that go on, at open sites that are no secret."""
        today = timezone.localdate()
        goes_on = Q(team__ended_on=None) | Q(team__ended_on__gt=today)
        is_there = Q(team__organisation__ended_on=None) | Q(team__organisation__ended_on__gt=today)
        sites = self.model.site.field.related_model.objects.open().hub_sites()
        rows = self.filter(goes_on, is_there, site__in=sites, site__is_address_hidden=False)
        return rows.select_related("team__organisation", "site").order_by("team__name", "pk")
