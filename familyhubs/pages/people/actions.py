"""Colleagues: invited, given roles, changed, handed over and closed. Every verb is audited."""

import re
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from families.actions import hand_over
from families.models import Involvement, ToDo
from familyhubs.accounts import actions as accounts
from familyhubs.accounts.models import Organisation, OrganisationKind, User
from familyhubs.audit.log import record
from familyhubs.council.current import council
from familyhubs.database.actor import SystemActor, beyond_sight
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.models import DutyShift, Membership, Role, Team
from outcomes.actions.leaving import hand_over_work
from outcomes.models import Plan
from referrals.actions import leave_concerns, release_all
from referrals.actions.telling import safeguarding_leads

from .holdings import what_is_held

# Roles that open families' records: these wherever they hold, those for the whole council.
OPEN_ANYWHERE = {Role.SAFEGUARDING, Role.GOVERNANCE}
OPEN_COUNCIL_WIDE = {Role.FRONT_OF_HOUSE, Role.TRIAGE, Role.PRACTITIONER, Role.MANAGER}
NO_PART_OF_A_NAME = re.compile(r"[\d@/:<>\x00-\x1f]+")


@transaction.atomic
def invite(*, full_name, email, organisation, role, by, hub=None, team=None, **until):
    """An account, one role and a single-use link by e-mail. `until`: access_ends_on, supervisor."""
    person = accounts.create_person(
        full_name=full_name, email=email, organisation=organisation, by=by, **until
    )
    give_role(person, role=role, hub=hub, team=team, by=by)
    record("account.invited", by=by, about=person, role=role)
    send_invitation(person, by=by)
    return person


@transaction.atomic
def send_invitation(person, *, by):
    """A fresh link; the one before it stops working."""
    invitation, token = accounts.issue_invitation(person, by=by)
    record("account.invitation_sent", by=by, about=person, until=invitation.expires_at)
    notify(
        person,
        key=f"invitation:{invitation.pk}",
        kind="invitation",
        by=by,
        about=person,
        sealed_link=f"/invitation/{token}/",
        when=invitation.expires_at,
    )
    return invitation


@transaction.atomic
def accept_invitation(token, *, password):
    person = accounts.accept_invitation(token, password=password)
    record("account.joined", by=person, about=person)
    return person


@transaction.atomic
def revoke_invitation(person, *, by):
    """For somebody who never came: the link, the role and the account end together."""
    person = User.objects.lock(person)
    if person.has_usable_password() or person.closed_at:
        raise Refused(f"{person} has no invitation to withdraw.")
    _end_roles(person, reason="Invitation withdrawn", by=by)
    accounts.close_account(person, by=by)
    record("account.invitation_revoked", by=by, about=person)


@transaction.atomic
def give_role(person, *, role, by, hub=None, team=None, ends_on=None):
    """One more role in one scope; no hub and no team means the whole council."""
    person = User.objects.lock(person)
    if person == by:
        raise Refused("Somebody else must give you a role.")
    if person.closed_at:
        raise Refused("This account is closed. Reopen it first.")
    _role_fits(role, person.organisation)
    _inspects_alone(person, role)
    if role == Role.TRIAGE and not (hub or team or person.organisation.is_council):
        raise Refused("Select the hub at which the school’s people triage.")
    if team and Team.objects.lock(team).ended_on:
        raise Refused(f"{team} has ended.")
    ends_at = end_of_day(ends_on) if ends_on else None
    held = Membership.objects.current().filter(user=person, role=role, hub=hub, team=team)
    if held.exists():
        raise Refused(f"{person} has this role already.")
    membership = Membership.objects.create(
        user=person, role=role, hub=hub, team=team, ends_at=ends_at
    )
    record(
        "role.given",
        by=by,
        about=person,
        role=role,
        hub=hub and hub.pk,
        team=team and team.pk,
        until=ends_at,
    )
    _tell_safeguarding(membership, by=by)
    return membership


def _inspects_alone(person, role):
    """Who inspects does nothing else here, until a last day: they write nothing anywhere (A12)."""
    held = set(Membership.objects.current().filter(user=person).values_list("role", flat=True))
    if role == Role.INSPECTOR and held - {Role.INSPECTOR}:
        raise Refused("An inspector has no other role. End the other roles first.")
    if role != Role.INSPECTOR and Role.INSPECTOR in held:
        raise Refused(f"{person} is an inspector, and has no other role.")
    if role == Role.INSPECTOR and person.access_ends_on is None:
        raise Refused("Enter the last day of an inspector’s account first.")


def _tell_safeguarding(membership, *, by):
    """Nobody lets themselves, or a friend, in to every family unseen: each lead hears of it."""
    wide = membership.hub is None and membership.team is None
    if membership.role not in (OPEN_ANYWHERE | OPEN_COUNCIL_WIDE if wide else OPEN_ANYWHERE):
        return
    person = membership.user
    for lead in safeguarding_leads():
        if lead != person:
            notify(
                lead,
                key=f"role-given:{membership.pk}:{lead.pk}",
                kind="role_given",
                by=by,
                about=person,
                worker=NO_PART_OF_A_NAME.sub(" ", person.full_name).strip() or "A colleague",
                role=Role(membership.role).label,
                hub=str(membership.hub or membership.team or "the whole council"),
            )


