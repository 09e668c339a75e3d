"""The numbers by which other systems know a person (R067)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..identifiers import OF_ONE_PERSON, System, plain, problem
from ..models import PersonIdentifier
from .held import hold, lock_member
from .timing import moment

# The same words whoever has it, so that they tell of nobody whom the reader may not see.
NOT_ADDED = (
    "We could not add this number. Check it against the letter. If it is right, ask your"
    " safeguarding lead to look into it."
)


def add_identifier(member, *, system, value, source, by, happened_at=None):
    """A number, checked; said twice it stands once.

    One that is on record of somebody whom this user does not see is refused without a word of it:
    the database finds it, whatever this user may read.
    """
    try:
        with transaction.atomic():
            return _add(member, system, plain(value), source, by, moment(happened_at))
    except IntegrityError:
        facts = {"family_id": member.family_id, "system": system}
        record("person.identifier_not_added", by=by, about=member.person, **facts)
        raise Refused(_(NOT_ADDED)) from None


def _add(member, system, value, source, by, at):
    member = lock_member(member)
    if system not in System.values:
        raise Refused(_("Select whose number it is"))
    if wrong := problem(system, value):
        raise Refused(str(wrong))
    seen = PersonIdentifier.objects.visible_to(by).current().filter(system=system)
    known = seen.filter(person=member.person_id).first()
    if known and known.value == value:
        return known
    if known:
        raise Refused(_("Another number of this kind is on record. End that one first."))
    _refuse_somebody_elses(seen.filter(value=value), system)
    values = {"system": system, "value": value}
    row = hold(PersonIdentifier, member, source=source, by=by, at=at, **values)
    facts = {"family_id": member.family_id, "system": system, "person": member.person_id}
    record("person.identifier_added", by=by, about=row, **facts)
    return row


def _refuse_somebody_elses(seen, system):
    """Of somebody whom this user sees they hear who it is: it may be one person twice."""
    if system not in OF_ONE_PERSON:
        return
    if other := seen.select_related("person", "family").first():
        words = _("%(person)s, in %(family)s, has this number. Are they the same person?")
        raise Refused(words % {"person": other.person, "family": other.family.reference})
