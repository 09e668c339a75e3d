"""What may stand for a way in: a number, an address or a link of the right form. Pure."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import PhoneField

NUMBERS, LINKS = ("phone", "text"), ("form", "chat", "app")
MUST_BE = {
    "email": _("Enter an email address in the right form, like name@example.com"),
    **dict.fromkeys(LINKS, _("Enter a whole web address that begins with https://")),
}
LONGEST = 300
is_https = URLValidator(schemes=["https"])


def cleaned(channel, typed):
    """What is stored of what somebody typed; ValidationError in words where it does not fit."""
    if channel in NUMBERS:
        return PhoneField().clean(typed)
    check = validate_email if channel == "email" else is_https
    try:
        check(typed)
    except ValidationError:
        raise ValidationError(MUST_BE[channel]) from None
    return typed


def fits(channel, value):
    """Whether this may be stored as it is."""
    try:
        return len(value) <= LONGEST and cleaned(channel, value) == value
    except ValidationError:
        return False
