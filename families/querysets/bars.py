"""Whom a connection keeps out (access.md section 2): stronger than any ground."""

from django.apps import apps
from django.utils import timezone

from familyhubs.database.sealed import any_of
from familyhubs.database.standins import NOW, put_in, worded_once

from .grounds import USER, of


@worded_once(maxsize=1)
def _worded_bar():
    conflicts = apps.get_model("families", "ConflictOfInterest").objects.current()
    return of(conflicts.filter(user=USER, lifted_by=None))


def barred_families(user):
    """The families this person is connected to, as written subqueries of ids."""
    return put_in(_worded_bar(), {USER: user.pk, NOW: timezone.now()})


def families_barred_to(user):
    """The same, for `family__in`."""
    return any_of(barred_families(user))
