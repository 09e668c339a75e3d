"""Priority groups asked again at each contact, each answer a row of its day (R072, R073)."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import (
    Basis,
    Family,
    PriorityCheck,
    PriorityGroup,
    PriorityObservation,
    PriorityWording,
)
from ..priorities import current
from .timing import words


@transaction.atomic
def confirm_nothing_changed(family, *, contact, by):
    """One tap: all that was so is so still, seen anew at this contact."""
    family, check = _begin(family, contact)
    if check:
        return check
    on = timezone.localdate(contact.happened_at)
    for row in _so_far(family, on):
        _observe(family, row.group, by=by, contact=contact, on=on, basis=row.basis, of=row.person)
    return _checked(family, contact, by, nothing_changed=True)


@transaction.atomic
def confirm_groups(family, *, groups, contact, by, basis=Basis.FAMILY, person=None):
    """The list as it stands now: ticked ones are so, those no longer ticked have ended."""
    family, check = _begin(family, contact)
    if check:
        return check
    if basis not in Basis.values:
        raise Refused(_("Select how you know"))
    if person and not family.members.current().filter(person=person).exists():
        raise Refused(_("Select people who are in this family"))
    on, ticked = timezone.localdate(contact.happened_at), {group.pk: group for group in groups}
    so_far = _so_far(family, on)
    for row in so_far:
        told = {"by": by, "contact": contact, "on": on, "of": row.person, "basis": row.basis}
        _observe(family, row.group, still_true=row.group_id in ticked, **told)
    new = ticked.keys() - {row.group_id for row in so_far}
    for group in sorted((ticked[pk] for pk in new), key=str):
        _observe(family, group, by=by, contact=contact, on=on, basis=basis, of=person)
    changed = bool(new) or any(row.group_id not in ticked for row in so_far)
    return _checked(family, contact, by, nothing_changed=not changed)


def _begin(family, contact):
    """Held until all is written; with the answer that was given before, if there was one."""
    family = Family.objects.lock(family)
    if contact.family_id != family.pk:
        raise Refused(_("This contact was with another family."))
    return family, PriorityCheck.objects.filter(contact=contact).first()


def _so_far(family, on):
    rows = PriorityObservation.objects.filter(family=family, observed_on__lte=on).newest()
    return current(rows.select_related("group", "person"), on)


def _observe(family, group, *, by, contact, on, basis, of=None, still_true=True):
    PriorityObservation.objects.create(
        family=family,
        group=group,
        person=of,
        contact=contact,
        observed_on=on,
        observed_by=by,
        basis=basis,
        still_true=still_true,
        ended_on=None if still_true else on,
    )


def _checked(family, contact, by, *, nothing_changed):
    check = PriorityCheck.objects.create(
        family=family, contact=contact, checked_by=by, nothing_changed=nothing_changed
    )
    facts = {"nothing_changed": nothing_changed, "purpose": "outreach"}
    record("priorities.checked", by=by, about=check, family_id=family.pk, **facts)
    return check


@transaction.atomic
def reword_group(group, *, text, by, starts_on=None):
    """From a day on a group goes by other words; a group that ended begins again so (R073)."""
    group = PriorityGroup.objects.lock(group)
    text, starts_on = words(text, _("Enter what the group is called"), 150), starts_on or _today()
    if starts_on < _today():
        raise Refused(_("The new words must begin today or later"))
    _end_wording(group, starts_on)
    PriorityWording.objects.create(group=group, words=text, starts_on=starts_on)
    _stand_anew(group)
    record("priority_group.reworded", by=by, about=group, code=group.code, starts_on=starts_on)
    return group


@transaction.atomic
def end_group(group, *, by):
    """Nobody is asked about it from today on; what was seen stays, and counts no more."""
    group = PriorityGroup.objects.lock(group)
    if not PriorityGroup.objects.in_force().filter(pk=group.pk).exists():
        raise Refused(_("This group is not in use now."))
    _end_wording(group, _today())
    _stand_anew(group)
    record("priority_group.ended", by=by, about=group, code=group.code)


def _today():
    return timezone.localdate()


def _end_wording(group, day):
    """The words in use end the day before; those that would begin on this day never do."""
    wordings = group.wordings.filter(starts_on__lte=day).order_by("-starts_on")
    last = wordings.first()
    if group.wordings.filter(starts_on__gt=day).exists():
        raise Refused(_("Words that begin later stand in the list already."))
    if last is None or (last.ends_on and last.ends_on < day):
        return
    if last.starts_on == day:
        raise Refused(_("Its words began on that day. Change them from the next day on."))
    last.ends_on = day - timedelta(days=1)
    last.save()


def _stand_anew(group):
    """Every family that was ever seen in it: a group counts while it has words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT families_stand_with(%s)", [group.code])


@transaction.atomic
def let_groups_lapse():
    """What nobody has confirmed for a year counts no more: by the clock, each hour."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT families_stand_lapsed()")
        return cursor.fetchone()[0]
