"""A safeguarding concern: raised by anybody on the staff, told at once, taken, decided (R112)."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from families.actions import note_event
from families.models import EntryKind, Sensitivity
from familyhubs.audit import log
from familyhubs.database.actor import SystemActor, beyond_sight
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.models import Hub
from hubs.permissions import roles_now

from .. import clocks
from ..models import Answer, Basis, Concern, Outcome
from .looking import match_request
from .once import SentAlready
from .out_of_hours import tell_those_on_call
from .telling import safeguarding_leads
from .triage import said

# To those who may not open it.
WITHOUT_A_LINK = ("concern_nobody", "concern_ring")


def raise_concern(
    *, who, what, is_now, by, key=None, family_knows=Answer.NOT_SURE, seen="", told="",
    not_told_because="", family=None, referral=None, chat=None,
):  # fmt: skip
    """Write it down and tell every safeguarding lead; a form sent twice makes one (domain.md 3.4).

    `family`, `referral` or `chat` is what it was raised from, if anything.
    """
    values = {
        "who": said(who, _("Enter who is at risk")),
        "what": said(what, _("Enter what you saw, heard or were told")),
        "is_now": one_of(Answer, is_now, _("Select whether it is happening now")),
        "family_knows": one_of(Answer, family_knows, _("Select whether the family knows")),
        "seen": seen.strip(),
        "told": told.strip(),
        "not_told_because": not_told_because.strip(),
    }
    referral = referral or (chat and chat.referral)
    family = family or (referral.family if referral else None)
    values |= {"family": family, "referral": referral, "chat": chat}
    if known := raised_under(key, values, by=by):
        return known
    if referral is not None:
        # A concern is for those it may be told to now: whom it is about is not left for later.
        match_request(referral.pk, by=SystemActor.MATCHING)
    hub = hub_of(family, referral, chat, by)
    try:
        with transaction.atomic():
            return write_concern(values | {"hub": hub} | ({"id": key} if key else {}), by=by)
    except IntegrityError:
        known = raised_under(key, values, by=by)
        if known is None:
            raise
        return known


def raised_under(key, values, *, by):
    """What this person raised under this key, None where nothing; refused where it says otherwise.

    Somebody who went back and wrote about another child must not think that it was taken.
    """
    known = Concern.objects.raised_by(by).filter(pk=key).first() if key else None
    if known is not None and any(getattr(known, name) != now for name, now in values.items()):
        raise SentAlready(known)
    return known


def one_of(choices, value, message):
    if value not in choices.values:
        raise Refused(message)
    return value


def hub_of(family, referral, chat, by):
    """Whose managers answer for it: the record's hub, else the hub of whoever raised it."""
    if family or referral or (chat and chat.hub):
        return (family or referral or chat).hub
    mine = (role.hub or (role.team and role.team.hub) for role in roles_now(by))
    hub = next(filter(None, mine), None) or Hub.objects.order_by("name").first()
    if hub is None:
        raise Refused(_("We cannot take this here yet. Please ring."))
    return hub


def write_concern(values, *, by):
    now = timezone.now()
    concern = Concern.objects.create(
        raised_by=by,
        raised_at=now,
        due_at=clocks.screen_due(now, red=values["is_now"] == Answer.YES),
        **values,
    )
    log.record(
        "concern.raised", by=by, about=concern, family_id=concern.family_id, now=concern.is_now
    )
    note_on_timeline(concern, _("Safeguarding concern %(reference)s raised"), by=by)
    leads = [lead for lead in safeguarding_leads() if may_read(concern, lead)]
    for lead in leads:
        tell(
            concern,
            lead,
            "concern_now" if concern.is_now == Answer.YES else "concern_raised",
            by=by,
        )
    if concern.runs_day_and_night:
        tell_on_call(concern, by=by)
    if not leads:
        # Nobody is there to take it: the ladder is climbed from now on.
        concern.due_at = now
        concern.save(update_fields=["due_at", "updated_at"])
    return concern


def tell_on_call(concern, *, by):
    """Out of hours, as of a red request; on the duty alone nobody reads what a concern says."""

    def tell_one(user):
        if not may_read(concern, user) and not may_hear(concern, user):
            return False
        tell(concern, user, "concern_now" if may_read(concern, user) else "concern_ring", by=by)
        return True

    key = f"concern-out-of-hours:{concern.pk}"
    told = tell_those_on_call(concern, tell_one, key=key, mail="out_of_hours_concern", by=by)
    if told is not None:
        log.record(
            "concern.told_out_of_hours", by=by, about=concern, family_id=concern.family_id,
            people=told,
        )  # fmt: skip


