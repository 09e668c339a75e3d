"""What a person's page shows of what is held about them: each as its own door gives it."""

from hubs.models import Leaflet

from ..models import (
    NeedMet,
    NeedsAsked,
    PersonIdentifier,
    PersonName,
    PersonNeed,
    SendRecord,
    SpokenLanguage,
    ToldEthnicity,
)
from .channel_answers import answers_of

LEAFLETS_SHOWN = 5


def of(model, member, user):
    """Rows about this person that this user may read, with who wrote them."""
    rows = model.objects.visible_to(user, within=member.family).of(member.person)
    return rows.newest_first()


def now(model, member, user):
    return of(model, member, user).current().select_related("recorded_by")


def needs(member, user):
    """What they need, when they were asked, and the last time a need was not met."""
    rows = list(now(PersonNeed, member, user))
    last = NeedMet.objects.filter(need__in=rows).order_by("need", "-happened_at").distinct("need")
    met = {row.need_id: row for row in last} if rows else {}
    for row in rows:
        row.last_met = met.get(row.pk)
    return {"rows": rows, "asked": now(NeedsAsked, member, user).first()}


def channels(member, user):
    """Each way, with the answer; of somebody who left it is not ours to know any more."""
    return {"rows": answers_of(member) if member.is_current else ()}


def names(member, user):
    return {"rows": now(PersonName, member, user)}


def identifiers(member, user):
    """Those of now first, then those that ended."""
    rows = list(of(PersonIdentifier, member, user).select_related("recorded_by"))
    return {
        "rows": [row for row in rows if row.is_current],
        "ended": [row for row in rows if not row.is_current],
    }


def send(member, user):
    """The status of now, and those before it."""
    if member.role not in ("child", "unborn"):
        return {"is_child": False}
    rows = list(of(SendRecord, member, user).select_related("recorded_by"))
    return {
        "is_child": True,
        "row": next((row for row in rows if row.is_current), None),
        "before": [row for row in rows if not row.is_current],
    }


def languages(member, user):
    """What they speak, the main one first, and the group they say they belong to."""
    rows = list(now(SpokenLanguage, member, user).order_by("-is_main", "language"))
    spoken = [row.language for row in rows if row.language != "en"]
    found = Leaflet.objects.public().filter(language__in=spoken)[:LEAFLETS_SHOWN] if spoken else ()
    return {
        "rows": rows,
        "leaflets": found,
        "ethnicity": now(ToldEthnicity, member, user).first(),
    }
