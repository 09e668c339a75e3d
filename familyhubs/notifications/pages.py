"""One screenful of messages, each with its letter."""

from dataclasses import replace

from familyhubs.paging import page_of

from .letters import letter_of


def page_of_messages(request, messages):
    """Newest first; the rows are pairs of message and letter."""
    page = page_of(request, messages, "-recorded_at", "-pk")
    return replace(page, rows=[(message, letter_of(message)) for message in page.rows])
