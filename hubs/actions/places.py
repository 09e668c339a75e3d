"""Districts, their hubs, the wards a hub serves and the sites it works from (R001, R002)."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..geography import normalise
from ..models import Area, AreaKind, District, Hub, Postcode, Site, SiteKind
from .naming import free_slug, refuse_taken, refused_if_taken

# What a list of places says of a site; the council says the rest of it itself.
DESCRIBED = (
    "public_name",
    "inside",
    "description",
    "facilities",
    "access",
    "opens_on_bank_holidays",
    "is_address_hidden",
    "is_mandated",
    "stipulated_weekly_hours",
)
FROM_THE_LIST = ("name", "address", "postcode", "phone", "email", "opening_times")


@transaction.atomic
def save_district(district, *, name, by):
    """A new part of the council's area, or another name for one."""
    verb = "district.renamed" if district else "district.added"
    district = District.objects.lock(district) if district else District()
    said = _("There is a district with this name already.")
    refuse_taken(District.objects.exclude(pk=district.pk), name, said)
    district.name = name
    with refused_if_taken(said):
        district.save()
    record(verb, by=by, about=district)
    return district


@transaction.atomic
def save_hub(district, *, name, public_name, phone, email, by, **shown):
    """The one hub of a district (R001); its address on the web is made once and stays."""
    district = District.objects.lock(district)
    hub = Hub.objects.filter(district=district).first()
    verb = "hub.changed" if hub else "hub.added"
    hub = Hub.objects.lock(hub) if hub else Hub(district=district)
    others = Hub.objects.exclude(pk=hub.pk)
    said = _("There is a hub with this name already.")
    refuse_taken(others, name, said)
    hub.name, hub.public_name, hub.phone, hub.email = name, public_name, phone, email
    for line in ("about", "social_link", "community"):
        setattr(hub, line, shown.get(line, ""))
    # People keep its address on paper and in their telephones.
    hub.slug = hub.slug or free_slug(others, public_name or name)
    with refused_if_taken(said):
        hub.save()
    record(verb, by=by, about=hub, district=district.pk, slug=hub.slug)
    return hub


@transaction.atomic
def choose_wards(hub, *, wards, by):
    """The wards whose requests come to this hub from now on; each has one hub or none.

    `wards` maps a ward's code to the id of the hub it was with when somebody chose it ("" for
    none), so that of two people who take one ward for two hubs the second is told.
    """
    hub = Hub.objects.lock(hub)
    rows = Area.objects.select_for_update(no_key=True).filter(kind=AreaKind.WARD)
    rows = {row.code: row for row in rows.defer("boundary").order_by("code")}
    if unknown := set(wards) - set(rows):
        raise Refused(_("We do not know the ward %s.") % min(unknown)[:20])
    for code, seen in wards.items():
        _refuse_changed_hands(rows[code], seen)
    taken = [rows[code] for code in wards if rows[code].hub_id != hub.pk]
    left = [row for row in rows.values() if row.hub_id == hub.pk and row.code not in wards]
    Area.objects.filter(pk__in=[row.pk for row in taken]).update(hub=hub)
    Area.objects.filter(pk__in=[row.pk for row in left]).update(hub=None)
    if taken or left:
        codes = {"taken": [row.code for row in taken], "left": [row.code for row in left]}
        record("hub.wards_chosen", by=by, about=hub, **codes)
    return hub


def _refuse_changed_hands(ward, seen):
    if str(ward.hub_id or "") == str(seen):
        return
    now = {"ward": ward.name, "hub": ward.hub or _("no hub")}
    raise Refused(_("%(ward)s is with %(hub)s now. Look again and choose.") % now)


@transaction.atomic
def save_site(site, *, kind, hub, opened_on, closed_on, by, **described):
    """A place where help is given; of one from a list the council says the hub, kind and days."""
    verb = "site.changed" if site else "site.added"
    site = Site.objects.lock(site) if site else Site()
    _refuse_impossible_site(site, kind, hub, opened_on, closed_on)
    site.kind, site.hub, site.opened_on, site.closed_on = kind, hub, opened_on, closed_on
    if not site.source:
        for name in FROM_THE_LIST:
            setattr(site, name, described[name])
        _place(site)
    with refused_if_taken(_("This hub has a main building already. Change that one first.")):
        site.save()
    record(verb, by=by, about=site, hub=hub and hub.pk, what=kind, closed_on=closed_on)
    return site


@transaction.atomic
def describe_site(site, *, by, **said):
    """What families read of a site: what it is called, what it has and how to get in."""
    site = Site.objects.lock(site)
    for name in DESCRIBED:
        setattr(site, name, said[name])
    site.save(update_fields=[*DESCRIBED, "updated_at"])
    record("site.described", by=by, about=site, hidden=site.is_address_hidden)
    return site


def _refuse_impossible_site(site, kind, hub, opened_on, closed_on):
    if kind == SiteKind.MAIN and hub is None:
        raise Refused(_("Select the hub whose main building this is."))
    if opened_on and closed_on and closed_on < opened_on:
        raise Refused(_("The day it closed must be the day it opened or later."))
    mains = Site.objects.filter(kind=SiteKind.MAIN, hub=hub).exclude(pk=site.pk)
    if kind == SiteKind.MAIN and mains.exists():
        raise Refused(_("This hub has a main building already. Change that one first."))


def _place(site):
    """Where it stands, as near as its postcode tells."""
    site.postcode = normalise(site.postcode)
    place = Postcode.objects.filter(pk=site.postcode).first()
    site.longitude, site.latitude = (place.longitude, place.latitude) if place else (None, None)


@transaction.atomic
def give_sites(sites, *, hub, by):
    """These sites belong to this hub from now on; how many of them did not before."""
    rows = Site.objects.select_for_update(of=("self",)).filter(pk__in=[site.pk for site in sites])
    moving = [row for row in rows.order_by("pk") if row.hub_id != hub.pk]
    if any(row.kind == SiteKind.MAIN for row in moving):
        raise Refused(_("A main building stays with its hub. Change it on its own page."))
    for site in moving:
        site.hub = hub
        site.save(update_fields=["hub", "updated_at"])
        record("site.changed", by=by, about=site, hub=hub.pk)
    return len(moving)
