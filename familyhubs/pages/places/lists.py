"""What the settings' lists show of districts, wards, sites and teams."""

from django.db.models import Count, F, Q
from django.utils import timezone

from hubs.models import Area, AreaKind, District, Membership, Role, Site, SiteKind, Team

ANSWERING = (Role.TRIAGE, Role.MANAGER)


def wards():
    """Every ward with its hub, without its boundary, which is long."""
    rows = Area.objects.filter(kind=AreaKind.WARD).select_related("hub").defer("boundary")
    return rows.order_by("name", "code")


def districts():
    """Each district with its hub, how many wards and sites it has, and whether anybody answers."""
    rows = District.objects.select_related("hub").annotate(
        wards=Count("hub__areas", distinct=True),
        sites=Count("hub__sites", Q(hub__sites__closed_on=None), distinct=True),
    )
    here, everywhere = _answering()
    rows = list(rows.order_by("name"))
    for row in rows:
        hub = getattr(row, "hub", None)
        row.is_answered = bool(hub) and (everywhere or hub.pk in here)
    return rows


def _answering():
    """The hubs that somebody triages, and whether anybody triages for the whole council."""
    roles = Membership.objects.current().filter(role__in=ANSWERING)
    held = set(roles.values_list("hub", "team", "team__hub"))
    hubs = {hub or hub_of_team for hub, _, hub_of_team in held}
    return hubs - {None}, any(hub is None and team is None for hub, team, _ in held)


def nearest_is_known():
    """Whether a request of no hub's ward goes to the nearest main building (postcodes.hub_for)."""
    mains = Site.objects.open().filter(kind=SiteKind.MAIN, longitude__isnull=False)
    return mains.exists()


def first_hub(districts):
    """The hub of these that gets what no place tells: the first by name (referrals.receive)."""
    hubs = [row.hub for row in districts if getattr(row, "hub", None)]
    return min(hubs, key=lambda hub: hub.name, default=None)


def network_sites_without_hub():
    """Delivery sites that families cannot find yet, because no hub says that they are its own."""
    return Site.objects.open().filter(kind=SiteKind.SATELLITE, hub=None).count()


def sites(chosen):
    """Places of help that fit the filter, those of no hub first."""
    rows = Site.objects.select_related("hub")
    if chosen["kind"]:
        rows = rows.filter(kind=chosen["kind"])
    if chosen["hub"] == "none":
        rows = rows.filter(hub=None)
    elif chosen["hub"]:
        rows = rows.filter(hub=chosen["hub"])
    if chosen["q"]:
        rows = rows.filter(Q(name__icontains=chosen["q"]) | Q(postcode__icontains=chosen["q"]))
    return rows.order_by(F("hub__name").asc(nulls_first=True), "name", "pk")


def teams():
    """Every team, those that work now first, with how much each holds."""
    now = timezone.now()
    lasting = Q(memberships__ends_at=None) | Q(memberships__ends_at__gt=now)
    rows = Team.objects.select_related("hub", "organisation")
    rows = rows.annotate(people=Count("memberships__user", lasting, distinct=True))
    return rows.order_by(F("ended_on").desc(nulls_first=True), "name")
