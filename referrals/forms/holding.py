"""To whom a request is given: a colleague, or a team."""

from django import forms
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import User
from hubs.models import Absence, Membership, Team

from ..permissions import hubs_triaged_by
from ..querysets import QUEUE_ROLES

PERSON, TEAM = "person", "team"


def takers_for(user):
    """The colleagues, each with `away_until`, and the teams who may decide somewhere in this
    person's queue."""
    hubs = hubs_triaged_by(user)
    scope = Q(hub__in=hubs) | Q(team__hub__in=hubs) | Q(hub=None, team=None)
    rows = Membership.objects.current().filter(scope, role__in=QUEUE_ROLES)
    people = User.objects.may_sign_in().filter(pk__in=rows.values("user"))
    away = Absence.objects.current().filter(user=OuterRef("pk"))
    people = people.annotate(away_until=Subquery(away.values("ends_at")[:1]))
    teams = Team.objects.filter(pk__in=rows.exclude(team=None).values("team"), ended_on=None)
    return people.order_by("full_name", "email"), teams.order_by("name")


def named(taker):
    """As they stand in the list: of whoever is away, until when."""
    until = getattr(taker, "away_until", None)
    if until is None:
        return str(taker)
    facts = {"who": taker, "day": date_format(timezone.localtime(until), "j M Y")}
    return _now("%(who)s (away until %(day)s)") % facts


class AssignForm(forms.Form):
    """Who looks at it from now on."""

    taker = forms.ChoiceField(
        label=_("Who looks at it from now on?"),
        help_text=_("They are told by a message without any names."),
        error_messages={
            "required": _("Select who looks at it"),
            "invalid_choice": _("Select somebody from the list"),
        },
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        people, teams = takers_for(user)
        self.takers = {f"{PERSON}-{one.pk}": one for one in people}
        self.takers |= {f"{TEAM}-{one.pk}": one for one in teams}
        listed = [(key, named(one)) for key, one in self.takers.items()]
        self.fields["taker"].choices = [("", _("Select a colleague or a team")), *listed]

    @property
    def given_to(self):
        """What the action takes: the colleague as `to`, or the `team`."""
        key = self.cleaned_data["taker"]
        return {"to" if key.startswith(PERSON) else "team": self.takers[key]}
