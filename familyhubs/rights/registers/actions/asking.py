"""Somebody asks or complains about their information; the clock runs from that day (R065)."""

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.database.actor import SystemActor, open_with
from familyhubs.languages.known import ENGLISH
from familyhubs.notifications.boxes import too_many_today
from familyhubs.notifications.outbox import notify, notify_address
from familyhubs.refusals import Refused
from familyhubs.rights.reminding import officers

from .. import clock
from ..models import Came, Kind, RightsRequest

A_DAY_TO_ONE_ADDRESS = 5


@transaction.atomic
def send_in(*, key, kind, language, **said):
    """Sent on the web by somebody without an account: the same key is one request."""
    open_with(key)
    today = timezone.localdate()
    first = dict(said, kind=kind, language=language, came=Came.WEB, received_on=today)
    first["owed_on"] = clock.owed_on(kind, today)
    asked, is_new = RightsRequest.objects.get_or_create(pk=key, defaults=first)
    if is_new:
        record("rights.asked", by=SystemActor.PUBLIC, about=asked, kind=kind)
        _tell_officers(asked, SystemActor.PUBLIC)
        write_to(asked, "rights_received", by=SystemActor.PUBLIC)
    return asked


@transaction.atomic
def log(*, kind, received_on, by, **said):
    """It came by letter, by telephone or in person: an officer writes it down."""
    if received_on > timezone.localdate():
        raise Refused("The day it came must be today or in the past.")
    if (kind == Kind.OBJECT) != bool(said.get("against")):
        raise Refused("Select what they object to where they object, and only there.")
    asked = RightsRequest.objects.create(
        kind=kind,
        language=ENGLISH,
        received_on=received_on,
        owed_on=clock.owed_on(kind, received_on),
        logged_by=by,
        **said,
    )
    record("rights.logged", by=by, about=asked, kind=kind)
    return asked


@transaction.atomic
def acknowledge(asked, *, by):
    """They were told that we have it, in the way they said is safe."""
    asked = locked(asked)
    if asked.acknowledged_on is not None:
        raise Refused("This was acknowledged already.")
    asked.acknowledged_on, asked.acknowledged_by = timezone.localdate(), by
    recount(asked)
    record("rights.acknowledged", by=by, about=asked, family_id=asked.family_id)
    write_to(asked, "rights_received", by=by)
    return asked


@transaction.atomic
def extend(asked, *, why, by):
    """Two months more, if it is complex; they were told why within the first month."""
    asked = undecided(asked)
    if asked.kind == Kind.COMPLAINT:
        raise Refused("A complaint is answered without undue delay: it cannot be given more time.")
    if asked.complex_told_on is not None:
        raise Refused("It was given two more months already.")
    if timezone.localdate() > asked.owed_on:
        raise Refused("The first month is over: it cannot be given more time now.")
    asked.complex_told_on, asked.complex_why = timezone.localdate(), why
    recount(asked)
    record("rights.extended", by=by, about=asked, family_id=asked.family_id)
    return asked


def recount(asked):
    """When something is owed next, from what is on record."""
    asked.owed_on = clock.owed_on(
        asked.kind,
        asked.received_on,
        acknowledged=asked.acknowledged_on is not None,
        is_complex=asked.complex_told_on is not None,
    )
    asked.save()


def locked(asked):
    """The request, held; what is closed changes no more."""
    asked = RightsRequest.objects.lock(asked)
    if asked.closed_at is not None:
        raise Refused("This is closed already.")
    return asked


def undecided(asked):
    """The same, as long as nobody has decided."""
    asked = locked(asked)
    if asked.decision:
        raise Refused("This was decided already.")
    return asked


def write_to(asked, kind, *, by):
    """A letter without a fact but the reference, where they said that letters are safe."""
    many = {"of": "rights", "most": A_DAY_TO_ONE_ADDRESS, "by": by}
    if not asked.email or too_many_today(asked.email, **many):
        return
    notify_address(
        asked.email,
        key=f"{kind}:{asked.pk}",
        kind=kind,
        by=by,
        about=asked,
        words=asked.reference,
        language=asked.language,
    )


def _tell_officers(asked, by):
    """Every officer, at once: nobody has it in hand yet."""
    for person in officers():
        key = f"rights-new:{asked.pk}:{person.pk}"
        notify(person, key=key, kind="rights_new", by=by, about=asked, reference=asked.reference)
