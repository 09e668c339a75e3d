"""Whom a connection keeps out (access.md section 2): stronger than any ground."""

from django.apps import apps
from django.utils import timezone

from familyhubs.database.sealed import any_of
from familyhubs.database.standins import NOW, put_in, worded_once

from .grounds import USER, of


def conflicts():
    """The connections in force of whoever stands for USER, for a rule that is worded once."""
    rows = apps.get_model("families", "ConflictOfInterest").objects.current()
    return rows.filter(user=USER, lifted_by=None)


@worded_once(maxsize=1)
def _worded_bar():
    return of(conflicts())


def barred_families(user):
    """The families this person is connected to, as written subqueries of ids."""
    return put_in(_worded_bar(), {USER: user.pk, NOW: timezone.now()})


def families_barred_to(user):
    """The same, for `family__in`."""
    return any_of(barred_families(user))
