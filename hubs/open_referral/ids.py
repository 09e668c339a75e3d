"""Ids that stay the same from one harvest to the next, where the portal has no row of its own."""

from uuid import UUID, uuid5

SPACE = UUID("5b0c6a0e-6f0d-4d8c-9a63-0c1f3a7de5b1")
# An activity's id with these bits turned over is its id at its site; turned again, it is itself.
# Version and variant stay as they are.
TURNED = UUID("7ac3b19e-52d4-0e6f-0b8d-91c4e7a3f026").int


def made(*parts):
    """The id of what is told by these ids and words."""
    return str(uuid5(SPACE, "/".join(map(str, parts))))


def turned(pk):
    """From an activity's id to the id of the activity at its site, and back."""
    return UUID(int=pk.int ^ TURNED)
