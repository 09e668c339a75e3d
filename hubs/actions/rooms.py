"""Rooms of a site (R020, R022)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Room, Session
from .naming import refuse_taken, refused_if_taken


@transaction.atomic
def save_room(room, *, site, name, capacity, youth_from, youth_until, by):
    """A new room, or what is different about one now."""
    verb = "room.changed" if room else "room.added"
    room = Room.objects.lock(room) if room else Room(site=site)
    said = _("There is a room with this name at this site already.")
    refuse_taken(Room.objects.filter(site=room.site_id).exclude(pk=room.pk), name, said)
    if bool(youth_from) != bool(youth_until) or (youth_from and youth_until <= youth_from):
        raise Refused(_("Enter both hours for young people, the later one second, or none."))
    room.name, room.capacity = name, capacity
    room.youth_from, room.youth_until = youth_from, youth_until
    if youth_from:
        _refuse_sessions_in_the_way(room)
    with refused_if_taken(said):
        room.save()
    record(verb, by=by, about=room, site=room.site_id)
    return room


def _refuse_sessions_in_the_way(room):
    rows = Session.objects.planned().to_come().filter(room=room, activity__is_youth_only=False)
    for session in rows.select_related("activity").in_order():
        start, end = (timezone.localtime(at).time() for at in (session.starts_at, session.ends_at))
        if start < room.youth_until and end > room.youth_from:
            what = {"what": session.activity.name}
            raise Refused(_("%(what)s is planned there in those hours. Move it first.") % what)
