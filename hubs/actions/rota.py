"""The duty rota: planned a week at a time, handed over, taken out; gaps told beforehand."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.calendar.front_door import working_calendar
from familyhubs.calendar.working import LONDON
from familyhubs.database.actor import acting_as
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused

from ..escalation import Rung, climb, ladder_of
from ..models import Absence, Deputy, DutyShift, Membership
from ..rota import FITTING, Rota, gaps_of, kept_rotas, rows_in
from ..rota_hours import ONE_DAY, WEEK, a_week_later, span, whole_week

logger = logging.getLogger(__name__)
FURTHEST = timedelta(days=366)


@transaction.atomic
def plan_shifts(rota, *, user, monday, weekdays, starts, ends, by, phone=""):
    """Put somebody on duty on these days of one week; all of them, or none where one cannot be.

    Gives the shifts, and warnings where they are on another duty at the same time.
    """
    user = User.objects.lock(user)
    if starts == ends:
        raise Refused(_("The duty must end later than it starts."))
    spans = [span(monday + ONE_DAY * day, starts, ends) for day in sorted({*weekdays})]
    for begins, stops in spans:
        refuse_unfit(rota, user, begins, stops)
    shifts = [write_shift(rota, user, *each, phone=phone, by=by) for each in spans]
    return shifts, double_duty(shifts)


def refuse_unfit(rota, user, begins, stops):
    """Somebody who can do this duty, is here then, and is not on it already."""
    if why := why_not(rota, user, begins, stops):
        raise Refused(why)


def why_not(rota, user, begins, stops):
    """Why this person cannot be on this duty then, in words, or an empty string."""
    facts = {"who": user, "day": f"{begins.astimezone(LONDON):%-d %b %Y}"}
    now = timezone.now()
    if stops <= now or begins > now + FURTHEST:
        return _("Plan a duty that is still to come, at most a year ahead.")
    if rota.team and rota.team.ended_on:
        return _("This team has ended.")
    if not (user.may_sign_in and user.organisation and user.organisation.is_council):
        return _("%(who)s cannot be on duty: the account has no access here.") % facts
    if not Membership.objects.of(user, *FITTING[rota.kind]).exists():
        return _("%(who)s has no role for this duty.") % facts
    if Absence.objects.filter(user=user, starts_at__lt=stops, ends_at__gt=begins).exists():
        return _("%(who)s is away on %(day)s.") % facts
    own = DutyShift.objects.of_rota(*rota).filter(user=user)
    if own.meeting(begins, stops).exists():
        return _("%(who)s is on this duty on %(day)s already.") % facts
    return ""


def write_shift(rota, user, begins, stops, *, phone, by):
    shift = DutyShift.objects.create(
        kind=rota.kind, hub=rota.hub, team=rota.team, user=user, phone=phone.strip(),
        starts_at=begins, ends_at=stops,
    )  # fmt: skip
    record(
        "duty.planned", by=by, about=shift, kind=rota.kind, person=user.pk,
        starts=begins, ends=stops,
    )  # fmt: skip
    return shift


def double_duty(shifts):
    """Other duties of the same people at the same time: said, not forbidden."""
    found = {}
    for shift in shifts:
        others = DutyShift.objects.filter(user=shift.user).exclude(pk__in=[s.pk for s in shifts])
        meeting = others.meeting(shift.starts_at, shift.ends_at).select_related("hub", "team")
        for other in meeting:
            words = _("%(who)s is on duty for %(what)s at the same time.")
            found[words % {"who": shift.user, "what": other}] = True
    return list(found)


@transaction.atomic
def copy_last_week(rota, *, monday, by):
    """Everybody's duty of the week before, once more; gives how many, and who was left out why."""
    start, end = whole_week(monday - WEEK)
    before = DutyShift.objects.of_rota(*rota).filter(starts_at__gte=start, starts_at__lt=end)
    before = list(before.filter(ends_at__gt=F("starts_at")).order_by("starts_at", "id"))
    # Held in one order, so that two who copy at once make one copy.
    ids = {shift.user_id for shift in before}
    locked = User.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
    people = {person.pk: person for person in locked.select_related("organisation")}
    copied, left = [], []
    for shift in before:
        begins, stops = a_week_later(shift.starts_at), a_week_later(shift.ends_at)
        person = people[shift.user_id]
        if why := why_not(rota, person, begins, stops):
            left.append(why)
        else:
            copied.append(write_shift(rota, person, begins, stops, phone=shift.phone, by=by))
    return copied, list(dict.fromkeys(left))


