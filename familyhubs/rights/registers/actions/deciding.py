"""Which family it is about, what was decided, and how they were told."""

from django.db import transaction
from django.utils import timezone

from families.actions import object_to_ranking
from familyhubs.audit.log import record
from familyhubs.refusals import Refused
from familyhubs.rights.copies.models import CopyRequest

from ..models import Against, Decision, Kind
from ..permissions import own_cases
from .asking import locked, undecided, write_to


@transaction.atomic
def match(asked, *, family, by):
    """An officer knows whom it is about; an objection to lists is obeyed from this moment on."""
    asked = undecided(asked)
    if not own_cases(by).filter(family=family).exists():
        raise Refused("Open a case for this family first.")
    if asked.family_id is not None:
        raise Refused("It is about a family already.")
    asked.family = family
    asked.save()
    record("rights.matched", by=by, about=asked, family_id=family.pk)
    if asked.kind == Kind.OBJECT and asked.against == Against.LISTS:
        object_to_ranking(family, text=f"Asked under {asked.reference}", by=by)
    return asked


@transaction.atomic
def decide(asked, *, decision, answer, by, ground=""):
    """A person decides, with the ground that the law gives where the answer is no."""
    asked = undecided(asked)
    if asked.kind == Kind.COMPLAINT and asked.acknowledged_on is None:
        raise Refused("Record first that they were told we have their complaint.")
    if (decision == Decision.UPHELD) == bool(ground):
        raise Refused("Select a ground where any part is refused, and only there.")
    asked.decision, asked.ground, asked.answer = decision, ground, answer
    asked.decided_at, asked.decided_by = timezone.now(), by
    asked.save()
    facts = {"decision": decision, "ground": ground}
    record("rights.decided", by=by, about=asked, family_id=asked.family_id, **facts)
    write_to(asked, "rights_answered", by=by)
    return asked


@transaction.atomic
def close(asked, *, told_how, by):
    """They have the answer, and how they got it is on record."""
    asked = locked(asked)
    if not asked.decision:
        raise Refused("Decide first, and tell whoever asked.")
    return _closed(asked, told_how, by)


@transaction.atomic
def hand_to_copies(asked, *, by):
    """A copy that was asked for on the web goes on as a copy, once an officer has logged it."""
    asked = undecided(asked)
    if asked.kind != Kind.COPY:
        raise Refused("This does not ask for a copy.")
    copies = CopyRequest.objects.visible_to(by).open().filter(family=asked.family_id)
    copy = copies.exclude(pk__in=type(asked).objects.exclude(copy=None).values("copy")).first()
    if asked.family_id is None or copy is None:
        raise Refused("Say which family it is about, and log the request under copies first.")
    asked.copy = copy
    return _closed(asked, "", by)


def _closed(asked, told_how, by):
    asked.told_how, asked.closed_at, asked.closed_by = told_how, timezone.now(), by
    asked.save()
    record("rights.closed", by=by, about=asked, family_id=asked.family_id)
    return asked
