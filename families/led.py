"""Who comes to a session, for the person who leads it (access.md A9)."""

from hubs.actions.bookings import booker_hash_of
from hubs.models import Booking

from .models import FamilyMember
from .querysets.bars import families_barred_to


def expected_at(session, leader):
    """Those with a place, in turn; nobody of a family that this leader is barred from."""
    rows = Booking.objects.for_session(session).filter(state="booked", wiped_at=None)
    rows = rows.exclude(booker_hash__in=_booked_by_the_barred(leader))
    return list(rows.select_related("card").in_turn())


def _booked_by_the_barred(leader):
    """A booking names no family: under which names people they know would have booked."""
    members = FamilyMember.objects.current().filter(family__in=families_barred_to(leader))
    members = members.exclude(person__contact_card=None).select_related("person__contact_card")
    cards = [member.person.contact_card for member in members]
    ways = [{name: getattr(card, name)} for card in cards for name in ("phone", "email")]
    return [booker_hash_of(way) for way in ways if all(way.values())]
