"""The way between the pages of one family's record."""

from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..models import WarningNote
from ..sharing import Part

register = template.Library()


class Tab(NamedTuple):
    """A page of the record, and the part of it that must be open for the page to be."""

    name: str
    words: str
    part: Part


# In the order in which they stand; each page's own view asks the same part again.
TABS = (
    Tab("families:record", _("Overview"), Part.CARD),
    Tab("families:attended", _("Sessions"), Part.ATTENDANCE),
    Tab("families:documents", _("Documents"), Part.NOTES_SHARED),
    Tab("families:warnings", _("Warnings"), Part.WARNINGS),
    Tab("families:looks", _("Who has looked"), Part.ACCESS_LOG),
)


@register.inclusion_tag("families/_tabs.html", takes_context=True)
def record_tabs(context, family):
    """The pages of this family's record that are open to the user it was fetched for."""
    here = context["request"].path
    open_to_them = [tab for tab in TABS if tab.part in family.parts]
    tabs = [(reverse(tab.name, args=[family.pk]), tab.words) for tab in open_to_them]
    warnings = []
    if Part.WARNINGS in family.parts:
        rows = WarningNote.objects.current().visible_to(context["request"].user, within=family)
        warnings = rows.select_related("person").order_by("starts_at", "pk")
    return {"tabs": [(url, words, url == here) for url, words in tabs], "warnings": warnings}
