"""What a building has for people with a disability, and how to get in and around (R021)."""

from .. import masking
from ..models import Facility
from .ids import made

# Of all that a site may have, what is about access: a kitchen is not.
OF_ACCESS = (
    Facility.STEP_FREE,
    Facility.ACCESSIBLE_TOILET,
    Facility.HEARING_LOOP,
    Facility.PARKING,
    Facility.QUIET,
)


def of_site(site):
    """One entry each; of a site whose address is secret, nothing (R007)."""
    if masking.public_place(site).is_hidden:
        return []
    found = [(code, str(code.label)) for code in OF_ACCESS if code in site.facilities]
    if words := site.access.strip():
        found.append(("words", words))
    return [
        {
            "id": made(site.pk, "access", code),
            "location_id": str(site.pk),
            # The standard and its UK profile name the same field differently.
            "description": said,
            "accessibility": said,
        }
        for code, said in found
    ]
