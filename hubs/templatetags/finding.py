"""How what was found is said, and named on somebody's list."""

from functools import lru_cache

from django import template
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from familyhubs.govuk.templatetags.govuk import tag

from ..masking import public_place
from ..models import AgeBand, Mode

register = template.Library()


@register.filter
def where(site):
    """What anybody may know of where a site is, in one line."""
    place = public_place(site)
    return ", ".join(part for part in (place.name, place.postcode) if part)


@register.filter
def entry(row):
    """What a form calls a service or a session: "service:<id>"."""
    return f"{row._meta.model_name}:{row.pk}"


@register.filter
def service_tags(service):
    """For whom, what it costs and how it is given."""
    return _of_a_service(
        get_language(),
        tuple(service.age_bands),
        service.cost,
        tuple(service.modes),
        service.is_send_friendly,
    )


@register.filter
def activity_tags(activity):
    """For whom, what it costs and in which language."""
    return _of_an_activity(
        get_language(),
        tuple(activity.bands),
        localize(activity.cost) if activity.cost else "",
        activity.is_send_friendly,
        activity.language,
    )


# The same few stand in every list: they are put together once for each language.
@lru_cache(maxsize=1_000)
def _of_a_service(_language, bands, cost, modes, is_send_friendly):
    price = tag(_("Free"), "green") if cost == "free" else tag(_("You pay"), "blue")
    ways = (tag(Mode(mode).label, "grey") for mode in modes)
    return _joined(*_bands(bands), price, *ways, *_send(is_send_friendly))


@lru_cache(maxsize=1_000)
def _of_an_activity(_language, bands, cost, is_send_friendly, language):
    price = tag(_("£%(pounds)s") % {"pounds": cost}, "blue") if cost else tag(_("Free"), "green")
    spoken = [tag(language, "teal")] if language else []
    return _joined(*_bands(bands), price, *_send(is_send_friendly), *spoken)


def _bands(bands):
    return (tag(AgeBand(band).label, "grey") for band in bands)


def _send(is_send_friendly):
    return [tag(_("SEND-friendly"), "purple")] if is_send_friendly else []


def _joined(*tags):
    return format_html_join(" ", "{}", ((one,) for one in tags))
