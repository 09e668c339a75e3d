"""Saying that people of a family came to a session, and taking it back (R012, R015)."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused
from hubs.models import SessionMode

from ..models import Attendance, EntryKind, Family, Person, Sensitivity
from .notes import note_event


@transaction.atomic
def note_attendance(family, *, session, people, mode, by):
    """These people came. Said twice, it stands once; gives the rows that are new."""
    family = Family.objects.lock(family)
    _refuse_unfit(family, session, people, mode)
    known = set(family.attendances.filter(session=session).values_list("person", flat=True))
    new = [
        Attendance.objects.create(
            family=family, person=person, session=session, mode=mode, noted_by=by
        )
        for person in people
        if person.pk not in known
    ]
    if new:
        _tell(family, session, [row.person for row in new], _("Came to %s"), by)
        for row in new:
            record("family.attendance_noted", by=by, about=row, **_facts(row))
    return new


@transaction.atomic
def take_back_attendance(attendance, *, by):
    """It was a mistake: the row goes, its history and the line that says so stay."""
    family = Family.objects.lock(attendance.family)
    rows = Attendance.objects.select_related("session__activity", "person")
    row = rows.filter(pk=attendance.pk).first()
    if row is None:
        return
    _tell(family, row.session, [row.person], _("Did not come to %s: noted by mistake"), by)
    record("family.attendance_taken_back", by=by, about=row, **_facts(row))
    row.delete()


def _refuse_unfit(family, session, people, mode):
    if not people:
        raise Refused(_("Select who came"))
    if session.state != "planned":
        raise Refused(_("This session was cancelled."))
    if session.starts_at > timezone.now():
        raise Refused(_("This session has not begun yet."))
    if mode not in SessionMode.values:
        raise Refused(_("Select how they took part"))
    ids = {person.pk for person in people}
    members = family.members.current().filter(person__in=ids)
    if members.values("person").distinct().count() != len(ids):
        raise Refused(_("Select people who are in this family"))


def _tell(family, session, people, words, by):
    """For the council's own workers: a session may say what a family has not told others."""
    day = date_format(timezone.localtime(session.starts_at), "j F Y")
    named = f"{session.activity.name}, {day}"
    note_event(
        family,
        kind=EntryKind.SESSION,
        summary=(words % named)[:300],
        about=Person.objects.filter(pk__in=[person.pk for person in people]),
        sensitivity=Sensitivity.TEAM,
        source_id=session.pk,
        by=by,
    )


def _facts(row):
    return {"family_id": row.family_id, "session": row.session_id}
