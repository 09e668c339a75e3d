"""Decisions to share without agreement, and their end (R115; access.md sections 1, 5 and 7)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused

from ..models import EntryKind, Family, Sensitivity, SharingBasis, SharingDecision
from ..moments import end_of
from .access import is_barred
from .agreements import close_to
from .notes import note_event
from .timing import words

LONGEST = 4_000


@transaction.atomic
def decide_to_share(
    family,
    *,
    person,
    organisation,
    basis,
    asked_by,
    review_due_on,
    by,
    last_day=None,
    key=None,
    **told,
):
    """Somebody answerable decides, on a colleague's asking, that an organisation may see a person.

    It opens nothing before the organisation has an agreement with the council and works with the
    family (access.md B). `told` are the words of `_words`; `key` stops a second copy.
    """
    family = Family.objects.lock(family)
    if key and (known := SharingDecision.objects.filter(pk=key, family=family).first()):
        return known
    _refuse_unfit(family, person, organisation, basis, asked_by, by)
    _refuse_dates(review_due_on, last_day)
    decision = SharingDecision.objects.create(
        family=family,
        person=person,
        organisation=organisation,
        basis=basis,
        asked_by=asked_by,
        decided_by=by,
        review_due_on=review_due_on,
        ends_at=end_of(last_day) if last_day else None,
        **_words(**told),
        **({"id": key} if key else {}),
    )
    record("sharing.decided", by=by, about=decision, **_facts(decision), basis=basis)
    _tell_timeline(decision, _("decided"), by)
    _tell_colleagues(decision, by)
    return decision


def _words(*, reason, items, family_told, why_not_told=""):
    """The concern, what may be shared, and why the family was not told, if it was not."""
    return {
        "reason": words(reason, _("Enter what the concern is"), LONGEST),
        "items": words(items, _("Enter what may be shared"), LONGEST),
        "family_told": family_told,
        "why_not_told": "" if family_told else words(why_not_told, _("Enter why not"), LONGEST),
    }


def _refuse_unfit(family, person, organisation, basis, asked_by, by):
    if not family.members.current().filter(person=person).exists():
        raise Refused(_("Select somebody in this family."))
    if organisation.is_council or organisation.has_ended:
        raise Refused(_("Select an organisation that works with the council."))
    if basis not in SharingBasis.values:
        raise Refused(_("Select the ground for sharing."))
    if asked_by == by:
        raise Refused(_("Nobody decides what they ask for themselves. Ask another to decide."))
    if not asked_by.may_sign_in or is_barred(asked_by, family) or _must_not_know(asked_by, family):
        raise Refused(_("Select a colleague who may know this family."))
    now = timezone.now()
    standing = family.sharing_decisions.filter(person=person, organisation=organisation)
    if standing.exclude(ends_at__lte=now).exists():
        who = {"person": person, "organisation": organisation}
        raise Refused(
            _("There is a decision about %(person)s and %(organisation)s. End it first.") % who
        )


def _must_not_know(colleague, family):
    """A restricted family is nobody's to ask about but those named."""
    seen = Family.objects.visible_to(colleague).filter(pk=family.pk)
    return family.is_restricted and not seen.exists()


def _refuse_dates(review_due_on, last_day):
    today = timezone.localdate()
    if review_due_on < today:
        raise Refused(_("The review must be today or in the future."))
    if last_day and last_day < review_due_on:
        raise Refused(_("The last day must be the day of the review or later."))


def _facts(decision):
    return {"family_id": decision.family_id, "organisation": decision.organisation_id}


def _tell_timeline(decision, outcome, by):
    """For the council's own workers: what one organisation may know is not another's business."""
    said = _("%(person)s: to share with %(organisation)s without agreement: %(outcome)s")
    facts = {"person": decision.person, "organisation": decision.organisation, "outcome": outcome}
    note_event(
        decision.family,
        kind=EntryKind.DECISION,
        summary=(said % facts)[:300],
        about=[decision.person],
        sensitivity=Sensitivity.TEAM,
        source_id=decision.pk,
        by=by,
    )


def _tell_colleagues(decision, by):
    """Whoever asked, and the council's own lead of the family."""
    family = decision.family
    leads = family.involvements.current().leads().filter(user__organisation__kind="council")
    for person in {decision.asked_by, *(row.user for row in leads.select_related("user"))} - {by}:
        notify(
            person,
            key=f"sharing-decided:{decision.pk}:{person.pk}",
            kind="sharing_decided",
            by=by,
            about=decision,
            family_id=family.pk,
            hub=family.hub.name,
            link=family.get_absolute_url(),
        )


@transaction.atomic
def end_sharing_decision(decision, *, reason, by):
    """Not needed any more: what only this decision opened is shut from now on."""
    family = Family.objects.lock(decision.family)
    decision = SharingDecision.objects.lock(decision)
    now = timezone.now()
    if decision.ends_at and decision.ends_at <= now:
        raise Refused(_("This has ended already."))
    decision.family = family
    decision.ends_at, decision.ended_by = now, by
    decision.end_reason = words(reason, _("Enter why it is ending"), 200)
    decision.save(update_fields=["ends_at", "end_reason", "ended_by", "updated_at"])
    record("sharing.decision_ended", by=by, about=decision, **_facts(decision))
    _tell_timeline(decision, _("ended"), by)
    # Where the family itself agreed about somebody, the organisation keeps its work with them.
    if not family.members.current().covered_for(decision.organisation).exists():
        close_to(family, decision, by=by, at=now, why="The decision to share has ended")
    return decision
