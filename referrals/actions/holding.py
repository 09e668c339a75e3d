"""Who looks at a request: taken, given back, or given to a colleague or a team (R042, R047)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.refusals import Refused
from hubs.models import Membership

from ..models import Referral, Status
from ..permissions import can_triage
from ..querysets import QUEUE_ROLES
from .telling import can_answer, first_to_tell, tell_about
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
    free = Referral.objects.in_queue().filter(pk=referral.pk, held_by=None)
    now = timezone.now()
    if not free.update(held_by=by, held_at=now, updated_at=now):
        return already_held(referral, by)
    log.record("referral.claimed", by=by, about=referral)
    return Referral.objects.get(pk=referral.pk)


def already_held(referral, by):
    """Fine where it is one's own; else in words who has it, or that it is decided."""
    referral = Referral.objects.select_related("held_by").get(pk=referral.pk)
    if referral.status == Status.DECIDED:
        raise Refused(_("This request has already been decided."))
    if referral.held_by_id != by.pk:
        raise Refused(_("%(who)s has just taken this request.") % {"who": referral.held_by})
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


@transaction.atomic
def assign(referral, *, by, to=None, team=None):
    """Give it to a colleague, or to a team whose triage may take it; they are told."""
    referral, _at = lock_undecided(referral)
    people = [to] if to else able_in(team, referral)
    if to is not None and not (can_triage(to, referral) and can_answer(to, referral)):
        raise Refused(_("%(who)s cannot decide on requests of this hub.") % {"who": to})
    if not people:
        raise Refused(_("Nobody in this team can decide on requests of this hub."))
    if (referral.held_by_id, referral.held_team_id) == (to and to.pk, team and team.pk):
        raise Refused(_("%(who)s has this request already.") % {"who": to or team})
    before = referral.held_by_id or referral.held_team_id
    referral.held_by, referral.held_team, referral.held_at = to, team, timezone.now()
    referral.save(update_fields=["held_by", "held_team", "held_at", "updated_at"])
    log.record("referral.assigned", by=by, about=referral, before=before, after=(to or team).pk)
    for person in people:
        if person != by:
            key = f"request-assigned:{referral.pk}:{person.pk}:{referral.held_at:%Y%m%d%H%M%S%f}"
            tell_about(referral, person, kind="request_assigned", key=key, by=by)
    return referral


def able_in(team, referral):
    """Those of a team who can sign in, read this request and decide on it."""
    if team is None or team.ended_on is not None:
        return []
    rows = Membership.objects.current().filter(team=team, role__in=QUEUE_ROLES)
    people = {row.user for row in rows.select_related("user__organisation")}
    able = [u for u in people if can_triage(u, referral) and can_answer(u, referral)]
    return sorted(able, key=lambda user: (user.full_name, str(user.pk)))


def assign_many(referrals, *, by, to=None, team=None):
    """Each by itself: how many were given, and each one refused with its reason."""
    given, refused = 0, []
    for referral in referrals:
        try:
            if not can_triage(by, referral):
                raise Refused(_("You cannot decide on requests of this hub."))
            assign(referral, by=by, to=to, team=team)
        except Refused as why:
            refused.append((referral.reference, str(why)))
        else:
            given += 1
    return given, refused
