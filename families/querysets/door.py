"""What every queryset of this app asks first: may this account know of any family at all?"""

from django.db.models import Exists, Q
from django.utils import timezone

from hubs.models import Membership, Team

from ..sharing import Ground


def rows(queryset, name):
    """Rows of another model of this app; querysets stand below models and cannot import them."""
    return queryset.model._meta.apps.get_model("families", name)._default_manager.all()


def may_see_any_family(user):
    """False for the signed-out, family accounts, ended accounts and ended organisations."""
    return user.is_authenticated and user.organisation is not None and user.may_sign_in


def holds(user, *roles):
    """Somebody who has one of these roles now, as a condition."""
    return Q(Exists(Membership.objects.of(user, *roles)))


def teams_of(user):
    """The teams this person is in now."""
    mine = Membership.objects.of(user).filter(team__isnull=False)
    return open_teams().filter(pk__in=mine.values("team"))


def open_teams():
    return Team.objects.filter(Q(ended_on=None) | Q(ended_on__gt=timezone.localdate()))


def whole_grounds(user):
    """The grounds under which every member is shown; the others show a partner's covered ones.

    Of another organisation only the lead sees the whole family (access.md A2).
    """
    if user.organisation.is_council:
        return frozenset(Ground) - {Ground.PARTNER}
    return frozenset({Ground.LEAD})
