"""A part of a record that opens for a reason, which stands in its log (access.md section 3, r)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record_look
from familyhubs.refusals import Refused

from ..models import Family, GrantKind, InvolvementRole
from .access import grant
from .timing import words

LASTS = timedelta(hours=4)


@transaction.atomic
def open_closed(family, *, reason, by):
    """Notes and plan of closed work, for one officer and the request that gave cause (A4).

    It ends with that request's own look, and after four hours.
    """
    family = Family.objects.lock(family)
    cause = _cause(family, by)
    working = (InvolvementRole.LEAD, InvolvementRole.WORKER)
    if family.involvements.current().filter(role__in=working).exists():
        raise Refused(_("Somebody works with this family now. Ask them."))
    return open_for_a_reason(
        family, kind=GrantKind.CLOSED, cause_id=cause, reason=reason, by=by, what="opened_closed"
    )


def _cause(family, by):
    """The open request because of which this officer sees the family."""
    looks = family.grants.current().filter(kind=GrantKind.TRIAGE).triaged_by(by)
    if look := looks.exclude(cause_id=None).order_by("-starts_at").first():
        return look.cause_id
    raise Refused(_("The request that led you here has been decided."))


def open_for_a_reason(family, *, kind, cause_id, reason, by, what):
    """A short look at a part, and the reason in the log of the family."""
    reason = words(reason, _("Enter why you need to read it"), 300)
    until = timezone.now() + LASTS
    row = grant(family, kind=kind, by=by, user=by, until=until, cause_id=cause_id)
    record_look(by, family, family_id=family.pk, what=what, reason=reason)
    return row
