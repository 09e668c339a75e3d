"""How the querysets of this app reach one another's rows, and what each kind of user sees whole."""

from functools import partial

from django.apps import apps
from django.db.models import Q

from familyhubs.requests import worked_out_once

from ..sharing import SEES, Ground
from .standing import may_see_any_family

__all__ = [
    "may_see_any_family",
    "of_family",
    "opened",
    "rows",
    "seen_families",
    "whole_grounds",
]

NO_ROW = Q(pk__in=[])
EVERY_ROW = ~NO_ROW


def rows(queryset, name):
    """Rows of another model of this app; querysets stand below models and cannot import them."""
    return queryset.model._meta.apps.get_model("families", name)._default_manager.all()


def seen_families(user, grounds=SEES):
    """The ids of the families that one of these grounds opens to this user, for `family__in`.

    Many tables ask the same rule on one page: it is written out once for each reading request.
    """
    families = apps.get_model("families", "Family").objects
    work_out = partial(families.all().ids_visible_by, user, *grounds)
    return worked_out_once(("seen", user.pk, frozenset(grounds)), work_out)


def whole_grounds(user):
    """The grounds under which every member is shown; the others show a partner's covered ones.

    Of another organisation the lead sees the whole family (access.md A2), and an integrated team
    that it was told of (B).
    """
    if user.organisation.is_council:
        return SEES - {Ground.PARTNER}
    return frozenset({Ground.LEAD, Ground.INTEGRATED})


def opened(user, grounds, within=None):
    """A condition on rows of families: one of these grounds opens the family to this user.

    Of a family that was fetched with its grounds for this user (`within`) the answer is known, so
    a page that shows one family asks the rule once (held by a property test).
    """
    if getattr(within, "grounds_of", None) == str(user.pk):
        return EVERY_ROW if within.grounds & grounds else NO_ROW
    families = apps.get_model("families", "Family").objects.all()
    work_out = partial(families.opened_rows, user, *grounds)
    return worked_out_once(("opened rows", user.pk, frozenset(grounds)), work_out)


def of_family(queryset, within):
    """Rows of one family, or of all."""
    return queryset if within is None else queryset.filter(family=within)
