"""Communication and access needs: asked, recorded, met and reviewed (domain.md 2.14)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused
from hubs.languages import code_of

from ..models import FamilyMember, NeedMet, NeedsAsked, PersonNeed, Source
from ..needs import NeedKind, needs_on
from .held import close, hold, lock_member
from .timing import author, moment

REVIEWED_AFTER = timedelta(days=365)
CHANGED = "Asked again"


@transaction.atomic
def record_needs(
    member, *, needs, by, source, has_none=False, words="", review_due_on=None, seen=None,
    happened_at=None,
):  # fmt: skip
    """What somebody needs from now on, each kind with what must be known to meet it.

    `needs` are {kind: values}. `seen` is the answer that stood on the writer's page, "" where
    there was none.
    """
    member, at = lock_member(member), moment(happened_at)
    asked = NeedsAsked.objects.told_of(member).newest_first().first()
    if seen is not None and seen != (str(asked.pk) if asked else ""):
        raise Refused(_("Somebody changed these needs after you opened this page. Look again."))
    _refuse_contradictions(needs, has_none, words)
    if asked:
        close(asked, reason=CHANGED, at=at)
    for need in PersonNeed.objects.told_of(member):
        if needs.get(need.kind) != _told(need):
            close(need, reason=CHANGED, at=at)
    _hold_missing(member, needs, source=source, by=by, at=at)
    return _hold_answer(member, source, by, at, has_none, words, review_due_on)


def _refuse_contradictions(needs, has_none, words):
    if not set(needs) <= set(NeedKind.values):
        raise Refused(_("Select what they need from the list."))
    if has_none and needs:
        raise Refused(_("Select what they need, or that they need nothing, not both."))
    if not (has_none or needs or words.strip()):
        raise Refused(_("Select what they need, or that they need nothing."))
    if NeedKind.SPOKEN in needs and not needs[NeedKind.SPOKEN].get("language"):
        raise Refused(_("Select which language they need an interpreter for"))


def _told(need):
    """What is told of one need, as it is given."""
    facts = {name: getattr(need, name) for name in ("language", "dialect", "interpreter")}
    return {name: value for name, value in (facts | {"details": need.details}).items() if value}


def _hold_missing(member, needs, *, source, by, at):
    """Those that do not stand yet; gives how many there were."""
    standing = set(PersonNeed.objects.told_of(member).values_list("kind", flat=True))
    new = {kind: values for kind, values in needs.items() if kind not in standing}
    for kind, values in new.items():
        hold(PersonNeed, member, source=source, by=by, at=at, kind=kind, **values)
    return len(new)


def _hold_answer(member, source, by, at, has_none, words, review_due_on):
    due = review_due_on or timezone.localdate() + REVIEWED_AFTER
    values = {"has_none": has_none, "words": words.strip(), "review_due_on": due}
    asked = hold(NeedsAsked, member, source=source, by=by, at=at, **values)
    facts = {"family_id": member.family_id, "person": member.person_id}
    record("person.needs_asked", by=by, about=asked, **facts)
    return asked


@transaction.atomic
def carry_needs(family, person, card, *, by):
    """What was told with a request stands on the record, so that nobody asks it again.

    Nothing that stands there already is ended by it.
    """
    member = FamilyMember.objects.current().filter(family=family, person=person).first()
    needs = dict(needs_on(card, code_of))
    if member is None or not (needs or card.communication_needs):
        return
    member, at = lock_member(member), timezone.now()
    new = _hold_missing(member, needs, source=Source.THEMSELVES, by=by, at=at)
    asked = NeedsAsked.objects.told_of(member).newest_first().first()
    said = card.communication_needs
    if asked and not new and said in asked.words:
        return
    if asked:
        more = "" if said in asked.words else said
        said = "\n".join(text for text in (asked.words, more) if text)
        close(asked, reason=CHANGED, at=at)
    _hold_answer(member, Source.THEMSELVES, by, at, False, said, None)


@transaction.atomic
def note_met(need, *, was_met, by, words="", happened_at=None):
    """Whether it was met when somebody was in touch; where not, why not."""
    if not was_met and not words.strip():
        raise Refused(_("Enter why it was not met"))
    row = NeedMet.objects.create(
        family_id=need.family_id,
        person_id=need.person_id,
        need=need,
        happened_at=moment(happened_at),
        was_met=was_met,
        words=words.strip(),
        noted_by=author(by),
    )
    facts = {"family_id": need.family_id, "person": need.person_id, "was_met": was_met}
    record("person.need_met_noted", by=by, about=row, **facts)
    return row