@transaction.atomic
def hand_over(shift, *, to, by, phone=""):
    """Somebody else takes this duty, what is left of it where it has begun."""
    both = User.objects.filter(pk__in={shift.user_id, to.pk}).order_by("pk")
    both = both.select_for_update(of=("self",)).select_related("organisation")
    to = {person.pk: person for person in both}[to.pk]
    shift, now = lock_open(shift), timezone.now()
    rota = rota_of(shift)
    begins = max(now, shift.starts_at)
    refuse_unfit(rota, to, begins, shift.ends_at or begins + FURTHEST)
    before, stops = shift.user_id, shift.ends_at
    end_shift(shift, begins, _("Handed over"))
    new = write_shift(rota, to, begins, stops, phone=phone, by=by)
    record("duty.handed_over", by=by, about=new, person=to.pk, before=before)
    return new, double_duty([new])


@transaction.atomic
def take_out(shift, *, by):
    """Nobody is on this duty any more, from now on or from its beginning."""
    shift = lock_open(shift)
    record("duty.taken_out", by=by, about=shift, kind=shift.kind, person=shift.user_id)
    end_shift(shift, max(timezone.now(), shift.starts_at), _("Taken out"))


def lock_open(shift):
    """The shift as it is now, held; refused where it is over or was taken out meanwhile."""
    shift = DutyShift.objects.filter(pk=shift.pk).select_for_update(of=("self",)).first()
    now = timezone.now()
    if shift is None or (shift.ends_at and shift.ends_at <= max(now, shift.starts_at)):
        raise Refused(_("This duty is over, or was changed by somebody else. Look again."))
    return shift


def end_shift(shift, at, why):
    """One that never began ends as it begins: an empty span, which opens nothing."""
    shift.ends_at, shift.end_reason = at, why
    shift.save(update_fields=["ends_at", "end_reason", "updated_at"])


def rota_of(shift):
    return Rota(shift.kind, shift.hub, shift.team)


@transaction.atomic
def name_deputy(user, *, deputy, by):
    """This colleague stands in for them from now on, or nobody does."""
    User.objects.lock(user)
    if deputy is not None and (deputy == user or not deputy.may_sign_in):
        raise Refused(_("Choose a colleague who works here."))
    current, now = Deputy.objects.of(user).first(), timezone.now()
    if current is not None and current.deputy == deputy:
        return current
    if current is not None:
        current.ends_at, current.end_reason = now, _("Changed")
        current.save(update_fields=["ends_at", "end_reason", "updated_at"])
    made = deputy and Deputy.objects.create(user=user, deputy=deputy, starts_at=now)
    record("deputy.named", by=by, about=user, deputy=deputy and deputy.pk)
    return made


def tell_duty_gaps(*, by, now=None):
    """Nobody on a duty today or on the next working day: whoever plans it hears of it, once."""
    now = now or timezone.now()
    until = working_calendar().end_of_next_working_day(now)
    told = 0
    with acting_as(by):
        rotas, rows = kept_rotas(now), rows_in(now, until)
    for rota in rotas:
        try:
            with acting_as(by):
                told += tell_gaps_of(rota, gaps_of(rota, now, until, rows), by=by)
        except Exception:  # One rota that fails never stops the others.
            logger.exception("A gap in a rota could not be told", extra={"kind": rota.kind})
    return told


def tell_gaps_of(rota, gaps, *, by):
    """One message for each day with a gap, to the first of those who plan this rota."""
    days = {start.astimezone(LONDON).date() for start, _end in gaps}
    hub = rota.hub or (rota.team and rota.team.hub)
    ladder = ladder_of(None, Membership.objects.answering_for(hub))
    who = climb(ladder, Rung.MANAGER, lambda user: user.may_sign_in).person
    if who is None:
        return 0
    for day in sorted(days):
        key = f"duty-gap:{rota.code}:{day:%Y%m%d}"
        notify(who, key=key, kind="duty_gap", by=by, when=day, role=rota.kind_words, link=rota.url)
    return len(days)