def _role_fits(role, organisation):
    """Council roles open families without an agreement, so no other organisation holds them (B)."""
    if organisation is None:
        raise Refused("Only people of an organisation have roles.")
    if organisation.is_council and role == Role.PARTNER:
        raise Refused("“Partner professional” is for people of other organisations.")
    if organisation.may_triage and role == Role.TRIAGE:
        return
    if not organisation.is_council and role not in (Role.PARTNER, Role.FRONT_OF_HOUSE):
        raise Refused(
            "People of other organisations can be “Partner professional” or “Front of house”."
        )


def end_of_day(day):
    """The moment a last day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@transaction.atomic
def end_role(membership, *, reason, by):
    """From now on; the row stays as history."""
    membership = Membership.objects.lock(membership)
    if membership.ends_at and membership.ends_at <= timezone.now():
        raise Refused("This role has ended already.")
    _keep_an_administrator(membership.user, [membership])
    _end(membership, reason=reason, by=by)


def _end(membership, *, reason, by):
    now = timezone.now()
    membership.ends_at = max(now, membership.starts_at)
    membership.end_reason = reason
    membership.save(update_fields=["ends_at", "end_reason", "updated_at"])
    # Why stands on the role itself.
    record("role.ended", by=by, about=membership.user, role=membership.role)


def _end_roles(person, *, reason, by):
    """Every role there is, those still to come too; which they were."""
    memberships = Membership.objects.select_for_update(of=("self",)).filter(user=person)
    standing = list(memberships.exclude(ends_at__lte=timezone.now()).select_related("user"))
    _keep_an_administrator(person, standing)
    for membership in standing:
        _end(membership, reason=reason, by=by)
    return standing


def _keep_an_administrator(person, ending):
    """Nobody could let anybody in again. Locks the administrators, so that two cannot both go."""
    if not any(membership.role == Role.ADMINISTRATOR for membership in ending):
        return
    administrators = Membership.objects.select_for_update(of=("self",)).current()
    others = administrators.filter(role=Role.ADMINISTRATOR).exclude(
        pk__in=[membership.pk for membership in ending]
    )
    if not any(other.user.may_sign_in for other in others.select_related("user__organisation")):
        raise Refused("This is the only administrator. Make somebody else one first.")


@transaction.atomic
def change_person(person, *, full_name, access_ends_on, supervisor, by):
    person = User.objects.lock(person)
    changed = [
        name
        for name, value in (
            ("full_name", full_name),
            ("access_ends_on", access_ends_on),
            ("supervisor", supervisor),
        )
        if getattr(person, name) != value
    ]
    person.full_name, person.access_ends_on = full_name, access_ends_on
    person.supervisor = supervisor
    person.save(update_fields=["full_name", "access_ends_on", "supervisor", "updated_at"])
    record("account.changed", by=by, about=person, changed=changed)
    return person


@transaction.atomic
def close(person, *, to, reason, by, above_level=""):
    """A leaver: what they hold goes to somebody, every role ends, the account shuts, in one act.

    `above_level`: why whoever takes over takes families above their own level (R059).
    """
    person, to = _lock_both(person, to)
    if person == by:
        raise Refused("Somebody else must close your own account.")
    if to == person:
        raise Refused("Choose somebody else to take over.")
    if to is not None and not to.may_sign_in:
        raise Refused(f"{to} cannot sign in any more. Choose somebody else to take over.")
    with beyond_sight("all that a leaver holds goes to others"):
        _hand_over(person, to=to, reason=reason, by=by, above_level=above_level)
    User.objects.filter(supervisor=person).update(supervisor=to)
    ended = _end_roles(person, reason=reason, by=by)
    DutyShift.objects.filter(user=person, starts_at__gt=timezone.now()).delete()
    DutyShift.objects.current().filter(user=person).update(
        ends_at=timezone.now(), end_reason=reason
    )
    accounts.close_account(person, by=by)
    # Last: whoever is told instead must not be the one who leaves.
    with beyond_sight("all that a leaver holds goes to others"):
        release_all(person, by=by)
        leave_concerns(person, by=by)
    # Why stands on the roles that ended; nowhere else for somebody who had none.
    why = "" if ended else reason
    record("account.closed", by=by, about=person, reason=why, to=to and to.pk)
    return person


def _lock_both(person, to):
    """The leaver and whoever takes over, held in one order, so that two leavers never wait for each
    other's."""
    ids = [somebody.pk for somebody in (person, to) if somebody is not None]
    held = User.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)).in_bulk()
    return held[person.pk], to and held[to.pk]


