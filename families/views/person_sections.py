"""What stands on one person's page: a section a line, each with the part that opens it."""

from collections.abc import Callable
from typing import NamedTuple

from ..sharing import Part
from . import held_sections


class Section(NamedTuple):
    """`templates/families/person/_<name>.html`, given what `fill(member, user)` found as `held`.

    `member.family` is the family that was fetched with its grounds.
    """

    name: str
    part: Part
    fill: Callable

    @property
    def template(self):
        return f"families/person/_{self.name}.html"


def facts(member, user):
    """The person as such: their row says it all."""
    return {}


# In the order in which they stand.
SECTIONS = (
    Section("facts", Part.MEMBERS, facts),
    Section("needs", Part.NEEDS, held_sections.needs),
    Section("channels", Part.CONTACT, held_sections.channels),
    Section("names", Part.MEMBERS, held_sections.names),
    Section("identifiers", Part.IDENTIFIERS, held_sections.identifiers),
    Section("send", Part.BACKGROUND, held_sections.send),
    Section("languages", Part.BACKGROUND, held_sections.languages),
)


def sections_for(member, user):
    """The sections that this user may see, with what each holds of this person."""
    opened = [section for section in SECTIONS if section.part in member.family.parts]
    return [(section.template, section.fill(member, user)) for section in opened]
