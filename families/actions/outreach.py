"""A person decides about a family on the list; an objection takes it off at once (R075)."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.council.current import council
from familyhubs.refusals import Refused

from ..models import (
    Decided,
    EntryKind,
    Family,
    FamilyStanding,
    HelpOffer,
    RankingObjection,
    Sensitivity,
    ToDoKind,
)
from .notes import note_event
from .timing import words
from .todos import make_todo

LONGEST_AHEAD = timedelta(days=366)


@transaction.atomic
def offer_help(family, *, owner, due_on, by):
    """Somebody rings or calls by until a day; the list leaves the family alone meanwhile."""
    family = Family.objects.lock(family)
    _refuse_objected(family)
    today = timezone.localdate()
    if not today <= due_on <= today + LONGEST_AHEAD:
        raise Refused(_("Enter a day from today on, within a year"))
    if not Family.objects.visible_to(owner).filter(pk=family.pk).exists():
        raise Refused(_("They cannot see this family. Choose somebody who works with it."))
    offer = _decide(family, Decided.OFFER, by=by, look_again_on=due_on + _weeks())
    due = timezone.make_aware(datetime.combine(due_on, time(17)))
    make_todo(family, kind=ToDoKind.OFFER, owner=owner, cause_id=offer.pk, due=due, by=by)
    return offer


@transaction.atomic
def not_now(family, *, reason, by, look_again_on=None):
    """Not now, because: remembered until a day, unless another group comes to it before."""
    family = Family.objects.lock(family)
    today = timezone.localdate()
    look_again_on = look_again_on or today + _weeks()
    if not today < look_again_on <= today + LONGEST_AHEAD:
        raise Refused(_("Enter a day after today, within a year"))
    reason = words(reason, _("Enter why not now"))
    return _decide(family, Decided.NOT_NOW, by=by, look_again_on=look_again_on, reason=reason)


def _weeks():
    return timedelta(weeks=council().look_again_weeks)


def _decide(family, decided, *, by, look_again_on, reason=""):
    """The decision with the working it was made on."""
    now, standing = timezone.now(), FamilyStanding.objects.get(family=family)
    offer = HelpOffer.objects.create(
        family=family,
        decided=decided,
        reason=reason,
        decided_by=by,
        decided_at=now,
        look_again_on=look_again_on,
        ranked=standing.ranked,
        level=standing.level,
        quiet_days=max((now - standing.quiet_since).days, 0),
    )
    facts = {"decided": decided, "ranked": offer.ranked, "level": offer.level}
    record("help_offer.decided", by=by, about=offer, family_id=family.pk, **facts)
    return offer


def _refuse_objected(family):
    if FamilyStanding.objects.filter(family=family, objected=True).exists():
        raise Refused(_("This family does not want to be on these lists."))


@transaction.atomic
def object_to_ranking(family, *, by, person=None, text=""):
    """Off the ranked list and every invite list from this moment on; said twice, it stands once."""
    family = Family.objects.lock(family)
    if person and not family.members.current().filter(person=person).exists():
        raise Refused(_("Select people who are in this family"))
    rows = RankingObjection.objects.filter(family=family, person=person, ends_at=None)
    if known := rows.first():
        return known
    text = words(text, "", 300) if (text or "").strip() else ""
    objection = RankingObjection.objects.create(
        family=family, person=person, words=text, recorded_by=by
    )
    _tell(family, objection, _("Does not want to be on lists for offers of help"), by)
    record("ranking.objected", by=by, about=objection, family_id=family.pk)
    return objection


@transaction.atomic
def end_objection(objection, *, reason, by):
    """They changed their mind."""
    Family.objects.lock(objection.family)
    objection = RankingObjection.objects.lock(objection)
    if objection.ends_at:
        raise Refused(_("This has ended already."))
    objection.end_reason = words(reason, _("Enter what they said"), 200)
    objection.ends_at, objection.ended_by = timezone.now(), by
    objection.save()
    _tell(objection.family, objection, _("May be on lists for offers of help again"), by)
    record("ranking.objection_ended", by=by, about=objection, family_id=objection.family_id)


def _tell(family, objection, summary, by):
    note_event(
        family,
        kind=EntryKind.DECISION,
        summary=summary,
        about=[objection.person] if objection.person else [],
        sensitivity=Sensitivity.TEAM,
        source_id=objection.pk,
        by=by,
    )
