"""What all that is said about people for a period has in common: who it is about, and its end."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Family, ParentalResponsibility
from .timing import moment, words


def refuse_strangers(family, *people):
    """What is said is about people of this family, of now or before."""
    ids = {person.pk for person in people if person}
    if family.members.filter(person__in=ids).values("person").distinct().count() != len(ids):
        raise Refused(_("Select people who are in this family."))


def make_room(rows, at, *, reason=None):
    """Where one row may hold at a time: the open one ends now, and nothing later is in the way."""
    if rows.filter(ends_at__gt=at).exists():
        raise Refused(_("Something else is on record for that time already."))
    before = rows.filter(ends_at=None).select_for_update(of=("self",)).first()
    if before is None:
        return None
    if at < before.starts_at:
        raise Refused(_("Something else is on record for that time already."))
    return _end(before, at, reason or _("Something else is said since"))


def say(model, family, verb, *, by, at, **values):
    """The row, and its event: which kind of thing was said, and never the words."""
    row = model.objects.create(family=family, starts_at=at, **values)
    record(verb, by=by, about=row, family_id=family.pk)
    return row


@transaction.atomic
def end_said(row, *, reason, by, happened_at=None):
    """It holds no longer; that it was said stays."""
    family = Family.objects.lock(row.family)
    row = type(row).objects.lock(row)
    at = moment(happened_at)
    if row.ends_at is not None:
        raise Refused(_("This has ended already."))
    if at < row.starts_at:
        raise Refused(_("That is before it began."))
    _end(row, at, words(reason, _("Enter why it holds no longer"), 200))
    record("family.said_ended", by=by, about=row, family_id=family.pk)
    if isinstance(row, ParentalResponsibility):
        let_flag_follow(family, row.holder)
    return row


def _end(row, at, reason):
    row.ends_at, row.end_reason = at, reason
    row.save(update_fields=["ends_at", "end_reason", "updated_at"])
    return row


def let_flag_follow(family, holder):
    """The member's flag says in one word what the answers about their children say together."""
    if holder is None:
        return
    rows = ParentalResponsibility.objects.current().filter(family=family, holder=holder)
    answers = set(rows.values_list("answer", flat=True))
    flag = True if answers & {"yes", "shared"} else False if answers == {"no"} else None
    members = family.members.filter(Q(ends_at=None), person=holder)
    for member in members:
        member.has_parental_responsibility = flag
        member.save(update_fields=["has_parental_responsibility", "updated_at"])
