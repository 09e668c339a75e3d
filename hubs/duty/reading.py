"""How a rota stands: day by day in one week, and all rotas with their next gaps."""

from datetime import time, timedelta

from django.utils import timezone

from ..models import Absence, DutyShift
from ..rota import gaps_of, kept_rotas, rows_in
from ..rota_hours import ONE_DAY, WEEK, cut, moment, whole_week

AHEAD = timedelta(days=7)
MOST_GAPS = 5
__all__ = ["WEEK", "days_of", "rotas_kept"]


def days_of(rota, monday):
    """Each day of a week with its duties and its gaps that are still to come."""
    start, end = whole_week(monday)
    own = DutyShift.objects.of_rota(*rota).meeting(start, end)
    own = list(own.select_related("user__organisation").order_by("starts_at", "id"))
    gaps = gaps_of(rota, max(start, timezone.now()), end) if end > timezone.now() else []
    away = absences_of(own, start, end)
    days = []
    for day in (monday + ONE_DAY * n for n in range(7)):
        begins, stops = moment(day, time.min), moment(day + ONE_DAY, time.min)
        lines = [line(shift, away) for shift in own if begins <= shift.starts_at < stops]
        if day == monday:
            lines = [line(s, away) for s in own if s.starts_at < begins] + lines
        days.append({"day": day, "lines": lines, "gaps": cut(gaps, begins, stops)})
    return days


def absences_of(shifts, start, end):
    users = {shift.user_id for shift in shifts}
    return list(Absence.objects.filter(user__in=users, starts_at__lt=end, ends_at__gt=start))


def line(shift, absences):
    """A duty, whether its person is away then, and whether it is over."""
    away = any(
        a.user_id == shift.user_id
        and a.starts_at < (shift.ends_at or a.ends_at)
        and a.ends_at > shift.starts_at
        for a in absences
    )
    over = shift.ends_at is not None and shift.ends_at <= timezone.now()
    return {"shift": shift, "away": away, "over": over, "gone": not shift.user.may_sign_in}


def rotas_kept(now):
    """Every rota that somebody keeps, with its first gaps of the next seven days."""
    found, rows = [], rows_in(now, now + AHEAD)
    for rota in kept_rotas(now):
        gaps = gaps_of(rota, now, now + AHEAD, rows)
        found.append({"rota": rota, "gaps": gaps[:MOST_GAPS], "more": len(gaps) > MOST_GAPS})
    return found
