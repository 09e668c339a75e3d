"""Services: added, changed, switched on and off, placed at sites, checked (R023, R025, R027)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.contact.actions import open_card
from familyhubs.contact.models import Channel
from familyhubs.council.current import council
from familyhubs.refusals import Refused

from ..hours import read_hours
from ..models import Service, ServiceAtSite, ServiceHours, ServiceStatus
from .naming import free_slug

# What a provider may propose; staff say the rest.
PROPOSABLE = (
    "name",
    "summary",
    "description",
    "target_group",
    "age_bands",
    "lowest_age",
    "highest_age",
    "cost",
    "cost_words",
    "languages",
    "modes",
    "is_send_friendly",
    "access_needs",
    "days",
    "times",
    "how_to_get_it",
    "phone",
    "email",
    "website",
)


def refuse_stale(service, seen):
    """Two people at once: the second is told, and nothing of the first's is lost."""
    if service.version != seen:
        raise Refused(_("Somebody has just changed this service. Look at it again first."))


def refuse_impossible(service):
    low, high = service.lowest_age, service.highest_age
    if low is not None and high is not None and high < low:
        raise Refused(_("The highest age must be the lowest age or more."))
    if service.on_from and service.on_until and service.on_until < service.on_from:
        raise Refused(_("The last day must be the first day or later."))


@transaction.atomic
def save_service(service, *, seen, topics, owner_email, by, **values):
    """A new service, or all that staff say of one; a new one counts as checked today."""
    is_new = service is None
    service = Service(source="") if is_new else Service.objects.lock(service)
    if not is_new:
        refuse_stale(service, seen)
        service.version += 1
    for name, value in values.items():
        setattr(service, name, value)
    refuse_impossible(service)
    service.is_edited_here = bool(service.source)
    service.slug = service.slug or free_slug(Service.objects.all(), service.name)
    if is_new:
        mark_assured(service, by=by)
    _give_owner(service, owner_email, by=by)
    service.save()
    service.topics.set(topics)
    record("service.added" if is_new else "service.changed", by=by, about=service)
    return service


def mark_assured(service, *, by):
    """Somebody says today that all of it is right; `by` may be a link's reader without account."""
    service.last_assured_on = timezone.localdate()
    service.review_due_on = service.last_assured_on + timedelta(days=council().service_review_days)
    service.assured_by = by if isinstance(by, User) else None


def _give_owner(service, address, *, by):
    """Who is asked whether it is right: a colleague, or somebody known by their address only."""
    address = address.strip().lower()
    before = service.owner_id, service.owner_card and service.owner_card.email
    service.owner = User.objects.may_sign_in().filter(email=address).first() if address else None
    address = "" if service.owner else address
    if before == (service.owner_id, address or None):
        return
    # A link sent to the one before must not open the entry any more.
    service.asks.usable().update(used_at=timezone.now())
    told = {"email": address, "may_email": True, "preferred": Channel.EMAIL}
    service.owner_card = open_card(by=by, **told) if address else None


@transaction.atomic
def switch_service(service, *, seen, status, on_from, on_until, banner, by):
    """On or off, now or from a day to a day, with what families read meanwhile (R023)."""
    service = Service.objects.lock(service)
    refuse_stale(service, seen)
    if status not in ServiceStatus.values:
        raise Refused(_("Select whether it is given."))
    service.status, service.on_from, service.on_until = status, on_from, on_until
    service.banner = banner
    refuse_impossible(service)
    service.version += 1
    service.save()
    record("service.switched", by=by, about=service, what=status, starts=on_from, ends=on_until)
    return service


@transaction.atomic
def assure_service(service, *, by):
    """A colleague has looked: all of it is right today."""
    service = Service.objects.lock(service)
    mark_assured(service, by=by)
    service.save(update_fields=["last_assured_on", "review_due_on", "assured_by", "updated_at"])
    record("service.assured", by=by, about=service, until=service.review_due_on)
    return service


@transaction.atomic
def place_service(service, *, site, schedule, by):
    """Given at this site, with when; days and times are taken from the words where they can be."""
    service = Service.objects.lock(service)
    at = service.at_sites.filter(site=site).first() or ServiceAtSite(service=service, site=site)
    at.schedule = schedule
    at.save()
    write_hours(at)
    service.version += 1
    service.is_edited_here = bool(service.source)
    service.save(update_fields=["version", "is_edited_here", "updated_at"])
    record("service.placed", by=by, about=service, site=site.pk)
    return at


def write_hours(at, hours=()):
    """The hours that were told, or that the words of a place give; none where neither is plain."""
    at.hours.all().delete()
    ServiceHours.objects.bulk_create(
        ServiceHours(at=at, weekday=day, opens=opens, closes=closes)
        for day, opens, closes in hours or read_hours(at.schedule)
    )


@transaction.atomic
def take_away(service, *, site, by):
    """Not given at this site any more; once gone, a second press changes nothing."""
    service = Service.objects.lock(service)
    gone, _rows = service.at_sites.filter(site=site).delete()
    if gone:
        service.version += 1
        service.save(update_fields=["version", "updated_at"])
        record("service.taken_away", by=by, about=service, site=site.pk)
