"""How figures are written: hidden ones in words, never as a blank or a nought."""

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html, format_html_join
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


# A page holds hundreds of figures and points: a tag each is many times quicker than template loops.


@register.simple_tag
def cells(row):
    """The cells of a row of figures."""
    return format_html_join(
        "", '<td class="govuk-table__cell fh-number{}">{}</td>', map(cell, row.cells)
    )


def cell(one):
    words = {"change": change, "percent": percent}.get(one.kind, count)(one.figure)
    if one.kind == "share" and not one.share.hidden:
        words = format_html('{} <span class="fh-share">{}</span>', words, percent(one.share))
    return (" fh-hidden-figure" if one.figure.hidden else "", words)


@register.simple_tag
def lines(runs, kind):
    """The stretches of one line of a chart."""
    return format_html_join(
        "",
        '<polyline class="fh-chart__line {}" points="{}"></polyline>',
        ((kind, " ".join(f"{point.x},{point.y}" for point in run)) for run in runs),
    )


@register.simple_tag
def points_of(runs, kind):
    """The points of one line of a chart."""
    return format_html_join(
        "",
        '<circle class="fh-chart__point {}" cx="{}%" cy="{}%" r="3"></circle>',
        ((kind, point.x, point.y) for run in runs for point in run),
    )


@register.simple_tag
def month_names(months):
    """The names under a chart."""
    return format_html_join(
        "",
        '<text class="fh-chart__small" x="{}%" y="174" text-anchor="middle">{}</text>',
        months,
    )
