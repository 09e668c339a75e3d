"""How figures are written: hidden ones in words, never as a blank or a nought."""

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


def hidden_words(figure):
    if figure.few is None:
        return "–"
    if figure.few:
        return _("fewer than 5")
    return _("not shown")


@register.filter
def count(figure):
    """A count: 1,235, "fewer than 5" or "not shown"."""
    return hidden_words(figure) if figure.hidden else intcomma(figure.number)


@register.filter
def percent(figure):
    """A share: 54%."""
    return hidden_words(figure) if figure.hidden else f"{figure.number}%"


@register.filter
def change(figure):
    """A change against last year, in words and with a sign: "26% fewer", "no change"."""
    if figure.hidden:
        return hidden_words(figure)
    if figure.number == 0:
        return _("no change")
    words = _("%(size)s%% more") if figure.number > 0 else _("%(size)s%% fewer")
    return words % {"size": abs(figure.number)}


@register.filter
def points(number):
    """How far a percentage moved: "up 3 points"."""
    if number == 0:
        return _("no change")
    size = abs(number)
    if number > 0:
        words = ngettext("up %(size)s point", "up %(size)s points", size)
    else:
        words = ngettext("down %(size)s point", "down %(size)s points", size)
    return words % {"size": size}
