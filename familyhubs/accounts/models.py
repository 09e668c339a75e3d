"""People who sign in, and the organisations they work for."""

import json

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record

from .querysets import GONE, HeldRequestQuerySet, InvitationQuerySet, UserQuerySet


class OrganisationKind(models.TextChoices):
    """Agency types for accounts (domain.md 2.6)."""

    COUNCIL = "council", "Council"
    SCHOOL = "school", "School or college"
    EARLY_YEARS = "early_years", "Nursery or early years setting"
    NHS = "nhs", "NHS provider"
    GP = "gp", "GP practice"
    POLICE = "police", "Police"
    PROBATION = "probation", "Probation"
    HOUSING = "housing", "Housing"
    VOLUNTARY = "voluntary", "Voluntary, community or faith organisation"
    OTHER_COUNCIL = "other_council", "Another council"
    DWP = "dwp", "Jobcentre Plus"
    FIRE = "fire", "Fire service"


class Organisation(Record):
    """An organisation whose people use the portal: the council itself, or a partner."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    ended_on = models.DateField(null=True, blank=True)
    may_triage = models.BooleanField(
        default=False, help_text="Whether a school's people may work the front door's queue (R057)."
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="organisation_only_schools_may_triage",
                condition=Q(may_triage=False) | Q(kind="school"),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="council"),
                name="organisation_one_council",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_council(self):
        return self.kind == OrganisationKind.COUNCIL

    @property
    def has_ended(self):
        """From its end date on, none of its people may sign in."""
        return self.ended_on is not None and self.ended_on <= timezone.localdate()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Finds people by e-mail, whatever its case."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, Record):
    """Someone who signs in. What they may do comes from their memberships in `hubs`."""

    email = models.EmailField()
    full_name = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="people"
    )
    is_active = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    access_ends_on = models.DateField(
        null=True, blank=True, help_text="The last day this person may sign in."
    )
    supervisor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supervised"
    )
    sign_in_round = models.PositiveIntegerField(
        default=0, help_text="Part of every session's seal: one more ends them all."
    )
    is_demo = models.BooleanField(default=False)
    demo_about = models.CharField(max_length=200, blank=True)
    keyboard_shortcuts = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name", "email"]
        constraints = [
            models.UniqueConstraint(fields=["email"], name="user_one_per_email"),
            models.CheckConstraint(name="user_email_lower_case", condition=Q(email=Lower("email"))),
            models.CheckConstraint(
                name="user_closed_is_inactive", condition=Q(closed_at=None) | Q(is_active=False)
            ),
            models.CheckConstraint(
                name="user_not_own_supervisor", condition=~Q(supervisor=F("id"))
            ),
            # A student or agency worker is here until a day (access.md section 1).
            models.CheckConstraint(
                name="user_supervised_until_a_day",
                condition=Q(supervisor=None) | Q(access_ends_on__isnull=False),
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def first_name(self):
        """What colleagues and families call them."""
        return self.full_name.split(" ", 1)[0]

    def get_full_name(self):
        return self.full_name

    @property
    def is_forgotten(self):
        """Closed so long ago that no address is left; the name stays on what they did."""
        return self.email.endswith(GONE)

    @property
    def may_sign_in(self):
        """Honoured at sign-in and at every request after it."""
        return (
            self.is_active
            and (self.access_ends_on is None or self.access_ends_on >= timezone.localdate())
            and (self.organisation is None or not self.organisation.has_ended)
        )

    @property
    def needs_second_factor(self):
        """Staff and partners, which is everybody with an organisation."""
        return self.organisation_id is not None

    def _get_session_auth_hash(self, secret=None):
        """The seal of every session: broken by a new password or a new round."""
        return salted_hmac(
            "familyhubs.accounts.session",
            f"{self.password}:{self.sign_in_round}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class Invitation(Record):
    """A single-use link by which somebody sets their password. Only its hash is stored."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-expires_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_one_open_per_person",
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_revoked",
                condition=Q(accepted_at=None) | Q(revoked_at=None),
            ),
        ]

    def __str__(self):
        return f"Invitation of {self.user}"

    @property
    def has_run_out(self):
        return self.expires_at <= timezone.now()


class HeldRequest(Record):
    """What somebody was saving when their screen locked: offered back, never sent by itself."""

    user = models.ForeignKey(User, models.CASCADE, related_name="held_requests")
    made_at = models.DateTimeField(default=timezone.now)
    path = EncryptedTextField()
    fields = EncryptedTextField(blank=True, default="")
    left_out_files = models.BooleanField(default=False)
    used_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = HeldRequestQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                name="held_request_used_or_discarded",
                condition=Q(used_at=None) | Q(discarded_at=None),
            )
        ]
        indexes = [models.Index(fields=["user", "made_at"], name="held_request_by_user")]

    def __str__(self):
        return f"Held for {self.user}"

    @property
    def pairs(self):
        """What was typed, as it was sent: name and value in turn."""
        return json.loads(self.fields) if self.fields else []

    @property
    def shown_fields(self):
        """The same for a person to read: what has words, under a readable name."""
        return [
            {"label": name.replace("_", " ").replace("-", " ").capitalize(), "value": value}
            for name, value in self.pairs
            if value.strip()
        ]
