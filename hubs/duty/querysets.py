"""Which duties, deputies, and offers of a duty."""

from django.db.models import F, OuterRef, Q

from familyhubs.records import PeriodQuerySet, RecordQuerySet, now


class DeputyQuerySet(PeriodQuerySet):
    def of(self, user):
        return self.current().filter(user=user)


class DutySwapQuerySet(RecordQuerySet):
    def open(self, at=None):
        """Offers that wait for an answer, of duties that are not over."""
        lasts = Q(shift__ends_at=None) | Q(shift__ends_at__gt=at or now())
        return self.filter(lasts, answered_at=None).exclude(shift__ends_at=F("shift__starts_at"))

    def for_user(self, user):
        """What this person is asked to take, and what they asked others to take."""
        return self.open().filter(Q(to=user) | Q(asked_by=user))


class DutyShiftQuerySet(PeriodQuerySet):
    def on_duty(self, user):
        """Their duty that opens families, which no other kind of duty does (access.md A1)."""
        return self.current().filter(user=user, kind="practice")

    def out_of_hours(self, user):
        """Their duty that opens a family to be read, with a reason for each (access.md A6)."""
        return self.current().filter(user=user, kind="out_of_hours")

    def of_rota(self, kind, hub=None, team=None):
        """One rota's own: of one kind, at one hub, of one team, or of the whole council."""
        return self.filter(kind=kind, hub=hub, team=team)

    def meeting(self, start, end):
        """Those with any time in this span; one that was taken out before it began has none."""
        lasts = Q(ends_at=None) | Q(ends_at__gt=start) & Q(ends_at__gt=F("starts_at"))
        return self.filter(lasts, starts_at__lt=end)

    def here(self, hubs, teams):
        """The whole council's, and those of these hubs and teams."""
        council = Q(hub=None, team=None)
        return self.filter(council | Q(hub__in=hubs) | Q(team__in=teams) | Q(team__hub__in=hubs))

    def around_a_role(self):
        """Those that count where the role of an outer query is held."""
        council = Q(hub=None, team=None)
        hub = Q(hub=OuterRef("hub")) | Q(hub=OuterRef("team__hub"))
        team = Q(team=OuterRef("team"))
        of_hub = Q(team__hub=OuterRef("hub")) | Q(team__hub=OuterRef("team__hub"))
        return self.filter(council | hub | team | of_hub)

    def at_hub(self, hub):
        """Those that count at this hub: its own, its teams', the whole council's."""
        return self.here([hub], [])

    def answering_now(self, *kinds, at=None):
        """Who answers now, in the order they came: nobody who is away or may not sign in."""
        at = at or now()
        away = self.model._meta.apps.get_model("hubs", "Absence").objects.current(at)
        people = self.model._meta.get_field("user").related_model.objects.may_sign_in()
        rows = self.current(at).exclude(user__in=away.values("user"))
        rows = rows.filter(user__in=people.values("pk"))
        rows = rows.filter(kind__in=kinds) if kinds else rows
        return rows.select_related("user", "hub", "team").order_by("starts_at", "id")
