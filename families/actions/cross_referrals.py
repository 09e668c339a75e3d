"""Any service of the directory can be asked to help a family, in one act (R026)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.notifications.outbox import drop_about, notify
from familyhubs.refusals import Refused
from hubs.models import Service
from hubs.watching import owner_of

from ..cross_referring import what_is_missing
from ..models import (
    CrossOutcome,
    CrossReferral,
    EntryKind,
    Family,
    GrantKind,
    PassedOn,
    Sensitivity,
    ToDoKind,
)
from .access import end_grants, grant
from .notes import note_event
from .timing import words
from .todos import make_todo, settle_todo

LONGEST = 2_000
# How long the owner of a service may look at the family's card when nobody says what came of it.
OWNER_LOOKS = timedelta(days=60)
KIND = "family_referred"
BY_HAND = (PassedOn.PHONE, PassedOn.POST, PassedOn.IN_PERSON)


@transaction.atomic
def refer(family, *, service, reason, by, person=None, key=None):
    """Ask a service to help; its owner gets a message, or somebody here must pass it on.

    The message names nobody. What the owner may see of the family is what it agreed to share with
    their organisation, and ends with that or with the outcome. `key` stops a second copy.
    """
    family = Family.objects.lock(family)
    if key and (known := CrossReferral.objects.filter(pk=key, family=family).first()):
        return known
    reason = words(reason, _("Enter why you refer them"), LONGEST)
    _refuse_unfit(family, service, person)
    referral = CrossReferral.objects.create(
        family=family,
        service=service,
        person=person,
        organisation=service.provider,
        reason=reason,
        sender=by,
        **({"id": key} if key else {}),
    )
    record("family.cross_referred", by=by, about=referral, **_facts(referral))
    _tell_timeline(referral, _("Referred to %s") % service, by)
    if receiver := _who_may_look(referral, by):
        _pass_through_portal(referral, receiver, by)
    else:
        kind = ToDoKind.PASS_ON
        make_todo(family, kind=kind, owner=by, cause_id=referral.pk, by=by)
    return referral


def _refuse_unfit(family, service, person):
    if not Service.objects.given().filter(pk=service.pk).exists():
        raise Refused(_("This service is not given at present. Choose another."))
    if person and not family.members.current().filter(person=person).exists():
        raise Refused(_("Select somebody in this family."))
    if missing := what_is_missing(family, service.provider, person):
        raise Refused(missing)
    standing = family.cross_referrals.filter(service=service, person=person, outcome="")
    if standing.exists():
        raise Refused(_("They are referred to this service already. Say first what came of that."))


def _who_may_look(referral, by):
    """The service's owner, where they belong to whoever gives it and may be shown the family."""
    owner, family = owner_of(referral.service), referral.family
    if not isinstance(owner, User) or owner == by or family.is_restricted:
        return None
    organisation = referral.organisation
    if organisation is None or organisation.is_council:
        fits = owner.organisation is not None and owner.organisation.is_council
    else:
        fits = owner.organisation_id == organisation.pk
    if not fits:
        return None
    until = timezone.now() + OWNER_LOOKS
    kind, cause = GrantKind.REFERRED, referral.pk
    grant(family, kind=kind, user=owner, by=by, until=until, cause_id=cause)
    if Family.objects.visible_to(owner).filter(pk=family.pk).exists():
        return owner
    # Without a role, an agreement or behind a bar it would open nothing: somebody rings instead.
    end_grants(referral.pk, by=by)
    return None


def _pass_through_portal(referral, receiver, by):
    referral.receiver, referral.passed_on_how = receiver, PassedOn.PORTAL
    referral.passed_on_at, referral.passed_on_by = timezone.now(), by
    referral.save()
    notify(
        receiver,
        key=f"family-referred:{referral.pk}",
        kind=KIND,
        by=by,
        about=referral,
        family_id=referral.family_id,
        organisation=receiver.organisation,
        hub=referral.family.hub.name,
        link=referral.get_absolute_url(),
    )


@transaction.atomic
def pass_on(referral, *, how, by):
    """Somebody rang or wrote to the service, as long as the family still agrees."""
    referral = _held(referral)
    if how not in BY_HAND:
        raise Refused(_("Select how you told the service."))
    if not referral.is_to_pass_on:
        raise Refused(_("This has been passed on already."))
    if missing := what_is_missing(referral.family, referral.organisation, referral.person):
        raise Refused(missing)
    referral.passed_on_how = how
    referral.passed_on_at, referral.passed_on_by = timezone.now(), by
    referral.save()
    record("family.cross_referral_passed_on", by=by, about=referral, how=how, **_facts(referral))
    said = _("%s was told of the referral") % referral.service
    _tell_timeline(referral, said, by)
    settle_todo(referral.pk, ToDoKind.PASS_ON, result=said, by=by)
    return referral


@transaction.atomic
def say_outcome(referral, *, outcome, by, said="", seen=""):
    """What came of it; `seen` is what stood there, so that nobody overwrites another's word."""
    referral = _held(referral)
    if outcome not in CrossOutcome.values:
        raise Refused(_("Select what came of it."))
    said = words(said, "", 300) if said and said.strip() else ""
    if (referral.outcome, referral.outcome_words) == (outcome, said):
        return referral
    if referral.outcome != seen:
        raise Refused(_("Somebody said meanwhile what came of it. Go back and look again."))
    referral.outcome, referral.outcome_words = outcome, said
    referral.outcome_at, referral.outcome_by = timezone.now(), by
    referral.save()
    end_grants(referral.pk, by=by)
    drop_about(referral, KIND, "It is known what came of it")
    record("family.cross_outcome", by=by, about=referral, outcome=outcome, **_facts(referral))
    line = f"{referral.service}: {referral.get_outcome_display()}"
    _tell_timeline(referral, line, by)
    settle_todo(referral.pk, ToDoKind.PASS_ON, result=line, by=by)
    return referral


def _held(referral):
    """The family first, then the row: the order in which everything about a family is held."""
    family = Family.objects.lock(referral.family)
    referral = CrossReferral.objects.lock(referral)
    referral.family = family
    return referral


def _facts(referral):
    return {"family_id": referral.family_id, "service": referral.service_id}


def _tell_timeline(referral, summary, by):
    """For the council's own workers: what one organisation may know is not another's business."""
    note_event(
        referral.family,
        kind=EntryKind.REFERRED,
        summary=summary[:300],
        about=[referral.person] if referral.person else (),
        sensitivity=Sensitivity.TEAM,
        source_id=referral.pk,
        by=by,
    )
