"""Advisory boards: who sits on them, when they meet, what they agree and ask for (R036–R038)."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.database.history import tracked
from familyhubs.records import Record

from ..querysets import BoardActionQuerySet, BoardMemberQuerySet, BoardQuerySet, MeetingQuerySet
from .opening import Days
from .places import Hub
from .volunteers import FORGOTTEN


def of_one_board(name, condition):
    """A trigger: what this row names must belong to the same board as the row itself."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
        IF NOT ({condition}) THEN
            RAISE EXCEPTION 'This belongs to another board' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
        """,
    )


class AdvisoryBoard(Record):
    """A board that advises one hub or several (R036, R037)."""

    name = models.CharField(max_length=100, unique=True)
    hubs = models.ManyToManyField(Hub, related_name="boards")
    months_apart = models.PositiveSmallIntegerField(
        default=4, help_text="Meetings are at most so many months apart."
    )

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="board_meets_within_two_years", condition=Q(months_apart__range=(1, 24))
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("network:board", args=[self.pk])


class StandsFor(models.TextChoices):
    """Whom a member of a board speaks for (R036, R038)."""

    PARENTS = "parents", _("Parents and carers")
    AGENCY = "agency", _("An agency or organisation")
    HUB = "hub", _("The hub")


@tracked
class BoardMember(Record):
    """Somebody who sits on a board from one day until another; one of them takes the chair."""

    board = models.ForeignKey(AdvisoryBoard, models.PROTECT, related_name="members")
    name = models.CharField(max_length=100)
    stands_for = models.CharField(max_length=10, choices=StandsFor)
    of = models.CharField(max_length=150, blank=True, help_text="Which agency or organisation.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    card = models.ForeignKey(
        "contact.ContactCard",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where somebody without an account is told of meetings and their actions.",
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day.")
    is_chair = models.BooleanField(default=False)
    is_independent = models.BooleanField(
        null=True, blank=True, help_text="Of the council; said of everybody who takes the chair."
    )

    objects = BoardMemberQuerySet.as_manager()

    class Meta:
        ordering = ["-is_chair", "name", "id"]
        constraints = [
            models.CheckConstraint(
                name="board_member_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="board_member_nameless_is_over",
                condition=~Q(name="") | Q(ends_on__isnull=False, user=None, card=None),
            ),
            models.CheckConstraint(
                name="board_member_is_told_one_way", condition=Q(user=None) | Q(card=None)
            ),
            models.CheckConstraint(
                name="board_member_says_which_agency",
                condition=~Q(stands_for="agency") | ~Q(of=""),
            ),
            models.CheckConstraint(
                name="board_chair_is_independent_or_not",
                condition=Q(is_chair=False) | Q(is_independent__isnull=False),
            ),
            ExclusionConstraint(
                name="board_one_chair_at_a_time",
                expressions=[
                    ("board", RangeOperators.EQUAL),
                    (Days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_chair=True),
            ),
            ExclusionConstraint(
                name="board_member_user_once",
                expressions=[
                    ("board", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (Days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return self.name or str(FORGOTTEN)

    @property
    def speaks_for(self):
        """In words: the agency's name where there is one."""
        return self.of or self.get_stands_for_display()


class BoardMeeting(Record):
    """A meeting of a board, planned, held or called off."""

    board = models.ForeignKey(AdvisoryBoard, models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200, help_text="A room, or online.")
    link = models.URLField(max_length=500, blank=True)
    agenda = models.TextField(max_length=5_000, blank=True)
    revision = models.PositiveSmallIntegerField(
        default=1, help_text="Grows when members must be told anew: another time or place."
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "starts_at"],
                condition=Q(cancelled_at=None),
                name="board_meets_once_at_a_time",
            ),
            models.CheckConstraint(
                name="board_meeting_off_says_why",
                condition=Q(cancelled_at=None, cancel_reason="")
                | Q(cancelled_at__isnull=False) & ~Q(cancel_reason=""),
            ),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.starts_at):%-d %B %Y}"

    @property
    def has_begun(self):
        return self.cancelled_at is None and self.starts_at <= timezone.now()


class Attended(models.TextChoices):
    """Whether a member came; of nobody who said nothing is there a row."""

    CAME = "came", _("Came")
    APOLOGIES = "apologies", _("Sent apologies")


@tracked
class BoardAttendance(Record):
    """One member at one meeting: came, or sent apologies."""

    meeting = models.ForeignKey(BoardMeeting, models.CASCADE, related_name="attendance")
    member = models.ForeignKey(BoardMember, models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=10, choices=Attended)

    class Meta:
        ordering = ["member__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="board_attendance_once")
        ]
        triggers = [
            of_one_board(
                "of_its_board",
                "(SELECT board_id FROM hubs_boardmeeting WHERE id = NEW.meeting_id)"
                " = (SELECT board_id FROM hubs_boardmember WHERE id = NEW.member_id)",
            )
        ]


@tracked
class Minutes(Record):
    """What was said at a meeting: a draft until agreed, then for good; amended by a new version."""

    meeting = models.ForeignKey(BoardMeeting, models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(max_length=30_000)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it is amended.")
    revision = models.PositiveIntegerField(default=1, help_text="Grows with each saving.")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="minutes_version_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(agreed_at=None), name="minutes_one_draft"
            ),
            models.CheckConstraint(
                name="minutes_amended_for_a_reason",
                condition=Q(version=1, reason="") | Q(version__gt=1) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="minutes_agreed_by_somebody",
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="agreed_stay",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__agreed_at__isnull=False),
            )
        ]

    @property
    def is_agreed(self):
        return self.agreed_at is not None


@tracked
class BoardAction(Record):
    """Something the board asked for: what, who sees to it, by when, and what came of it."""

    board = models.ForeignKey(AdvisoryBoard, models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(
        BoardMeeting, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    what = models.CharField(max_length=500)
    owner = models.ForeignKey(BoardMember, models.PROTECT, related_name="actions")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=500, blank=True)

    objects = BoardActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="board_action_done_says_what_came",
                condition=Q(done_on=None, outcome="") | Q(done_on__isnull=False) & ~Q(outcome=""),
            )
        ]
        triggers = [
            of_one_board(
                "of_its_board",
                "NEW.board_id = (SELECT board_id FROM hubs_boardmember WHERE id = NEW.owner_id)"
                " AND (NEW.meeting_id IS NULL OR NEW.board_id ="
                " (SELECT board_id FROM hubs_boardmeeting WHERE id = NEW.meeting_id))",
            )
        ]

    def __str__(self):
        return self.what

    @property
    def is_overdue(self):
        return self.done_on is None and self.due_on < timezone.localdate()
