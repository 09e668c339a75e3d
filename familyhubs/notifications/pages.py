"""One screenful of messages and the way to the older ones."""

from dataclasses import dataclass
from uuid import UUID

from .letters import letter_of

PAGE_SIZE = 25


@dataclass(frozen=True)
class Page:
    """The messages on this page, each with its letter, and the address of the next page."""

    rows: list
    older: str


def page_of(messages, before):
    """Newest first; `before` is the id of the last message already seen, as the address has it."""
    rows = list(messages.newest_first(_seen(messages, before))[: PAGE_SIZE + 1])
    older = f"?before={rows[PAGE_SIZE - 1].pk}" if len(rows) > PAGE_SIZE else ""
    return Page([(message, letter_of(message)) for message in rows[:PAGE_SIZE]], older)


def _seen(messages, before):
    """The message named, or none for an address that names nothing this person may see."""
    try:
        return messages.filter(pk=UUID(before)).first() if before else None
    except ValueError:
        return None
