"""Who works the queue, and in whose record a request may stand; the doors ask both."""

from django.db.models import Exists, OuterRef

from families.models import Family, OwnRecord, SharingAgreement


def works_queue(user):
    """The council's own people; a school's where the council has set it, while a sharing agreement
    with it is in force (R057)."""
    organisation = user.organisation
    if organisation is None or organisation.is_council:
        return organisation is not None
    if not organisation.may_triage or organisation.has_ended:
        return False
    return SharingAgreement.objects.current().filter(organisation=organisation).exists()


def joinable(referral):
    """The families in whose record a request may stand: what a young person sent alone stands in
    a record of their own, and nothing else does (access.md section 4)."""
    own = OwnRecord.objects.filter(family=OuterRef("pk"), ends_at=None)
    return Family.objects.filter(Exists(own) if referral.is_alone else ~Exists(own))
