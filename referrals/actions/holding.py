"""Who looks at a request: taken or given back; nothing is lost to two at once (R042)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.refusals import Refused

from ..models import Referral
from .telling import first_to_tell, tell_about
from .triage import lock_undecided


@transaction.atomic
def refuse_if_changed(referral, seen):
    """Hold the row to the end of the transaction; refused where it is not as the page showed it.

    Without a `seen` nothing is compared: a script that sends none has looked at nothing.
    """
    now = Referral.objects.lock(referral)
    if seen and now.version != seen:
        raise Refused(
            _(
                "Somebody else changed this request while you were typing. What you typed is"
                " still here. Look at the request as it is now, then send it again."
            )
        )


@transaction.atomic
def claim(referral, *, by):
    """This person looks at it from now on; of two who press at once the first has it."""
    referral, _at = lock_undecided(referral)
    if referral.held_by_id == by.pk:
        return referral
    if referral.held_by_id is not None:
        raise Refused(_("%(who)s has just taken this request.") % {"who": referral.held_by})
    referral.held_by, referral.held_at = by, timezone.now()
    referral.save(update_fields=["held_by", "held_at", "updated_at"])
    log.record("referral.claimed", by=by, about=referral)
    return referral


@transaction.atomic
def release(referral, *, by):
    """Back to the team it was given to, or to everybody; only by the one who has it."""
    referral, _at = lock_undecided(referral)
    if referral.held_by_id != by.pk:
        raise Refused(_("You do not have this request, so you cannot give it back."))
    referral.held_by = None
    referral.held_at = referral.held_at if referral.held_team_id else None
    referral.save(update_fields=["held_by", "held_at", "updated_at"])
    log.record("referral.released", by=by, about=referral)
    return referral


@transaction.atomic
def release_all(user, *, by):
    """Somebody goes for good: what they held is the queue's again, and somebody there is told."""
    held = Referral.objects.in_queue().filter(held_by=user).order_by("pk")
    for row in held:
        referral = Referral.objects.lock(row)
        referral.held_by = None
        referral.held_at = referral.held_at if referral.held_team_id else None
        referral.save(update_fields=["held_by", "held_at", "updated_at"])
        log.record("referral.released", by=by, about=referral, who=user.pk)
        told = first_to_tell(referral)
        if told not in (None, user):
            key = f"request-left:{referral.pk}:{user.pk}:{timezone.now():%Y%m%d%H%M%S}"
            tell_about(referral, told, kind="request_new", key=key, by=by)
