"""Sites that are open for fewer hours a week than their contract says are heard of (R003)."""

import logging

from django.urls import reverse
from django.utils import timezone

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.outbox import notify

from ..models import Membership, Role, Site
from ..timetables import short_sites

logger = logging.getLogger(__name__)


def alert_short_hours():
    """The managers of the hub, once for each site and week that it lasts."""
    week = "{0.year}-{0.week}".format(timezone.localdate().isocalendar())
    with acting_as(SystemActor.CLOCK):
        sites = Site.objects.open().hub_sites().select_related("hub").with_timetables()
        short = short_sites(sites.order_by("pk"))
    for site in short:
        try:
            with acting_as(SystemActor.CLOCK):
                _tell(site, week)
        except Exception:
            logger.exception("A message by the clock could not be written", extra={"key": site.pk})


def _tell(site, week):
    managers = Membership.objects.current().filter(role=Role.MANAGER, hub=site.hub)
    for membership in managers.select_related("user__organisation"):
        notify(
            membership.user,
            key=f"hours-short:{site.pk}:{week}:{membership.user_id}",
            kind="hours_short",
            by=SystemActor.CLOCK,
            about=site,
            hub=site.hub.name,
            link=reverse("network:site", args=[site.pk]),
        )
