"""Names that must differ, said in words even where two people choose the same at once."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from familyhubs.refusals import Refused

LONGEST_SLUG = 70  # The log holds it too.


@contextmanager
def refused_if_taken(said):
    """Two at the same moment: the database keeps the first, and the second is told."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refused(said) from None


def refuse_taken(others, name, said):
    """The same name in other capitals is the same name to a reader."""
    if others.filter(name__iexact=name).exists():
        raise Refused(said)


def free_slug(others, name):
    """The address made of a name: Latin letters and figures, numbered where it is taken."""
    wanted = plain_slug(name)
    taken = set(others.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return first_free(wanted, taken)


def plain_slug(name, otherwise="hub"):
    return slugify(name)[:LONGEST_SLUG].strip("-") or otherwise


def first_free(wanted, taken):
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
