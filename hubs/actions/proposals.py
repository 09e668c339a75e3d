"""Providers' edits are looked at first: what is approved stays live until then (R025)."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.notifications.outbox import drop_about, notify
from familyhubs.refusals import Refused

from ..links import token_of
from ..models import Ask, Proposal, ProposalState, Service
from ..watching import managers_of
from .freshness import plain, use, who_answers
from .offer import PROPOSABLE, mark_assured, refuse_impossible, refuse_stale


@transaction.atomic
def propose(service, *, seen, values, by=None, ask=None):
    """What a provider would change: by their link (`ask`), or signed in (`by`)."""
    service = Service.objects.lock(service)
    refuse_stale(service, seen)
    changes = {name: values[name] for name in PROPOSABLE if values[name] != getattr(service, name)}
    if not changes:
        raise Refused(_("You have not changed anything. If all of it is right, say so instead."))
    _refuse_impossible_changes(service, changes)
    if ask is not None:
        ask, by = use(ask), ask.user
    elif same := service.proposals.filter(
        proposed_by=by, state=ProposalState.WAITING, changes=changes
    ).first():
        return same
    proposal = Proposal.objects.create(
        service=service, base_version=seen, changes=changes, ask=ask, proposed_by=by
    )
    actor = by or who_answers(ask)
    record("service.change_proposed", by=actor, about=service, fields=sorted(changes))
    _tell_reviewers(proposal, by=actor)
    return proposal


def _refuse_impossible_changes(service, changes):
    """Said now, not to the reviewer later; the live row is not touched."""
    as_it_would_be = Service.objects.get(pk=service.pk)
    for name, value in changes.items():
        setattr(as_it_would_be, name, value)
    refuse_impossible(as_it_would_be)


def _tell_reviewers(proposal, *, by):
    service = proposal.service
    for user in managers_of([service]):
        notify(
            user,
            key=f"service_edit_waiting:{proposal.pk}:{user.pk}",
            kind="service_edit_waiting",
            by=by,
            about=proposal,
            service=plain(service.name),
            link=reverse("directory:proposal", args=[proposal.pk]),
        )


@transaction.atomic
def approve(proposal, *, seen, by):
    """It goes live: the changed fields only, over what stands there as the reviewer saw it."""
    service = Service.objects.lock(proposal.service)
    proposal = _waiting(proposal)
    refuse_stale(service, seen)
    for name in PROPOSABLE:
        if name in proposal.changes:
            setattr(service, name, proposal.changes[name])
    refuse_impossible(service)
    service.version += 1
    service.is_edited_here = bool(service.source)
    mark_assured(service, by=by)
    service.save()
    _decide(proposal, ProposalState.APPROVED, by=by)
    return service


@transaction.atomic
def decline(proposal, *, reason, by):
    """It does not go live; whoever proposed it reads why."""
    if not reason.strip():
        raise Refused(_("Say why, so that the provider can put it right."))
    Service.objects.lock(proposal.service)
    proposal = _waiting(proposal)
    proposal.reason = reason
    _decide(proposal, ProposalState.DECLINED, by=by)
    return proposal


@transaction.atomic
def withdraw(proposal, *, by):
    """Whoever proposed it takes it back: nobody need look at it, and their link answers again."""
    Service.objects.lock(proposal.service)
    proposal = _waiting(proposal)
    if proposal.ask is not None:
        ask = Ask.objects.lock(proposal.ask)
        ask.used_at = None
        ask.save(update_fields=["used_at", "updated_at"])
    proposal.state, proposal.decided_at = ProposalState.WITHDRAWN, timezone.now()
    proposal.save()
    drop_about(proposal, "service_edit_waiting", "It was taken back")
    facts = {"about": proposal.service, "proposal": proposal.pk}
    record("service.change_withdrawn", by=by, **facts)
    return proposal


def _waiting(proposal):
    """Held, and refused where a colleague, a first press or the provider was quicker."""
    rows = Proposal.objects.select_related("service", "ask__card", "proposed_by")
    proposal = rows.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.state == ProposalState.WITHDRAWN:
        raise Refused(_("Whoever suggested this change has taken it back."))
    if proposal.state != ProposalState.WAITING:
        raise Refused(_("This has been decided already."))
    return proposal


def _decide(proposal, state, *, by):
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, timezone.now()
    proposal.save()
    verb = "approved" if state == ProposalState.APPROVED else "declined"
    record(f"service.change_{verb}", by=by, about=proposal.service, proposal=proposal.pk)
    ask = proposal.ask
    link = (
        {"sealed_link": reverse("offer:check", args=[token_of(ask)])}
        if ask
        else {"link": reverse("directory:service", args=[proposal.service_id])}
    )
    notify(
        proposal.proposed_by or ask.card,
        key=f"service_edit_decided:{proposal.pk}",
        kind="service_edit_decided",
        by=by,
        about=proposal,
        service=plain(proposal.service.name),
        **link,
    )
