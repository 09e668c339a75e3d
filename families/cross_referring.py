"""What must be agreed before a service may be asked to help (R026, R069)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import SharingAgreement


def is_ours(organisation):
    """A service that names no organisation is the council's own."""
    return organisation is None or organisation.is_council


def shareable(family, organisation):
    """The members whom this organisation may be told of."""
    members = family.members.current()
    return members if is_ours(organisation) else members.covered_for(organisation)


def what_is_missing(family, organisation, person=None):
    """Why this organisation cannot be asked yet and what to do, or an empty string."""
    if is_ours(organisation):
        return ""
    if organisation.has_ended:
        return _("%s does not work with the council any more.") % organisation
    covered = shareable(family, organisation)
    said = {"person": person, "organisation": organisation}
    if person and not covered.filter(person=person).exists():
        return (
            _(
                "There is no agreement to share %(person)s with %(organisation)s. Ask, record the"
                " answer under Agreements on the record, then refer."
            )
            % said
        )
    if not covered.exists():
        return (
            _(
                "Nobody in this family has agreed to share with %(organisation)s. Ask them, record"
                " the answer under Agreements on the record, then refer."
            )
            % said
        )
    return ""


def portal_is_shut_to(organisation):
    """No agreement between the council and them: the portal shows them nothing (R069)."""
    if is_ours(organisation):
        return False
    ours = SharingAgreement.objects.current(timezone.now())
    return not ours.filter(organisation=organisation).exists()
