"""One duty rota, how it stands in a week, and where nobody is on it."""

from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from familyhubs.accounts.models import User
from familyhubs.calendar.front_door import working_calendar
from familyhubs.calendar.working import LONDON

from .models import Absence, DutyKind, DutyShift, Hub, Role, Team
from .rota_hours import cut, merged, uncovered, working_spans

# Who can be on which duty. The duty itself gives nobody a role.
FITTING = {
    DutyKind.FRONT_DESK: (Role.FRONT_OF_HOUSE, Role.PRACTITIONER, Role.TRIAGE, Role.MANAGER),
    DutyKind.TRIAGE: (Role.TRIAGE, Role.MANAGER),
    DutyKind.SAFEGUARDING: (Role.SAFEGUARDING,),
    DutyKind.OUT_OF_HOURS: (Role.SAFEGUARDING, Role.MANAGER, Role.PRACTITIONER),
    DutyKind.PRACTICE: (Role.PRACTITIONER, Role.MANAGER, Role.SAFEGUARDING),
    DutyKind.CHAT: (Role.FRONT_OF_HOUSE, Role.PRACTITIONER, Role.TRIAGE, Role.MANAGER),
}
# A rota that was planned lately is kept up; one that nobody planned for so long was given up.
GIVEN_UP = timedelta(days=28)


class Rota(NamedTuple):
    """Of one kind, at one hub, of one team, or of the whole council."""

    kind: str
    hub: Hub | None = None
    team: Team | None = None

    @property
    def kind_words(self):
        return str(DutyKind(self.kind).label)

    @property
    def place(self):
        return DutyShift(hub=self.hub, team=self.team).place

    @property
    def where(self):
        """The place as an address carries it."""
        if self.hub:
            return f"hub-{self.hub.pk}"
        return f"team-{self.team.pk}" if self.team else "council"

    @property
    def code(self):
        return f"{self.kind}:{self.where}"

    @property
    def url(self):
        return reverse("duty:rota_of", args=[self.kind, self.where])

    def url_of(self, monday):
        return f"{self.url}?{urlencode({'week': monday.isoformat()})}"


def find_rota(kind, where):
    """The rota that an address names, or None."""
    if kind not in DutyKind.values:
        return None
    if where == "council":
        return None if kind == DutyKind.PRACTICE else Rota(kind)
    name, _dash, text = where.partition("-")
    rows = {"hub": Hub.objects, "team": Team.objects.select_related("hub")}.get(name)
    try:
        found = None if rows is None else rows.filter(pk=UUID(text)).first()
    except ValueError:
        return None
    return found and Rota(kind, **{name: found})


def kept_rotas(now):
    """Those that somebody planned a duty for, lately or ahead."""
    shifts = DutyShift.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now - GIVEN_UP))
    rows = shifts.order_by("kind", "hub", "team").values_list("kind", "hub", "team").distinct()
    rows = list(rows)
    hubs = Hub.objects.in_bulk({hub for _kind, hub, _team in rows if hub})
    teams = Team.objects.select_related("hub").in_bulk({team for *_other, team in rows if team})
    rotas = [Rota(kind, hubs.get(hub), teams.get(team)) for kind, hub, team in rows]
    order = list(DutyKind)
    return sorted(rotas, key=lambda r: (order.index(r.kind), r.where != "council", r.place))


def wanted(kind, start, end):
    """When somebody must be on this duty: while the front door is open; or while it is not."""
    first, last = start.astimezone(LONDON).date(), end.astimezone(LONDON).date()
    open_hours = cut(working_spans(working_calendar(), first, last), start, end)
    return uncovered([(start, end)], open_hours) if kind == DutyKind.OUT_OF_HOURS else open_hours


class Rows(NamedTuple):
    """The duties and absences of one span of time, read once for all rotas."""

    shifts: list
    absences: list


def rows_in(start, end):
    """The duties of this time of people who may sign in, and who of them is away."""
    able = User.objects.may_sign_in().values("pk")
    shifts = list(DutyShift.objects.meeting(start, end).filter(user__in=able))
    users = {shift.user_id for shift in shifts}
    away = Absence.objects.filter(user__in=users, starts_at__lt=end, ends_at__gt=start)
    return Rows(shifts, list(away))


def gaps_of(rota, start, end, rows=None):
    """When nobody who is at work is on this duty. The whole council's duty covers a hub's too."""
    rows = rows or rows_in(start, end)
    own = [shift for shift in rows.shifts if covers(shift, rota)]
    return uncovered(wanted(rota.kind, start, end), present(own, rows.absences, start, end))


def covers(shift, rota):
    scope = (rota.hub and rota.hub.pk, rota.team and rota.team.pk)
    return shift.kind == rota.kind and (shift.hub_id, shift.team_id) in {scope, (None, None)}


def present(shifts, absences, start, end):
    """The spans in which somebody of these is on duty and not away."""
    spans = []
    for shift in shifts:
        own = cut([(shift.starts_at, shift.ends_at or end)], start, end)
        away = [(a.starts_at, a.ends_at) for a in absences if a.user_id == shift.user_id]
        spans += uncovered(own, away)
    return merged(spans)
