"""What belongs to a request and stands in rows of its own."""

from ..models import FilledIn, ProfessionalReferral


def write_besides(referral, *, by, filled_in=None, professional=None):
    """In the transaction in which the request is received.

    Who filled it in for whom; what only a professional says, whom somebody wrote it down for.
    """
    if filled_in:
        FilledIn.objects.create(referral=referral, **filled_in)
    if professional:
        ProfessionalReferral.objects.create(referral=referral, **professional)
