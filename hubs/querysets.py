"""Which hubs, sites and memberships."""

from django.db.models import Case, Exists, Prefetch, Q, Value, When
from django.utils import timezone

from familyhubs.records import PeriodQuerySet, RecordQuerySet
from familyhubs.requests import current_request_id


class MembershipQuerySet(PeriodQuerySet):
    def of(self, user, *roles):
        """This person's roles in force now; none for an account that may not sign in."""
        if not getattr(user, "is_active", False):
            return self.none()
        mine = self.current().filter(user=user)
        return mine.filter(role__in=roles) if roles else mine

    def held_now(self, user):
        """This person's roles in force with their scopes: read once within a request.

        Each with `is_on_duty`: whether they stand on the duty rota now.
        """
        if current_request_id() is not None and hasattr(user, "_roles_now"):
            return user._roles_now
        shifts = self.model._meta.apps.get_model("hubs", "DutyShift").objects.on_duty(user)
        held = self.of(user).select_related("hub", "team__hub").annotate(is_on_duty=Exists(shifts))
        held = list(held)
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


class DutyShiftQuerySet(PeriodQuerySet):
    def on_duty(self, user):
        return self.current().filter(user=user)


class HubQuerySet(RecordQuerySet):
    def where(self, user, *roles):
        """Hubs where this person holds one of the roles: by hub, by team or council-wide."""
        memberships = self.model.memberships.rel.related_model.objects
        held = [row for row in memberships.held_now(user) if row.role in roles]
        if any(row.hub is None and row.team is None for row in held):
            return self.all()
        return self.filter(pk__in={row.hub_id or row.team.hub_id for row in held} - {None})

    def with_open_sites(self):
        """Each hub's open sites as `open_sites`, its main building first."""
        sites = self.model.sites.rel.related_model.objects.open().hub_sites().main_first()
        return self.prefetch_related(Prefetch("sites", sites, to_attr="open_sites"))


class SiteQuerySet(RecordQuerySet):
    def open(self, on=None):
        """Sites that families can go to on this day."""
        on = on or timezone.localdate()
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on)).filter(
            Q(opened_on=None) | Q(opened_on__lte=on)
        )

    def hub_sites(self):
        """The network's own sites: main hub buildings and delivery sites (R001)."""
        return self.filter(kind__in=["main", "satellite"], hub__isnull=False)

    def main_first(self):
        return self.order_by(Case(When(kind="main", then=Value(0)), default=Value(1)), "name", "pk")
