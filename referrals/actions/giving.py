"""Requests given to a colleague or a team: one, or those ticked on a page of the queue (R047)."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.database.actor import beyond_sight
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.models import Absence, Membership

from ..models import Referral, Status
from ..permissions import can_triage
from ..querysets import QUEUE_ROLES
from .telling import can_answer, tell_about


@transaction.atomic
def assign(referral, *, by, to=None, team=None):
    """Give it to a colleague, or to a team whose triage may take it; they are told."""
    given, refused = give([referral], {}, by=by, to=to, team=team)
    if refused:
        raise Refused(refused[0][1])
    return given[0]


@transaction.atomic
def assign_many(referrals, *, by, to=None, team=None, seen=None):
    """Each by itself: how many were given, and each one refused with its reason.

    `seen`: a request's id → who had it on the page (`held_as`). What somebody took meanwhile is
    theirs; where a page says nothing, nothing is compared.
    """
    given, refused = give(referrals, seen or {}, by=by, to=to, team=team)
    return len(given), refused


def give(referrals, seen, *, by, to, team):
    """Those given, and (reference, why) of the others; whoever gets or loses one is told."""
    if to is not None and to != by:
        refuse_away(to)
    rows = Referral.objects.select_related("hub", "held_by__organisation", "held_team")
    rows = rows.filter(pk__in=[one.pk for one in referrals]).order_by("pk")
    held = {row.pk: row for row in rows.select_for_update(of=("self",))}
    rows = [held[one.pk] for one in referrals]
    mine, takers = decides_on(by, rows), takers_of(rows, to, team)
    given, refused, news = [], [], {}
    for row in rows:
        able = [user for user, theirs in takers.items() if row.pk in theirs]
        if why := why_not(row, mine, able, seen.get(row.pk), to, team):
            refused.append((row.reference, why))
            continue
        tell_former(row, able, by=by)
        hand(row, by=by, to=to, team=team)
        given.append(row)
        for user in able:
            news.setdefault(user, []).append(row)
    tell_takers(news, by=by)
    return given, refused


def refuse_away(to):
    absence = Absence.objects.current().filter(user=to).first()
    if absence is not None:
        facts = {"who": to, "day": date_format(timezone.localtime(absence.ends_at), "j M Y")}
        raise Refused(_("%(who)s is away until %(day)s. Choose somebody who is here.") % facts)


def decides_on(user, referrals):
    """The ids of those of these requests on which this person may decide: asked once for a hub."""
    one_of_each = {referral.hub_id: referral for referral in referrals}
    hubs = {pk for pk, referral in one_of_each.items() if can_triage(user, referral)}
    return {referral.pk for referral in referrals if referral.hub_id in hubs}


@beyond_sight("what somebody else may know")
def takers_of(referrals, to, team):
    """Person → the ids of those of these requests that they may read and decide on, by name."""
    found = {}
    for user in [to] if to else members_here(team):
        theirs = decides_on(user, referrals) if user.may_sign_in else set()
        read = Referral.objects.readable_by(user).filter(pk__in=theirs) if theirs else ()
        found[user] = {referral.pk for referral in read}
    return found


def members_here(team):
    """Those of a team who triage and are not away; of one that has ended nobody."""
    if team.ended_on is not None:
        return []
    away = Absence.objects.current().values("user")
    rows = Membership.objects.current().filter(team=team, role__in=QUEUE_ROLES)
    rows = rows.exclude(user__in=away).select_related("user__organisation")
    return sorted({row.user for row in rows}, key=lambda user: (user.full_name, str(user.pk)))


def why_not(referral, mine, able, seen, to, team):
    """Why it is not given, in words, or an empty string."""
    facts = {"who": to or team, "holder": referral.held_by or referral.held_team}
    if referral.status == Status.DECIDED:
        return _("This request has already been decided.")
    if referral.pk not in mine:
        return _("You cannot decide on requests of this hub.")
    if (referral.held_by_id, referral.held_team_id) == (to and to.pk, team and team.pk):
        return _("%(who)s has this request already.") % facts
    if seen is not None and referral.held_as not in ("", seen):
        return _("%(holder)s took this request while your page was open. Look again.") % facts
    if not able and to is not None:
        return _("%(who)s cannot decide on requests of this hub.") % facts
    return "" if able else _("Nobody in this team who is here can decide on this request.")


def hand(referral, *, by, to, team):
    before = referral.held_by_id or referral.held_team_id
    referral.held_by, referral.held_team, referral.held_at = to, team, timezone.now()
    referral.save(update_fields=["held_by", "held_team", "held_at", "updated_at"])
    log.record("referral.assigned", by=by, about=referral, before=before, after=(to or team).pk)


def tell_former(referral, able, *, by):
    """Whoever has it by name until now need not look at it any more."""
    former = referral.held_by
    if former is None or former == by or former in able or not can_answer(former, referral):
        return
    key = f"request-given-on:{referral.pk}:{former.pk}:{referral.held_at:%Y%m%d%H%M%S%f}"
    tell_about(referral, former, kind="request_given_on", key=key, by=by)


def tell_takers(news, *, by):
    """One message to each, however many they get."""
    queue, now = reverse("referrals:queue"), f"{timezone.now():%Y%m%d%H%M%S%f}"
    for user, rows in news.items():
        if user == by:
            continue
        key = f"request-assigned:{rows[0].pk}:{user.pk}:{now}"
        if len(rows) == 1:
            tell_about(rows[0], user, kind="request_assigned", key=key, by=by)
        else:
            notify(user, key=key, kind="requests_assigned", by=by, count=len(rows), link=queue)
