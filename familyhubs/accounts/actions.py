"""Accounts' own verbs. Those that the audit tells of stand in `familyhubs.pages.people`."""

import hashlib
import json
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from familyhubs.refusals import Refused

from .models import HeldRequest, Invitation, User
from .querysets import GONE

INVITATION_LASTS = timedelta(days=7)
HAS_ACCOUNT = "Somebody with this email address has an account already."
HELD_AT_MOST = 10
HELD_BYTES_AT_MOST = 200_000


def hash_of(token):
    """What is stored of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def create_person(*, full_name, email, organisation, by, access_ends_on=None, supervisor=None):
    """An account with no way in until its invitation is accepted: it has no password."""
    email = email.lower()
    known = User.objects.filter(email=email).first()
    if known and known.closed_at:
        raise Refused("A closed account has this email address. Open that person and reopen it.")
    if known:
        raise Refused(HAS_ACCOUNT)
    person = User(
        full_name=full_name,
        email=email,
        organisation=organisation,
        access_ends_on=access_ends_on,
        supervisor=supervisor,
    )
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:  # Invited twice at the same moment.
        raise Refused(HAS_ACCOUNT) from error
    return person


@transaction.atomic
def issue_invitation(person, *, by):
    """A fresh single-use link for this person; any older one stops working."""
    person = User.objects.lock(person)
    if person.closed_at:
        raise Refused("This account is closed. Reopen it first.")
    if person.has_usable_password():
        raise Refused(f"{person} has accepted already.")
    now = timezone.now()
    person.invitations.open().update(revoked_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        user=person,
        invited_by=by,
        token_hash=hash_of(token),
        expires_at=now + INVITATION_LASTS,
    )
    return invitation, token


@transaction.atomic
def accept_invitation(token, *, password):
    """The person behind the link sets their password; their e-mail address is proven by it."""
    invitation = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    if invitation is None or invitation.revoked_at or invitation.has_run_out:
        raise Refused("This link no longer works. Ask the person who invited you for a new one.")
    if invitation.accepted_at:
        raise Refused("This link has been used. Sign in with the password you chose.")
    person = User.objects.lock(invitation.user)
    person.set_password(password)
    person.save(update_fields=["password", "updated_at"])
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at", "updated_at"])
    return person


def end_all_sessions(person, *, by):
    """Signed out everywhere from their next request on."""
    User.objects.filter(pk=person.pk).update(sign_in_round=F("sign_in_round") + 1)
    person.refresh_from_db(fields=["sign_in_round"])


def remove_second_factors(person, *, by):
    """For a lost telephone: the person sets up a new factor at their next sign-in."""
    Authenticator.objects.filter(user=person).delete()
    end_all_sessions(person, by=by)


@transaction.atomic
def close_account(person, *, by):
    """Nobody can sign in with it again: no password, factors, links, sessions or held requests."""
    person = User.objects.lock(person)
    if person.closed_at:
        raise Refused("This account is closed already.")
    person.is_active, person.closed_at = False, timezone.now()
    person.set_unusable_password()
    person.save(update_fields=["is_active", "closed_at", "password", "updated_at"])
    person.invitations.open().update(revoked_at=timezone.now())
    person.held_requests.all().delete()
    EmailAddress.objects.filter(user=person).delete()
    remove_second_factors(person, by=by)
    return person


@transaction.atomic
def reopen_account(person, *, by):
    """A returner keeps their history; they come back by a new invitation and a new password."""
    person = User.objects.lock(person)
    if not person.closed_at:
        raise Refused("This account is open.")
    if person.is_forgotten:
        raise Refused("Its email address was deleted a year after it was closed. Invite them anew.")
    person.is_active, person.closed_at = True, None
    person.save(update_fields=["is_active", "closed_at", "updated_at"])
    return person


def set_keyboard_shortcuts(person, *, on, by):
    User.objects.filter(pk=person.pk).update(keyboard_shortcuts=on)


def hold_request(user, *, path, fields, left_out_files, by):
    """Keep a POST that met the lock; None when it is too large or too many wait already."""
    body = json.dumps(fields)
    if len(body) + len(path) > HELD_BYTES_AT_MOST:
        return None
    if HeldRequest.objects.of(user).waiting().count() >= HELD_AT_MOST:
        return None
    return HeldRequest.objects.create(
        user=user, path=path, fields=body, left_out_files=left_out_files
    )


def claim_held_request(pk, *, path, by):
    """Take it for sending, once: False when it was sent, thrown away or is not theirs."""
    mine = HeldRequest.objects.of(by).waiting()
    held = mine.filter(pk=pk).first()
    if held is None or held.path != path:
        return False
    return mine.filter(pk=pk).update(used_at=timezone.now()) == 1


def settle_held_request(pk, *, arrived, by):
    """Forget what it said once it has arrived; offer it again when it has not."""
    held = HeldRequest.objects.of(by).filter(pk=pk)
    if arrived:
        held.update(fields="")
    else:
        held.update(used_at=None)


def discard_held_request(held, *, by):
    """Thrown away by the person who typed it; what it said is gone at once."""
    waiting = HeldRequest.objects.of(by).waiting().filter(pk=held.pk)
    if not waiting.update(discarded_at=timezone.now(), fields=""):
        raise Refused("You have sent this or thrown it away already.")


def forget_held_requests():
    """By the clock: nothing that met the lock is kept longer than a day."""
    HeldRequest.objects.run_out().delete()


def forget_old_sessions():
    """By the clock: sessions that have run out, with all they held."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


@transaction.atomic
def forget_leavers():
    """By the clock: of who left a year ago the name is left; of invitations nobody took up, none.

    Passwords, second factors and sessions went when the account was closed.
    """
    left = User.objects.left_long_ago().select_for_update()
    ids = list(left.order_by("pk").values_list("pk", flat=True))
    address = Concat(Cast("pk", TextField()), Value(GONE))
    User.objects.filter(pk__in=ids).update(email=address, last_login=None)
    Invitation.objects.filter(user__in=ids).delete()
    Invitation.objects.never_taken_up().delete()
