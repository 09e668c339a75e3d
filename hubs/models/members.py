"""Who belongs to a hub, by their own yes, and what each has chosen to hear about (R029, R031)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.database.history import tracked
from familyhubs.records import Record

from ..members.querysets import MemberQuerySet, NoticeQuerySet
from ..members.rules import SIX_YEARS, later
from .places import Hub


class Hears(models.TextChoices):
    """What a member may choose to hear about; each is really sent."""

    WHATS_ON = "whats_on", _("What’s on this week")
    COURSES = "courses", _("New courses")
    NEWS = "news", _("News and changes, like new opening times")
    SAY = "say", _("A chance to say what you think")


class MemberState(models.TextChoices):
    """Where a membership stands."""

    ASKED = "asked", _("Waits for their yes")
    MEMBER = "member", _("Member")
    ENDED = "ended", _("Ended")


class MemberChannel(models.TextChoices):
    """Where somebody joined."""

    WEB = "web", _("On the web")
    DESK = "desk", _("At the desk")
    BIRTH = "birth", _("Birth registration")


class HeardOf(models.TextChoices):
    """How somebody heard of the hub."""

    FRIEND = "friend", _("Family or a friend")
    MIDWIFE = "midwife", _("Midwife or health visitor")
    SCHOOL = "school", _("School or nursery")
    BIRTH = "birth", _("When registering a birth")
    ONLINE = "online", _("Online")
    LEAFLET = "leaflet", _("Leaflet or poster")
    OTHER = "other", _("Another way")


class EndReason(models.TextChoices):
    """Why a membership ended."""

    ASKED = "asked", _("They asked")
    UNCONFIRMED = "unconfirmed", _("Nobody said yes in time")
    AGAIN = "again", _("Joined already")
    UNUSED = "unused", _("Not used for years")
    GROWN = "grown", _("Their youngest child is six")


@tracked
class Member(Record):
    """Somebody who belongs to a hub; once ended, only that they did and when is left."""

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="members")
    name = models.CharField(max_length=100, blank=True)
    card = models.ForeignKey("contact.ContactCard", models.PROTECT, related_name="+")
    # Months of birth or of due birth: ages that never go out of date (an unborn child counts).
    children = ArrayField(models.DateField(), default=list, blank=True)
    hears = ArrayField(models.CharField(max_length=10, choices=Hears), default=list, blank=True)
    heard_before = ArrayField(
        models.CharField(max_length=10, choices=Hears),
        default=list,
        blank=True,
        help_text="What they heard about before one click stopped it.",
    )
    state = models.CharField(max_length=10, choices=MemberState)
    channel = models.CharField(max_length=10, choices=MemberChannel)
    heard_of = models.CharField(max_length=10, choices=HeardOf, blank=True)
    reach_hash = models.CharField(max_length=64, blank=True, help_text="Whom, without telling who.")
    form_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_words = models.CharField(max_length=400, blank=True, help_text="To what they said yes.")
    agreed_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    joined_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(default=timezone.localdate)
    stopped_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=11, choices=EndReason, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "reach_hash"],
                condition=Q(state="member"),
                name="member_once_a_hub_and_way",
            ),
            models.CheckConstraint(
                name="member_by_their_own_yes",
                condition=~Q(state="member")
                | (
                    Q(joined_at__isnull=False, agreed_at__isnull=False)
                    & ~Q(agreed_words="")
                    & ~Q(reach_hash="")
                    & (Q(channel="web") | Q(agreed_with__isnull=False) | Q(form_hash__isnull=False))
                ),
            ),
            models.CheckConstraint(
                name="member_ended_has_its_time",
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(end_reason="")
                | ~Q(state="ended") & Q(ended_at=None, end_reason=""),
            ),
            models.CheckConstraint(
                name="member_ended_keeps_nothing",
                condition=~Q(state="ended")
                | Q(
                    name="",
                    children__len=0,
                    hears__len=0,
                    heard_before__len=0,
                    reach_hash="",
                    form_hash=None,
                ),
            ),
            models.CheckConstraint(
                name="member_stopped_hears_nothing",
                condition=Q(stopped_at=None) | Q(hears__len=0),
            ),
            models.CheckConstraint(
                name="member_hears_what_there_is",
                condition=Q(hears__contained_by=Hears.values),
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "-recorded_at", "-id"], name="member_of_hub"),
            models.Index(fields=["reach_hash"], name="member_by_way", condition=~Q(state="ended")),
            models.Index(fields=["used_on"], name="member_by_use", condition=~Q(state="ended")),
        ]

    def __str__(self):
        return self.name or str(_("Somebody"))

    def get_absolute_url(self):
        return reverse("members:member", args=[self.pk])

    @property
    def is_member(self):
        return self.state == MemberState.MEMBER

    @property
    def grown_on(self):
        """The day after the month in which the youngest child of a member is six, or None.

        Who has told us something since then does not belong for that child's sake.
        """
        grown = later(max(self.children), SIX_YEARS) if self.children else None
        return grown if grown and grown > self.used_on else None

    @property
    def hears_words(self):
        return [Hears(hears).label for hears in Hears if hears in self.hears]


class Notice(Record):
    """What a hub tells those members who chose to hear of it; its words stand on a page."""

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="notices")
    about = models.CharField(
        max_length=10,
        choices=[(kind.value, kind.label) for kind in (Hears.NEWS, Hears.SAY)],
    )
    title = models.CharField(max_length=120)
    words = models.TextField(max_length=3_000)
    link = models.URLField(max_length=300, blank=True, help_text="Where to say it, for example.")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    form_hash = models.CharField(max_length=64, unique=True)
    finished_at = models.DateTimeField(
        null=True, blank=True, help_text="Everybody who was to hear has been told."
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="notice_is_news_or_a_question", condition=Q(about__in=["news", "say"])
            ),
            models.CheckConstraint(
                name="notice_says_something", condition=~Q(title="") & ~Q(words="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["recorded_at"],
                name="notice_to_be_told",
                condition=Q(finished_at=None, taken_back_at=None),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("join:notice", args=[self.pk])
