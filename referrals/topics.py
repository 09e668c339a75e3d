"""What a family may say is happening, in its own words, and the framework's code for each.

From domain.md 2.4; the codes are those of the outcomes framework (2.1). Pure.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Topic:
    """One line to tick: its own code, the words on the page, and the need behind it."""

    code: str
    words: str
    need: str = ""


GROUPS = {
    "young": (
        _("Babies and young children"),
        (
            Topic("new_baby", _("Pregnancy or a new baby"), "2.1"),
            Topic("sleep_feeding", _("Sleep, feeding or toilet training"), "2.2"),
            Topic("talking", _("Talking and understanding"), "2.3"),
            Topic("development", _("How my child is growing and learning"), "2.3"),
            Topic("school_ready", _("Getting ready for school"), "2.3"),
        ),
    ),
    "children": (
        _("Children and teenagers"),
        (
            Topic("behaviour", _("My child’s behaviour"), "5.2"),
            Topic("child_mood", _("A child’s worries or mood"), "3.1"),
            Topic("self_harm", _("A child or young person who hurts themselves"), "3.1"),
            Topic("send", _("Special needs, or waiting for an assessment"), "1.4"),
            Topic("attendance", _("Getting to school"), "1.1"),
            Topic("no_school", _("No school place, or told to leave school"), "1.3"),
            Topic("bullying", _("Bullying"), "6.6"),
            Topic("online", _("Staying safe online"), "6.6"),
            Topic("risky", _("Gangs, trouble or other risks"), "6.4"),
            Topic("missing", _("Going missing"), "6.2"),
            Topic("young_carer", _("A child who cares for someone"), "5.3"),
            Topic("young_substances", _("A young person’s drinking or drugs"), "4.2"),
        ),
    ),
    "adults": (
        _("Parents and carers"),
        (
            Topic("parent_mood", _("How I feel: low, worried or worn out"), "3.2"),
            Topic("parent_health", _("A parent’s health or disability"), "3.3"),
            Topic("parent_substances", _("A parent’s drinking or drugs"), "4.1"),
            Topic("routines", _("Routines, and feeling sure as a parent"), "5.2"),
            Topic("loss", _("Someone has died, or another loss"), "3.1"),
            Topic("alone", _("Feeling alone"), "3.2"),
        ),
    ),
    "together": (
        _("Family life"),
        (
            Topic("arguments", _("Arguments between parents"), "5.1"),
            Topic("separation", _("Splitting up, or seeing the children"), "5.1"),
            Topic("abuse", _("Someone hurts, scares or controls one of us"), "8.1"),
            Topic("prison", _("Someone in the family is in prison"), "7.1"),
            Topic("kinship", _("Raising someone else’s child, or adoption"), "5.3"),
        ),
    ),
    "home": (
        _("Home and money"),
        (
            Topic("money", _("Money, food or heating"), "10.2"),
            Topic("debt", _("Debt"), "10.2"),
            Topic("work", _("Work or training"), "10.1"),
            Topic("housing", _("Housing, or losing our home"), "9.2"),
            Topic("new_here", _("New to the area, or not allowed to claim benefits"), "9.2"),
            Topic("other", _("Something else")),
        ),
    ),
}
TOPICS = {topic.code: topic for _title, topics in GROUPS.values() for topic in topics}


def words_of(code):
    """The words a family ticked; a code no longer offered is shown as it is."""
    topic = TOPICS.get(code)
    return topic.words if topic else code


def need_code_of(code):
    """The framework's code of a topic, or an empty string."""
    topic = TOPICS.get(code)
    return topic.need if topic else ""
