"""Videos and leaflets in families' languages: added, looked at again, taken down (R089)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..languages import NAMES
from ..models import Leaflet
from .naming import refused_if_taken

LOOKED_AT_AGAIN = timedelta(days=182)


@transaction.atomic
def save_leaflet(leaflet, *, title, language, kind, topic, url, by):
    """A link that somebody has just opened and read; half a year later it is looked at again."""
    verb = "leaflet.checked" if leaflet else "leaflet.added"
    leaflet = Leaflet.objects.lock(leaflet) if leaflet else Leaflet()
    if leaflet.taken_down_at:
        raise Refused(_("This was taken down. Add it anew."))
    if not url.startswith("https://"):
        raise Refused(_("Enter a link that begins with https://"))
    if language not in NAMES:
        raise Refused(_("Select a language"))
    leaflet.title, leaflet.language, leaflet.kind = title, language, kind
    leaflet.topic, leaflet.url = topic, url
    leaflet.checked_on, leaflet.checked_by = timezone.localdate(), by
    leaflet.review_due_on = leaflet.checked_on + LOOKED_AT_AGAIN
    with refused_if_taken(_("This link stands in this language already.")):
        leaflet.save()
    record(verb, by=by, about=leaflet, language=language)
    return leaflet


@transaction.atomic
def take_down_leaflet(leaflet, *, by):
    """Families do not find it any more; pressed twice it is down once."""
    leaflet = Leaflet.objects.lock(leaflet)
    if leaflet.taken_down_at is None:
        leaflet.taken_down_at = timezone.now()
        leaflet.save(update_fields=["taken_down_at", "updated_at"])
        record("leaflet.taken_down", by=by, about=leaflet, language=leaflet.language)
    return leaflet
