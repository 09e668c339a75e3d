"""Somebody asks; who they are; how long it may take (UK GDPR article 12)."""

from django.db import transaction
from django.utils import timezone

from families.models import CaseKind, FamilyMember, GovernanceCase, Holds
from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from .. import clock
from ..models import Capacity, CopyRequest, Pause, PauseKind


@transaction.atomic
def log_request(family, *, person, capacity, received_on, by, responsibility=None, **said):
    """From now on the clock runs; the officer reads the family within their own open case."""
    if received_on > timezone.localdate():
        raise Refused("The day it came must be today or in the past.")
    mine = GovernanceCase.objects.visible_to(by).open().filter(family=family, officer=by)
    case = mine.filter(kind=CaseKind.SUBJECT_ACCESS).first()
    if case is None:
        raise Refused("Open a case of subject access for this family first.")
    check_asker(family, person, capacity, responsibility, said.get("authority"))
    asked = CopyRequest.objects.create(
        family=family,
        case=case,
        person=person,
        capacity=capacity,
        responsibility=responsibility,
        received_on=received_on,
        due_on=clock.due_on(received_on),
        logged_by=by,
        **said,
    )
    record("copy.asked", by=by, about=asked, family_id=family.pk, capacity=capacity)
    return asked


def check_asker(family, person, capacity, responsibility, authority):
    """Whether somebody may ask for this person's copy in this capacity."""
    if not FamilyMember.objects.filter(family=family, person=person).exists():
        raise Refused("Select somebody of this family.")
    if capacity == Capacity.PARENT:
        if not answers_for(responsibility, person, family):
            raise Refused("Record first who answers for this child, or select who does.")
    elif responsibility is not None:
        raise Refused("Select a parent’s responsibility only where a parent asks.")
    needs_authority = capacity in (Capacity.SOLICITOR, Capacity.AUTHORITY)
    if needs_authority and not authority:
        raise Refused("Enter what shows their authority.")


def answers_for(responsibility, person, family):
    """Whether somebody answers for this very child today."""
    return (
        responsibility is not None
        and responsibility.is_current
        and responsibility.child_id == person.pk
        and responsibility.family_id == family.pk
        and responsibility.answer in (Holds.YES, Holds.SHARED)
    )


@transaction.atomic
def show_identity(asked, *, shown, by):
    """A person saw who they are; the copy is gathered, and a clock that waited for it runs on."""
    asked = locked(asked)
    if asked.identity_on is not None:
        raise Refused("Who they are was shown already.")
    asked.identity_on, asked.identity_shown = timezone.localdate(), shown
    asked.save()
    asked.pauses.filter(until_on=None, kind=PauseKind.IDENTITY).update(until_on=asked.identity_on)
    recount(asked)
    record("copy.identity_shown", by=by, about=asked, family_id=asked.family_id)
    return asked


@transaction.atomic
def begin_pause(asked, *, kind, by):
    """The clock stands from today; whoever asked was told what we wait for."""
    asked = locked(asked)
    if asked.paused:
        raise Refused("The clock is paused already.")
    if kind == PauseKind.IDENTITY and asked.identity_on is not None:
        raise Refused("Who they are was shown already.")
    pause = Pause.objects.create(request=asked, kind=kind, from_on=timezone.localdate())
    record("copy.paused", by=by, about=asked, family_id=asked.family_id, kind=kind)
    return pause


@transaction.atomic
def end_pause(asked, *, by):
    """The clock runs again; it is due later by the days that it stood."""
    asked = locked(asked)
    if not asked.paused:
        raise Refused("The clock is not paused.")
    asked.pauses.filter(until_on=None).update(until_on=timezone.localdate())
    recount(asked)
    record("copy.resumed", by=by, about=asked, family_id=asked.family_id)
    return asked


@transaction.atomic
def extend(asked, *, why, by):
    """Two months more, if it is complex; whoever asked was told why within the first month."""
    asked = locked(asked)
    today = timezone.localdate()
    if asked.complex_told_on is not None:
        raise Refused("It was given two more months already.")
    if today > asked.due_on and not asked.paused:
        raise Refused("The first month is over: it cannot be given more time now.")
    asked.complex_told_on, asked.complex_why = today, why
    asked.save()
    recount(asked)
    record("copy.extended", by=by, about=asked, family_id=asked.family_id)
    return asked


def recount(asked):
    """When it is due, from what is on record."""
    pauses = asked.pauses.filter(until_on__isnull=False).values_list("from_on", "until_on")
    months = clock.COMPLEX if asked.complex_told_on else clock.PLAIN
    asked.due_on = clock.due_on(asked.received_on, pauses, months=months)
    asked.save()


def locked(asked):
    """The request, held; what was released changes no more."""
    asked = CopyRequest.objects.lock(asked)
    if asked.released_at is not None:
        raise Refused("This copy was released already.")
    return asked
