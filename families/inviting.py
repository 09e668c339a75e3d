"""Who may be invited to a session, in what way, and why somebody is left out (R076). Pure."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from familyhubs.contact.models import Channel
from familyhubs.contact.rules import allowed_channels, machine_channels, needs_a_person

HARM = "P04"
# Why somebody is left out, in the order in which it is asked.
LEFT_OUT = {
    "invited": _("Invited to this session already"),
    "unchecked": _("A worker who knows them must look first"),
    "no_agreement": _("Have not agreed to messages or news"),
    "no_way": _("No safe way to message or ring them"),
}


class Chosen(NamedTuple):
    """A person of a family that matches, and what is known of inviting them."""

    family: object
    person: object
    needs_look: bool
    knows_them: bool


@dataclass(frozen=True)
class Found:
    """One person of a matching family: the way, or why not."""

    chosen: Chosen
    way: str = ""
    left_out: str = ""

    @property
    def may_look(self):
        """Waits for a tick that this reader may give."""
        return self.left_out == "unchecked" and self.chosen.knows_them


def needs_look(codes, asked, cards):
    """A list by these groups, harm at home, or somebody who must not know: a worker looks first.

    `asked`: the groups of the list that nobody is put on a list by without a look.
    """
    return bool(asked & set(codes)) or HARM in codes or any(c and c.must_not_know for c in cards)


def agrees(answers, *, is_helped):
    """News that they said yes to; or messages, while we work with them. A no stands above both."""
    if answers.get("news") == "declined":
        return False
    given = {purpose for purpose, status in answers.items() if status == "given"}
    return "news" in given or (is_helped and "messages" in given)


def way_for(card):
    """A message where a machine may write; else a call where their words need no weighing."""
    if card is None:
        return ""
    if machine_channels(card):
        return "message"
    may_ring = Channel.CALL in allowed_channels(card)
    return "call" if may_ring and not needs_a_person(card) else ""


def found(chosen, *, answers, is_helped, is_invited, is_looked_at):
    """One person's line of the list."""
    way = way_for(chosen.person.contact_card)
    if is_invited:
        return Found(chosen, left_out="invited")
    if not agrees(answers, is_helped=is_helped):
        return Found(chosen, left_out="no_agreement")
    if not way:
        return Found(chosen, left_out="no_way")
    if chosen.needs_look and not (is_looked_at and chosen.knows_them):
        return Found(chosen, left_out="unchecked")
    return Found(chosen, way=way)
