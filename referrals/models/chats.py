"""Families talk with us in writing: live in staffed hours, else as a question to answer (R048).

Neither a chat nor its lines are in the row history: what a family does not want kept must be gone
when its time is over. The audit log says who did what, never what was written.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.languages.known import ENGLISH, LANGUAGES
from familyhubs.records import Record

from ..chat.querysets import ChatQuerySet
from .chat_states import CHAT_STATES, CHAT_STAYS, LINE_NUMBERS, LINE_STAYS, LINE_UNCHANGED
from .requests import is_said

AWAY = timedelta(minutes=2)


class ChatState(models.TextChoices):
    """Where a chat stands; a question is a chat that is answered later."""

    WAITING = "waiting", "Waiting for somebody"
    TALKING = "talking", "Talking"
    ASKED = "asked", "A question to answer"
    ENDED = "ended", "Ended"


# What may follow what; an end is final.
CHAT_FOLLOWS = {
    ChatState.WAITING: {ChatState.TALKING, ChatState.ASKED, ChatState.ENDED},
    ChatState.TALKING: {ChatState.WAITING, ChatState.ENDED},
    ChatState.ASKED: {ChatState.ENDED},
    ChatState.ENDED: set(),
}


class ChatEnd(models.TextChoices):
    """How it ended."""

    FAMILY = "family", "The family ended it"
    STAFF = "staff", "We ended it"
    SILENT = "silent", "The family wrote nothing more"
    ANSWERED = "answered", "The question is answered"


class AnswerWay(models.TextChoices):
    """How somebody who asked learns the answer."""

    LOOK = "look", "They look with their code"
    EMAIL = "email", "An email says that there is an answer"
    CALL = "call", "We ring"


class ChatWish(models.TextChoices):
    """What the family said about keeping it."""

    KEEP = "keep", "Keep it"
    FORGET = "forget", "Do not keep it"


class ChatKept(models.TextChoices):
    """Where what was said went."""

    FAMILY = "family", "On the family's record"
    REQUEST = "request", "With the request"
    NOWHERE = "nowhere", "There is no record to keep it with"


class Chat(Record):
    """One conversation with one browser: no account, and no name that was not given."""

    hub = models.ForeignKey("hubs.Hub", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=7, choices=ChatState)
    name = EncryptedTextField(blank=True, default="", help_text="What to call them.")
    language = models.CharField(max_length=10, default="en-gb")
    flags = models.JSONField(default=list, blank=True, help_text="What a person must look at.")
    opened_at = models.DateTimeField()
    waits_since = models.DateTimeField(null=True, blank=True)
    family_seen_at = models.DateTimeField()

    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_at = models.DateTimeField(null=True, blank=True)
    first_taken_at = models.DateTimeField(
        null=True, blank=True, help_text="When its first colleague took it; it never moves."
    )
    staff_seen_at = models.DateTimeField(null=True, blank=True)
    staff_read = models.PositiveIntegerField(default=0, help_text="The last line they have seen.")

    # Written by the trigger that numbers the lines.
    last_line = models.PositiveIntegerField(default=0)
    spoke_at = models.DateTimeField(null=True, blank=True)
    spoke = models.CharField(max_length=6, blank=True, help_text="Who wrote last.")

    asked_at = models.DateTimeField(null=True, blank=True)
    answer_due_at = models.DateTimeField(null=True, blank=True)
    way = models.CharField(max_length=5, choices=AnswerWay, blank=True)
    reach = EncryptedTextField(blank=True, default="", help_text="The email or phone number.")
    code_digest = models.CharField(max_length=64, blank=True)

    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=8, choices=ChatEnd, blank=True)
    logged_at = models.DateTimeField(null=True, blank=True, help_text="What it was about is kept.")
    wish = models.CharField(max_length=6, choices=ChatWish, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    kept = models.CharField(max_length=7, choices=ChatKept, blank=True)
    referral = models.ForeignKey(
        "referrals.Referral", models.CASCADE, null=True, blank=True, related_name="chats"
    )

    objects = ChatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="chat_waits_or_is_held",
                condition=Q(state="waiting", waits_since__isnull=False, held_by=None)
                | Q(state="talking", waits_since=None, held_by__isnull=False)
                | Q(state__in=["asked", "ended"], waits_since=None),
            ),
            models.CheckConstraint(
                name="chat_held_since",
                condition=Q(held_by=None, held_at=None, staff_seen_at=None)
                | Q(held_by__isnull=False, held_at__isnull=False, staff_seen_at__isnull=False),
            ),
            models.CheckConstraint(
                name="chat_question_has_hub_and_clock",
                condition=Q(asked_at=None, answer_due_at=None)
                & ~Q(state="asked")
                & ~Q(ended_because="answered")
                | Q(asked_at__isnull=False, answer_due_at__gte=F("asked_at"), hub__isnull=False),
            ),
            models.CheckConstraint(
                name="chat_end_is_whole",
                condition=Q(state="ended", ended_at__gte=F("opened_at"))
                & Q(ended_because__in=ChatEnd.values)
                | Q(state__in=["waiting", "talking", "asked"], ended_at=None, ended_because=""),
            ),
            models.CheckConstraint(
                name="chat_way_reaches",
                condition=Q(way__in=["", "look"]) | Q(way__in=["email", "call"]) & is_said("reach"),
            ),
            models.CheckConstraint(
                name="chat_code_is_a_digest",
                condition=Q(code_digest="") | Q(code_digest__regex=r"^[0-9a-f]{64}$"),
            ),
            models.UniqueConstraint(
                fields=["code_digest"], condition=~Q(code_digest=""), name="chat_code_once"
            ),
            # What a family does not want kept goes into no record.
            models.CheckConstraint(
                name="chat_kept_as_wished",
                condition=Q(kept_at=None, kept="")
                | Q(kept_at__isnull=False, kept__in=ChatKept.values) & ~Q(wish="forget"),
            ),
            models.CheckConstraint(
                name="chat_kept_with_its_request",
                condition=~Q(kept="request") | Q(referral__isnull=False),
            ),
            models.CheckConstraint(
                name="chat_wish_known", condition=Q(wish__in=["", *ChatWish.values])
            ),
            # Somebody must be there to see to it.
            models.CheckConstraint(
                name="chat_wanted_is_held",
                condition=~Q(wish="keep") | Q(held_by__isnull=False) | Q(kept_at__isnull=False),
            ),
            models.CheckConstraint(
                name="chat_logged_when_over", condition=Q(logged_at=None) | Q(state="ended")
            ),
        ]
        indexes = [
            models.Index(
                fields=["opened_at", "id"], name="chat_in_line", condition=Q(state="waiting")
            ),
            models.Index(fields=["held_by"], name="chat_talking", condition=Q(state="talking")),
            models.Index(
                fields=["answer_due_at", "id"], name="chat_to_answer", condition=Q(state="asked")
            ),
            models.Index(fields=["ended_at"], name="chat_ended", condition=Q(state="ended")),
        ]
        triggers = [CHAT_STATES, CHAT_STAYS]

    def __str__(self):
        return self.name or "No name"

    def get_absolute_url(self):
        return reverse("chats:chat", args=[self.pk])

    @property
    def is_live(self):
        return self.state in (ChatState.WAITING, ChatState.TALKING)

    @property
    def is_question(self):
        """Something to answer, not somebody to talk with."""
        return self.asked_at is not None

    @property
    def is_over(self):
        return self.state == ChatState.ENDED

    @property
    def language_name(self):
        """In which language the family's page was, where not in English."""
        known = LANGUAGES.get(self.language)
        return known.name if known and self.language != ENGLISH else ""

    @property
    def may_be_wanted(self):
        """Whether somebody could keep it: who had it, or a request that came of it."""
        return self.held_by_id is not None or self.referral_id is not None

    @property
    def is_late(self):
        return self.state == ChatState.ASKED and self.answer_due_at < timezone.now()

    @property
    def is_away(self):
        """The family's page has not asked for a while: they may have left it."""
        return timezone.now() - self.family_seen_at > AWAY


