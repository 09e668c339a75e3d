"""What is held about a person: how a row begins and how it ends, whatever it says."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import FamilyMember, Source
from .timing import author, moment, words


def lock_member(member):
    """The member, held until the end; nothing more is told of somebody who has left."""
    member = FamilyMember.objects.lock(member)
    if not member.is_current:
        raise Refused(_("%(person)s has left this family.") % {"person": member.person})
    return member


def hold(model, member, *, source, by, at, **values):
    """One more thing that is held about this person, told in this family's record."""
    if source not in Source.values:
        raise Refused(_("Select how you know"))
    return model.objects.create(
        family_id=member.family_id,
        person_id=member.person_id,
        source=source,
        starts_at=at,
        recorded_by=author(by),
        **values,
    )


def close(row, *, reason, at):
    """It holds no more from this moment on."""
    row.ends_at, row.end_reason = max(at, row.starts_at), reason
    row.save(update_fields=["ends_at", "end_reason", "updated_at"])


@transaction.atomic
def end_held(row, *, reason, by, happened_at=None):
    """It is no longer so, or never was; the row and its history stay."""
    row = type(row).objects.lock(row)
    if row.ends_at is not None:
        raise Refused(_("This has ended already."))
    at = moment(happened_at)
    close(row, reason=words(reason, _("Enter why it ends"), 200), at=at)
    verb = f"person.{row._meta.model_name}_ended"
    record(verb, by=by, about=row, family_id=row.family_id, person=row.person_id)
    return row
