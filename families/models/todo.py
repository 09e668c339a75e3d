"""What must be done for a family, by when and by whom: a withdrawal gives cause for most of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.audit.history import tracked
from familyhubs.records import Record

from ..querysets import ToDoQuerySet
from .people import Family


class ToDoKind(models.TextChoices):
    """What there is to do (access.md sections 2, 4 and 7)."""

    CALL_FAMILY = "call_family", "Call the family: what happens now"
    RISK_CHECK = "risk_check", "Risk check after sharing stopped"
    NEW_WORKER = "new_worker", "Find another worker for the family"
    PASS_ON = "pass_on", "Ring or write to the service they were referred to"
    OFFER = "offer", "Offer help to the family"
    OBJECTION = "objection", "Decide about a parent's objection, and say why"
    ASK_FAMILY = "ask_family", "Ask the family about sharing"
    RENEW = "renew", "Ask the family again: an agreement runs out"


class Answer(models.TextChoices):
    """An answer to one question of the risk check."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SURE = "not_sure", "Not sure"


@tracked
class ToDo(Record):
    """One thing to do for a family, once for each cause."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="todos")
    kind = models.CharField(max_length=12, choices=ToDoKind)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_at = models.DateTimeField()
    cause_id = models.UUIDField(help_text="The row that gave cause for it.")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_freely = models.CharField(max_length=8, choices=Answer, blank=True)
    anyone_at_risk = models.CharField(max_length=8, choices=Answer, blank=True)
    share_anyway = models.CharField(max_length=8, choices=Answer, blank=True)
    result = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ToDoQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "cause_id"], name="todo_once_for_each_cause"),
            models.UniqueConstraint(
                fields=["family", "organisation"],
                condition=Q(kind="ask_family", done_at=None),
                name="todo_asks_once_about_an_organisation",
            ),
            models.CheckConstraint(
                name="todo_that_asks_names_the_organisation",
                condition=~Q(kind="ask_family") | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="todo_done_by_somebody_who_says_what",
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(result=""),
            ),
            models.CheckConstraint(
                name="todo_risk_check_is_answered",
                condition=~Q(kind="risk_check")
                | Q(done_at=None)
                | ~Q(said_freely="") & ~Q(anyone_at_risk="") & ~Q(share_anyway=""),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_at"], name="todo_open", condition=Q(done_at=None)),
            models.Index(fields=["family"], name="todo_by_family"),
        ]

    def __str__(self):
        if self.organisation_id:
            return f"{self.get_kind_display()}: {self.organisation}"
        return self.get_kind_display()
