"""Before somebody joins an online group (R087)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import STEPS, OnlineCheck, Source
from .held import hold, lock_member
from .timing import author


@transaction.atomic
def check_online(member, *, activity, asked_alone, by, **gone_through):
    """What was gone through with them until now; whoever takes a step back is not ready any more.

    When they were asked alone, and by whom, is kept; what they said is not.
    """
    member = lock_member(member)
    if not activity.is_remote and not activity.join_link:
        raise Refused(_("This group does not meet online."))
    row = OnlineCheck.objects.current().filter(
        family=member.family_id, person=member.person_id, activity=activity
    )
    row = row.first() or hold(
        OnlineCheck, member, source=Source.THEMSELVES, by=by, at=timezone.now(), activity=activity
    )
    for step in STEPS:
        setattr(row, step, gone_through[step])
    if not asked_alone:
        row.asked_alone_at = row.asked_alone_by = None
    elif row.asked_alone_at is None:
        row.asked_alone_at, row.asked_alone_by = timezone.now(), author(by)
    row.save()
    facts = {"family_id": member.family_id, "person": member.person_id, "is_ready": row.is_ready}
    record("person.online_checked", by=by, about=row, **facts)
    return row