class Side(models.TextChoices):
    """Who wrote a line; a note is the portal's own."""

    FAMILY = "family", "The family"
    STAFF = "staff", "A colleague"
    NOTE = "note", "What happened"


class ChatEvent(models.TextChoices):
    """What a note says; each side reads it in its own words (chat/words.py)."""

    JOINED = "joined", "Somebody joined"
    PASSED = "passed", "Passed to somebody else"
    BACK = "back", "Waiting again"
    ASKED = "asked", "It became a question"
    ENDED_FAMILY = "end_family", "The family ended it"
    ENDED_STAFF = "end_staff", "We ended it"
    ENDED_SILENT = "end_silent", "Ended because nothing more was written"


class ChatLine(Record):
    """One thing that was written, in its turn; never changed, and gone with its chat."""

    chat = models.ForeignKey(Chat, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(default=0, help_text="Given by the database.")
    side = models.CharField(max_length=6, choices=Side)
    words = EncryptedTextField(blank=True, default="")
    event = models.CharField(max_length=10, choices=ChatEvent, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    token = models.UUIDField(null=True, blank=True, help_text="Of the form that sent it.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["chat", "number"], name="chat_line_in_its_turn"),
            models.UniqueConstraint(fields=["chat", "token"], name="chat_line_once"),
            models.CheckConstraint(
                name="chat_line_is_somebodys",
                condition=Q(side="family", by=None, event="") & is_said("words")
                | Q(side="staff", by__isnull=False, event="") & is_said("words")
                | Q(side="note", event__in=ChatEvent.values) & ~is_said("words"),
            ),
        ]
        triggers = [LINE_NUMBERS, LINE_UNCHANGED, LINE_STAYS]

    def __str__(self):
        return f"{self.number}"


class ChatPass(Record):
    """What was passed on, and why: a chat to somebody or back to the line, a question to a hub."""

    chat = models.ForeignKey(Chat, models.CASCADE, related_name="passes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    hub = models.ForeignKey("hubs.Hub", models.PROTECT, null=True, blank=True, related_name="+")
    reason = EncryptedTextField()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="chat_passed_to_person_or_hub", condition=Q(to=None) | Q(hub=None)
            ),
            models.CheckConstraint(name="chat_passed_with_reason", condition=is_said("reason")),
            models.CheckConstraint(
                name="chat_passed_to_another", condition=Q(to=None) | ~Q(to=F("by"))
            ),
        ]
        triggers = [LINE_UNCHANGED]