@beyond_sight("what somebody else may know")
def may_read(concern, user):
    return Concern.objects.visible_to(user).filter(pk=concern.pk).exists()


@beyond_sight("what somebody else may know")
def may_hear(concern, user):
    """Who may learn that there is one; a bar is stronger than any need to tell."""
    return Concern.objects.not_barred_to(user).filter(pk=concern.pk).exists()


def note_on_timeline(concern, summary, *, by, at=None):
    """That there is one, for those who may know it (access.md section 3); never what it says."""
    if concern.family is None:
        return
    note_event(
        concern.family,
        kind=EntryKind.CONCERN,
        summary=summary % {"reference": concern.reference},
        sensitivity=Sensitivity.SAFEGUARDING,
        source_id=concern.pk,
        happened_at=at,
        by=by,
    )


def tell(concern, to, kind, *, by, rung="leads"):
    """A reference, and the way to the page for those it opens to: nothing about anybody."""
    opens = {} if kind in WITHOUT_A_LINK else {"link": concern.get_absolute_url()}
    return notify(
        to,
        key=key_of(concern, kind, rung, to),
        kind=kind,
        by=by,
        about=concern,
        reference=concern.reference,
        **opens,
    )


def key_of(concern, kind, rung, to):
    return f"{kind.replace('_', '-')}:{concern.pk}:{rung}:{to.pk}"


@transaction.atomic
def take(concern, *, by, instead_of=None):
    """One person answers for it from now on; `instead_of` is who did, as the page showed it."""
    concern = Concern.objects.lock(concern)
    refuse_decided(concern)
    if concern.taken_by_id == by.pk:
        return concern
    if concern.taken_by_id != (instead_of.pk if instead_of else None):
        raise Refused(_("%(who)s has just taken this.") % {"who": concern.taken_by})
    before, concern.taken_by, concern.taken_at = concern.taken_by_id, by, timezone.now()
    red = concern.runs_day_and_night
    concern.decide_due_at = clocks.decision_due(concern.taken_at, red=red)
    concern.save(update_fields=["taken_by", "taken_at", "decide_due_at", "updated_at"])
    log.record(
        "concern.taken", by=by, about=concern, family_id=concern.family_id, instead_of=before
    )
    return concern


@transaction.atomic
def leave_concerns(user, *, by):
    """Somebody goes for good: what they had taken rings at once until another takes it."""
    taken = Concern.objects.open().filter(taken_by=user).select_for_update(of=("self",))
    for concern in taken.order_by("pk"):
        concern.taken_by = concern.taken_at = concern.decide_due_at = None
        concern.due_at = timezone.now()
        concern.save()
        log.record("concern.left", by=by, about=concern, family_id=concern.family_id, who=user.pk)


@transaction.atomic
def decide_concern(concern, *, outcome, words, by, social_care_reference="", basis=""):
    """What was decided and why; only by whoever has taken it.

    What is passed on says on what basis, and is chased until children's social care has it.
    """
    concern = Concern.objects.lock(concern)
    refuse_decided(concern)
    if concern.taken_by_id != by.pk:
        raise Refused(_("Take the concern first, then decide."))
    concern.outcome = one_of(Outcome, outcome, _("Select what was decided"))
    concern.outcome_words = said(words, _("Enter what was decided, and why"))
    concern.social_care_reference = social_care_reference.strip()
    concern.decided_at, concern.decided_by = timezone.now(), by
    if concern.outcome == Outcome.PASSED_ON:
        concern.basis = one_of(Basis, basis, _("Select on what basis you pass it on"))
        concern.passed_on_at = concern.decided_at
        concern.acknowledge_due_at = clocks.acknowledgement_due(concern.passed_on_at)
    concern.save()
    log.record(
        "concern.decided", by=by, about=concern, family_id=concern.family_id, outcome=outcome
    )
    note_on_timeline(concern, _("Safeguarding concern %(reference)s: decided"), by=by)
    return concern


def refuse_decided(concern):
    if not concern.is_open:
        raise Refused(_("This concern has already been decided."))


def join_concerns(referral, *, by):
    """Concerns about a request stand with the family that it turned out to be about."""
    for concern in referral.concerns.filter(family=None):
        concern.family = referral.family
        concern.save(update_fields=["family", "updated_at"])
        log.record("concern.joined", by=by, about=concern, family_id=concern.family_id)
        summary = _("Safeguarding concern %(reference)s raised")
        note_on_timeline(concern, summary, by=by, at=concern.raised_at)
