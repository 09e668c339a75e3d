"""Each way of contact with what was last said of it, as the contact card has it today (R086)."""

from ..models import Allows, CardWay, ChannelAnswer


def answers_of(member):
    """(way, answer, row) of each way: the card is obeyed, so where they differ it is shown."""
    card = member.person.contact_card
    rows = ChannelAnswer.objects.told_of(member).select_related("recorded_by")
    told = {row.way: row for row in rows}
    return [(way, standing(way, card, told.get(way)), told.get(way)) for way in CardWay]


def standing(way, card, row):
    """Yes where the card says so; a no, or nothing asked, as it was told."""
    if card and getattr(card, way.on_card):
        return Allows.MAY
    if row is None or row.answer == Allows.NOT_ASKED:
        return Allows.NOT_ASKED
    return Allows.MAY_NOT
