"""What belongs to a request and stands in rows of its own."""

from ..models import FilledIn


def write_besides(referral, *, by, filled_in=None):
    """In the transaction in which the request is received: who filled it in for whom."""
    if filled_in:
        FilledIn.objects.create(referral=referral, **filled_in)
