"""How a request stands, in a tag."""

from django import template
from django.utils.html import format_html

from familyhubs.calendar.templatetags.clock import due, due_day_and_night, urgency
from familyhubs.govuk.templatetags.govuk import tag

register = template.Library()
COLOURS = {"overdue": "red", "soon": "orange", "later": "green"}


@register.simple_tag
def due_tag(moment, what="", red=False):
    """What is due, and when: the words say it, the colour stands beside them.

    What is red runs at night and at weekends too.
    """
    words = due_day_and_night(moment) if red else due(moment)
    said = tag(words, COLOURS.get(urgency(moment), "green"))
    return format_html("{}: {}", what, said) if what else said
