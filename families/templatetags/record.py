"""The way between the pages of one family's record."""

from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from ..models import Death, StoryPart, WarningNote
from ..permissions import can_agree_to_undo_death
from ..sharing import WITH_A_REASON, Part

register = template.Library()


class Tab(NamedTuple):
    """A page of the record, and the part of it that must be open for the page to be."""

    name: str
    words: str
    part: Part


# How a look is marked at the end of its verb.
MARKS = tuple(f"_{mark}" for mark in (*WITH_A_REASON.values(), "on_duty"))


# In the order in which they stand; each page's own view asks the same part again.
TABS = (
    Tab("families:record", _("Overview"), Part.CARD),
    Tab("families:story", _("Story"), Part.NOTES_SHARED),
    Tab("families:timeline", _("Timeline"), Part.NOTES_SHARED),
    Tab("families:people", _("People"), Part.MEMBERS),
    Tab("families:map", _("Family map"), Part.MEMBERS),
    Tab("families:attended", _("Sessions"), Part.ATTENDANCE),
    Tab("families:documents", _("Documents"), Part.NOTES_SHARED),
    Tab("families:warnings", _("Warnings"), Part.WARNINGS),
    Tab("families:priorities", _("Priority groups"), Part.PRIORITIES),
    Tab("families:agreements", _("Agreements"), Part.AGREEMENTS),
    Tab("families:looks", _("Who has looked"), Part.ACCESS_LOG),
)


@register.inclusion_tag("families/_tabs.html", takes_context=True)
def record_tabs(context, family):
    """The pages of this family's record that are open to the user it was fetched for."""
    here = context["request"].path
    open_to_them = [tab for tab in TABS if tab.part in family.parts]
    tabs = [(reverse(tab.name, args=[family.pk]), tab.words) for tab in open_to_them]
    warnings = []
    # A page that knew already that there is none asks for none.
    if Part.WARNINGS in family.parts and getattr(family, "has_warnings", True):
        rows = WarningNote.objects.current().visible_to(context["request"].user, within=family)
        warnings = rows.select_related("person").order_by("starts_at", "pk")
    return {"tabs": [(url, words, url == here) for url, words in tabs], "warnings": warnings}


@register.inclusion_tag("families/_emergency_now.html", takes_context=True)
def emergency_now(context):
    """What this person opened in an emergency and until when: it stands on each of their pages."""
    session = getattr(context.get("request"), "session", {})
    opened = [(pk, parse_datetime(until)) for pk, until in session.get("emergencies", {}).items()]
    now = timezone.now()
    return {"emergencies": [(pk, until) for pk, until in opened if until > now]}


@register.filter
def unmarked(verb):
    """What was looked at, without how the look is marked."""
    for mark in MARKS:
        verb = verb.removesuffix(mark)
    return verb


@register.inclusion_tag("families/_story_held.html", takes_context=True)
def story_held(context, family):
    """What this family told already, beside a form that would ask it again (R066)."""
    user = context["user"]
    parts = list(StoryPart.objects.visible_to(user, within=family).latest())
    return {"family": family, "parts": parts, "has_page": Part.NOTES_SHARED in family.parts}


@register.simple_tag(takes_context=True)
def death_of(context, member):
    """The recorded death of somebody, with whether this user may agree that it was a mistake."""
    user = context["request"].user
    rows = Death.objects.visible_to(user, within=member.family).standing()
    rows = rows.select_related("recorded_by", "undo_asked_by")
    death = rows.filter(family=member.family, person=member.person).first()
    if death is not None:
        second = death.undo_asked_by_id not in (None, user.pk)
        death.may_agree = second and can_agree_to_undo_death(user, member.family)
    return death
