"""Values as the standard wants them: nothing empty, web addresses and e-mail that are ones."""

from datetime import UTC

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.encoding import iri_to_uri

is_web_address = URLValidator(schemes=["http", "https"])


def without_blanks(item):
    """The item without what has no value: the standard knows no null and no empty text."""
    return {
        name: value for name, value in item.items() if value is not None and value not in ("", [])
    }


def web_address(text):
    """The address, or nothing where it is none."""
    address = iri_to_uri(text.strip())
    if not address:
        return None
    try:
        is_web_address(address)
    except ValidationError:
        return None
    return address


def email(text):
    """The e-mail address, or nothing where it is none."""
    if not text:
        return None
    try:
        validate_email(text)
    except ValidationError:
        return None
    return text


def page(path):
    """A page of this portal, from anywhere."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def moment(at):
    """A moment in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
