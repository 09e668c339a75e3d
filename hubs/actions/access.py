"""Ways to a hub that have no building (R006)."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..access import fits
from ..models import AccessPoint
from .naming import refused_if_taken


@transaction.atomic
def save_access_point(point, *, hub, channel, label, value, hours, language, by):
    """A new way in, or what is different about one; no hub stands for the whole network."""
    verb = "access_point.changed" if point else "access_point.added"
    point = AccessPoint.objects.lock(point) if point else AccessPoint()
    if not fits(channel, value):
        raise Refused(_("This does not fit the way you chose."))
    point.hub, point.channel, point.label, point.value = hub, channel, label, value
    point.hours, point.language = hours, language
    with refused_if_taken(_("This stands in the list already.")):
        point.save()
    record(verb, by=by, about=point, hub=hub and hub.pk, what=channel)
    return point


@transaction.atomic
def take_away_access_point(point, *, by):
    """Families no longer read of it; taken away twice is taken away."""
    gone, _rows = AccessPoint.objects.filter(pk=point.pk).delete()
    if gone:
        record("access_point.taken_away", by=by, about=point, hub=point.hub_id, what=point.channel)
