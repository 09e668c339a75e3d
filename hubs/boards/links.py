"""The link of a board's member without an account: signed, for their own page, stored nowhere."""

from django.urls import reverse

from ..members.links import key_of, token_of
from ..models import BoardMember

SEAT = "board"


def seat_link(member):
    """The page of one member: the meetings to come, and what they see to."""
    return reverse("seat:seat", args=[token_of(member, SEAT)])


def member_of(token):
    """Whose link it is, on the board or not any more; None for one we never signed."""
    rows = BoardMember.objects.select_related("board")
    return rows.filter(pk=key_of(token, SEAT), card__isnull=False).first()