def _hand_over(person, *, to, reason, by, above_level):
    """Counted again under the lock: a family given a moment ago is not left behind."""
    if to is None:
        if what_is_held(person, seen_by=by).must_be_taken_over:
            raise Refused("They hold families or open work. Select who takes over.")
        return
    held = Involvement.objects.current().filter(user=person).values("family")
    plans = Plan.objects.open().filter(family__in=held).values_list("family", "level")
    asked = {"levels": dict(plans), "above_level": above_level}
    hand_over(person, to=to, by=by, reason=reason, **asked)
    hand_over_work(person, to=to, by=by)
    for todo in ToDo.objects.filter(owner=person, done_at=None).select_for_update(of=("self",)):
        todo.owner = to
        todo.save(update_fields=["owner", "updated_at"])
        record("todo.passed_on", by=by, about=todo, family_id=todo.family_id, to=to.pk)


@transaction.atomic
def reopen(person, *, by):
    """A returner: the same account, no roles, and a new invitation."""
    person = accounts.reopen_account(person, by=by)
    record("account.reopened", by=by, about=person)
    send_invitation(person, by=by)
    return person


@transaction.atomic
def reset_second_factors(person, *, by):
    """For a lost telephone. Their password alone lets them set up the next one, nothing else."""
    if person == by:
        raise Refused("Somebody else must reset your own second step.")
    accounts.remove_second_factors(User.objects.lock(person), by=by)
    record("account.second_factors_reset", by=by, about=person)


@transaction.atomic
def sign_out_everywhere(person, *, by):
    accounts.end_all_sessions(User.objects.lock(person), by=by)
    record("account.signed_out_everywhere", by=by, about=person)


@transaction.atomic
def set_keyboard_shortcuts(person, *, on, by):
    accounts.set_keyboard_shortcuts(person, on=on, by=by)
    record("account.changed", by=by, about=person, changed=["keyboard_shortcuts"])


@transaction.atomic
def create_first_administrator(*, email, full_name):
    """The one account that no colleague can invite. Returns the single-use set-up address."""
    administrators = [
        membership.user
        for membership in Membership.objects.current().filter(
            role=Role.ADMINISTRATOR, user__is_demo=False
        )
    ]
    if any(person.has_usable_password() for person in administrators):
        raise Refused("There is an administrator already. Ask them to invite you.")
    # One who never used their link, or lost it, gets another; nobody else is let in beside them.
    person = next((person for person in administrators if person.email == email.lower()), None)
    if administrators and person is None:
        raise Refused(f"{administrators[0].email} was made the administrator. Use that address.")
    person = person or _start_council(email=email, full_name=full_name)
    _, token = accounts.issue_invitation(person, by=None)
    record("account.first_administrator", by=SystemActor.SETUP, about=person)
    return f"{settings.PUBLIC_URL}/invitation/{token}/"


def _start_council(*, email, full_name):
    organisation, _ = Organisation.objects.get_or_create(
        kind=OrganisationKind.COUNCIL, defaults={"name": council().name}
    )
    person = accounts.create_person(
        full_name=full_name, email=email, organisation=organisation, by=SystemActor.SETUP
    )
    give_role(person, role=Role.ADMINISTRATOR, by=SystemActor.SETUP)
    return person


@transaction.atomic
def save_organisation(organisation, *, name, kind, ended_on, by, may_triage=False):
    """A new organisation, or a changed one; from its end date none of its people can sign in."""
    if may_triage and kind != OrganisationKind.SCHOOL:
        raise Refused("Only the people of a school or college may be let to triage.")
    verb = "organisation.changed" if organisation else "organisation.added"
    organisation = Organisation.objects.lock(organisation) if organisation else Organisation()
    if organisation.is_council and (ended_on or kind != OrganisationKind.COUNCIL):
        raise Refused("The council itself stays the council and cannot end.")
    others = Organisation.objects.exclude(pk=organisation.pk)
    if others.filter(name__iexact=name).exists():
        raise Refused("There is an organisation with this name already.")
    if kind == OrganisationKind.COUNCIL and others.filter(kind=kind).exists():
        raise Refused("There is one council already. Choose “Another council”.")
    organisation.name, organisation.kind, organisation.ended_on = name, kind, ended_on
    stops = organisation.may_triage and not may_triage
    organisation.may_triage = may_triage
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise Refused("Somebody has just added this organisation. Look at the list.") from error
    facts = {"kind": kind, "ended_on": ended_on, "may_triage": may_triage}
    record(verb, by=by, about=organisation, **facts)
    if stops:
        _end_triage(organisation, by=by)
    return organisation


def _end_triage(organisation, *, by):
    """A school whose people may no longer triage: their roles end with it (R057)."""
    roles = Membership.objects.select_for_update(of=("self",)).exclude(ends_at__lte=timezone.now())
    roles = roles.filter(role=Role.TRIAGE, user__organisation=organisation)
    for membership in roles.select_related("user"):
        _end(membership, reason="The school may no longer triage", by=by)
