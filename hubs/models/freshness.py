"""How the directory is kept true: asks, proposals, reported problems, loaded lists (R025)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record

from ..querysets import AskQuerySet, ProblemQuerySet
from .offer import Service
from .places import Site


class AskStage(models.TextChoices):
    """Why the owner was asked."""

    SOON = "soon", "Review is due soon"
    DUE = "due", "Review is due"
    HIDDEN = "hidden", "Hidden from the public"
    PROBLEM = "problem", "Somebody reported a problem"


class Ask(Record):
    """One question to one person: is this entry still right? Its link works once, for a while."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="asks")
    stage = models.CharField(max_length=7, choices=AskStage)
    due_on = models.DateField(help_text="The review date that it asks about.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    card = models.ForeignKey(
        "contact.ContactCard", models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "due_on", "stage"],
                condition=~Q(stage="problem"),
                name="ask_once_a_stage",
            ),
            models.CheckConstraint(
                name="ask_of_one_person",
                condition=Q(user=None, card__isnull=False) | Q(user__isnull=False, card=None),
            ),
        ]

    @property
    def is_usable(self):
        return self.used_at is None and self.expires_at > timezone.now()


class ProposalState(models.TextChoices):
    """Where a provider's edit stands."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


class Proposal(Record):
    """A provider's edit: what is approved stays live until somebody has looked at this."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="proposals")
    base_version = models.PositiveIntegerField()
    changes = models.JSONField(help_text="Each changed field: its new value.")
    ask = models.ForeignKey(Ask, models.PROTECT, null=True, blank=True, related_name="proposals")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=9, choices=ProposalState, default=ProposalState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="proposal_from_somebody",
                condition=Q(ask__isnull=False) | Q(proposed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_decided_by_somebody",
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | Q(
                    state__in=["approved", "declined"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(state="withdrawn", decided_by=None, decided_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["ask"], condition=~Q(state="withdrawn"), name="proposal_once_a_link"
            ),
            models.CheckConstraint(
                name="proposal_declined_with_reason",
                condition=~Q(state="declined") | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["recorded_at"], name="proposal_waiting", condition=Q(state="waiting")
            )
        ]


class ProblemKind(models.TextChoices):
    """What may be wrong with an entry."""

    OUT_OF_DATE = "out_of_date", _("Something here is out of date")
    CLOSED = "closed", _("It has closed")
    EXTRA = "extra", _("I know something that is missing")
    OTHER = "other", _("Something else")


class Problem(Record):
    """What somebody told us is wrong with a service or a site. Nobody says who they are."""

    # Made with the form, so that sending it twice tells us once.
    key = models.UUIDField(unique=True)
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="problems"
    )
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=11, choices=ProblemKind)
    words = EncryptedTextField(blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    what_was_done = models.CharField(max_length=500, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="problem_of_one_entry",
                condition=Q(service=None, site__isnull=False) | Q(service__isnull=False, site=None),
            ),
            models.CheckConstraint(
                name="problem_closes_with_what_was_done",
                condition=Q(closed_at=None, closed_by=None, what_was_done="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(what_was_done="")),
            ),
        ]
        indexes = [
            models.Index(fields=["recorded_at"], name="problem_open", condition=Q(closed_at=None))
        ]


class ListUpload(Record):
    """A list that an administrator has sent, kept between its preview and its being applied."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    what = models.CharField(max_length=60)
    file_name = models.CharField(max_length=80)
    content = models.BinaryField()
