"""How what was found is said, and named on somebody's list."""

from django import template
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from familyhubs.govuk.drawn import card
from familyhubs.govuk.templatetags.govuk import tag

from ..finding import cards
from ..models import AgeBand, Mode

register = template.Library()


@register.simple_tag
def service_card(service, kept=(), number=0):
    """A service of a list of what was found; its number on the map, where there is one."""
    return card("help/_service.html", cards.service_card(service, kept, number))


@register.simple_tag
def session_card(session, kept=()):
    """A session of a list of what was found."""
    return card("help/_session.html", cards.session_card(session, kept))


@register.simple_tag
def service_cards(services, kept=(), numbered=False):
    """The items of such a list; numbered where a map shows them."""
    return _items(
        service_card(service, kept, number if numbered else 0)
        for number, service in enumerate(services, start=1)
    )


@register.simple_tag
def session_cards(sessions, kept=()):
    """The items of a list of sessions."""
    return _items(session_card(session, kept) for session in sessions)


def _items(drawn):
    return format_html_join("", '<li class="fh-place">{}</li>', ((one,) for one in drawn))


@register.simple_tag
def nearest_card(site, hub_term):
    """The nearest hub, where somebody may just walk in."""
    return card("help/_nearest.html", cards.nearest_card(site, hub_term))


@register.simple_tag
def ways(points):
    """The ways in without a building, each with what to do."""
    return card("hubs/_ways.html", cards.ways(points))


@register.simple_tag
def timetable_line(session):
    """A session of the timetable."""
    return card("whats_on/_line.html", cards.session_card(session, near=False))


@register.simple_tag
def service_tags(bands, is_free, modes, is_send_friendly):
    """For whom, what it costs and how it is given."""
    price = tag(_("Free"), "green") if is_free else tag(_("You pay"), "blue")
    ways = (tag(Mode(mode).label, "grey") for mode in modes)
    return _joined(*_bands(bands), price, *ways, *_send(is_send_friendly))


@register.simple_tag
def activity_tags(bands, cost, is_send_friendly, language):
    """For whom, what it costs and in which language."""
    said = _("£%(pounds)s") % {"pounds": localize(cost)}
    price = tag(said, "blue") if cost else tag(_("Free"), "green")
    spoken = [tag(language, "teal")] if language else []
    return _joined(*_bands(bands), price, *_send(is_send_friendly), *spoken)


def _bands(bands):
    return (tag(AgeBand(band).label, "grey") for band in bands)


def _send(is_send_friendly):
    return [tag(_("SEND-friendly"), "purple")] if is_send_friendly else []


def _joined(*tags):
    return format_html_join(" ", "{}", ((one,) for one in tags))
