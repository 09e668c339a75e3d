"""How the querysets of this app reach one another's rows, and what each kind of user sees whole."""

from functools import partial

from django.apps import apps

from familyhubs.requests import worked_out_once

from ..sharing import Ground
from .standing import may_see_any_family

__all__ = ["is_opened", "may_see_any_family", "rows", "seen_families", "whole_grounds"]


def rows(queryset, name):
    """Rows of another model of this app; querysets stand below models and cannot import them."""
    return queryset.model._meta.apps.get_model("families", name)._default_manager.all()


def seen_families(user, grounds=frozenset(Ground)):
    """The ids of the families that one of these grounds opens to this user, for `family__in`.

    Many tables ask the same rule on one page: it is written out once for each reading request.
    """
    families = apps.get_model("families", "Family").objects
    work_out = partial(families.all().ids_visible_by, user, *grounds)
    return worked_out_once(("seen", user.pk, frozenset(grounds)), work_out)


def whole_grounds(user):
    """The grounds under which every member is shown; the others show a partner's covered ones.

    Of another organisation only the lead sees the whole family (access.md A2).
    """
    if user.organisation.is_council:
        return frozenset(Ground) - {Ground.PARTNER}
    return frozenset({Ground.LEAD})


def is_opened(family, user, grounds):
    """Whether one of these grounds opens this family, as it was fetched with them for this user.

    Lets a page that shows one family ask the rule once: `visible_to(user, within=family)` gives the
    rows that `visible_to(user)` gives of that family (held by a property test).
    """
    return getattr(family, "grounds_of", None) == str(user.pk) and bool(family.grounds & grounds)
