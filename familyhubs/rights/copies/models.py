"""Who asks for what is held about whom, by when, what is in the copy and what is held back."""

import json
from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from families.models import Family, GovernanceCase, ParentalResponsibility, Person
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record
from familyhubs.uploads.models import StoredFile

from .querysets import CopyRequestQuerySet, EntryQuerySet

USER = settings.AUTH_USER_MODEL
MOST_TRIES = 5


def somebody(**kwargs):
    return models.ForeignKey(USER, models.PROTECT, related_name="+", **kwargs)


class Capacity(models.TextChoices):
    """In what capacity somebody asks."""

    SELF = "self", "The person themselves"
    PARENT = "parent", "A parent, for a child they answer for"
    SOLICITOR = "solicitor", "A solicitor, with the person’s authority"
    AUTHORITY = "authority", "Somebody else with authority, such as power of attorney"


class Exemption(models.TextChoices):
    """Why something is held back, as the law names it (Data Protection Act 2018)."""

    THIRD_PARTY = "third_party", "About somebody else, who has not agreed (Schedule 2, 16)"
    WHEREABOUTS = "whereabouts", "Where somebody else is, or how to reach them (Schedule 2, 16)"
    REFERRER = "referrer", "Who told us, and was promised not to be named (Schedule 2, 16)"
    SERIOUS_HARM = "harm", "Would be likely to cause serious harm (Schedule 3, 5 and 11)"
    CRIME = "crime", "Would hinder preventing or finding out crime (Schedule 2, 2)"
    PRIVILEGE = "privilege", "Legal advice (Schedule 2, 19)"


# Said to whoever asked: never what it is that they do not get.
IN_GENERAL = {
    Exemption.THIRD_PARTY: "information about other people",
    Exemption.WHEREABOUTS: "information about other people",
    Exemption.REFERRER: "information about other people",
    Exemption.SERIOUS_HARM: "information that the law on social work lets us hold back",
    Exemption.CRIME: "information that the law on crime lets us hold back",
    Exemption.PRIVILEGE: "legal advice",
}


class Way(models.TextChoices):
    """How a copy reached whoever asked."""

    COLLECTED = "collected", "Collected in person"
    POSTED = "posted", "Posted, signed for"
    SECURE = "secure", "By the council’s encrypted email"
    LINK = "link", "By a link, opened with a code"
    TAKEN_BACK = "taken_back", "Nothing left: they took the request back"


# About somebody else, who may agree that it is given.
NEED_A_YES = [Exemption.THIRD_PARTY, Exemption.WHEREABOUTS, Exemption.REFERRER]


class CopyRequest(Record):
    """Somebody asks for a copy of what is held about a person."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    case = models.ForeignKey(GovernanceCase, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asker = EncryptedTextField(help_text="Who asks, and where the answer goes.")
    capacity = models.CharField(max_length=10, choices=Capacity)
    responsibility = models.ForeignKey(
        ParentalResponsibility, models.PROTECT, null=True, blank=True, related_name="+"
    )
    authority = models.CharField(max_length=200, blank=True)
    childs_view = EncryptedTextField(blank=True)
    received_on = models.DateField()
    due_on = models.DateField()
    identity_on = models.DateField(null=True, blank=True)
    identity_shown = models.CharField(max_length=200, blank=True)
    complex_why = models.TextField(blank=True)
    complex_told_on = models.DateField(null=True, blank=True)
    logged_by = somebody()
    gathered_at = models.DateTimeField(null=True, blank=True)
    agreed_by = somebody(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    released_by = somebody(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_as = models.CharField(max_length=10, choices=Way, blank=True)
    taken_back_why = models.CharField(max_length=200, blank=True)

    objects = CopyRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="copies_due", condition=Q(released_at=None))
        ]
        constraints = [
            models.CheckConstraint(
                name="copies_identity_says_what_was_shown",
                condition=Q(identity_on=None, identity_shown="")
                | Q(identity_on__isnull=False) & ~Q(identity_shown=""),
            ),
            models.CheckConstraint(
                name="copies_complex_is_told_with_its_reason",
                condition=Q(complex_told_on=None, complex_why="")
                | Q(complex_told_on__isnull=False) & ~Q(complex_why=""),
            ),
            models.CheckConstraint(
                name="copies_parent_answers_for_the_child",
                condition=~Q(capacity="parent") | Q(responsibility__isnull=False),
            ),
            models.CheckConstraint(
                name="copies_others_show_authority",
                condition=~Q(capacity__in=["solicitor", "authority"]) | ~Q(authority=""),
            ),
            models.CheckConstraint(
                name="copies_agreed_by_another", condition=~Q(agreed_by=F("logged_by"))
            ),
            models.CheckConstraint(
                name="copies_agreed_is_whole",
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False, gathered_at__isnull=False)
                & Q(identity_on__isnull=False),
            ),
            models.CheckConstraint(
                name="copies_released_once_agreed",
                condition=Q(released_at=None, released_by=None, released_as="")
                | Q(released_at__isnull=False, released_by__isnull=False)
                & ~Q(released_as="")
                & (Q(agreed_at__isnull=False) | Q(released_as="taken_back")),
            ),
            models.CheckConstraint(
                name="copies_taken_back_says_why",
                condition=Q(released_as="taken_back") & ~Q(taken_back_why="")
                | ~Q(released_as="taken_back") & Q(taken_back_why=""),
            ),
        ]

    def __str__(self):
        return f"Copy due on {self.due_on:%-d %B %Y}"

    @property
    def paused(self):
        """The pause that the clock stands in, if any."""
        return self.pauses.filter(until_on=None).first()

    def redactions(self):
        return Redaction.objects.filter(entry__request=self)


class PauseKind(models.TextChoices):
    """What the clock waits for."""

    IDENTITY = "identity", "Who they are is not shown yet"
    CLARIFICATION = "clarify", "We asked which information they mean"


class Pause(Record):
    """The clock stands from one day until another, half open."""

    request = models.ForeignKey(CopyRequest, models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=10, choices=PauseKind)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="copies_pause_ends_after_start",
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(until_on=None), name="copies_one_open_pause"
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class Mark(models.TextChoices):
    """What becomes of one entry."""

    GIVE = "give", "Give it"
    PART = "part", "Give it without what is blacked out"
    HOLD = "hold", "Hold it back"


# What two people agreed to give stays what they saw.
FROZEN = """
IF EXISTS (SELECT FROM copies_copyrequest WHERE id = NEW.request_id AND agreed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'A copy that was agreed to stays as it is' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class Entry(Record):
    """One row of what is held, as it was when it was gathered, and what becomes of it."""

    request = models.ForeignKey(CopyRequest, models.PROTECT, related_name="entries")
    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    what = models.CharField(max_length=100)
    row = models.CharField(max_length=80)
    content = EncryptedTextField()
    mark = models.CharField(max_length=4, choices=Mark, blank=True)
    exemption = models.CharField(max_length=12, choices=Exemption, blank=True)
    why = models.CharField(max_length=200, blank=True)
    marked_by = somebody(null=True, blank=True)
    by_default = models.CharField(max_length=12, choices=Exemption, blank=True)
    # Somebody else, whom it is about, agreed that it is given.
    yes_of = EncryptedTextField(blank=True)
    yes_on = models.DateField(null=True, blank=True)
    yes_how = models.CharField(max_length=200, blank=True)
    yes_by = somebody(null=True, blank=True)
    # What is attached to it, beside which entry it stands, and who looked for what is hidden here.
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    beside = models.CharField(max_length=80, blank=True)
    file_seen_by = somebody(null=True, blank=True)
    # What its maker's programs wrote into it cannot be taken out (decision 92).
    file_as_it_is = models.BooleanField(default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["what", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "row"], name="copies_entry_once"),
            models.CheckConstraint(
                name="copies_held_back_names_the_exemption",
                condition=~Q(mark="hold") | ~Q(exemption="") & ~Q(why=""),
            ),
            models.CheckConstraint(
                name="copies_given_by_somebody",
                condition=~Q(mark__in=["give", "part"]) | Q(marked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="copies_yes_is_whole",
                condition=Q(yes_on=None, yes_how="", yes_by=None)
                | Q(yes_on__isnull=False, yes_by__isnull=False) & ~Q(yes_how=""),
            ),
            models.CheckConstraint(
                name="copies_others_given_with_their_yes",
                condition=~Q(mark="give", by_default__in=NEED_A_YES) | Q(yes_on__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="agreed_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=FROZEN,
            )
        ]

    def __str__(self):
        return self.what

    @property
    def facts(self):
        """Each column's name and what stands in it."""
        return json.loads(self.content)


class Redaction(Record):
    """A passage that is blacked out, by whom and why; the original stays. Never changes."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="redactions")
    passage = EncryptedTextField()
    exemption = models.CharField(max_length=12, choices=Exemption)
    why = models.CharField(max_length=200)
    made_by = somebody()

    class Meta:
        ordering = ["recorded_at", "id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self):
        return self.get_exemption_display()


class Link(Record):
    """A way to the copy for whoever asked: by an address, with a code told another way, once."""

    request = models.ForeignKey(CopyRequest, models.PROTECT, related_name="links")
    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    address = EncryptedTextField()
    digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    ends_at = models.DateTimeField()
    sent_by = somebody()
    opened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = somebody(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="copies_link_withdrawn_is_whole",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            models.CheckConstraint(
                name="copies_link_few_tries", condition=Q(tries__lte=MOST_TRIES)
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(opened_at=None, withdrawn_at=None),
                name="copies_one_open_link",
            ),
        ]

    def __str__(self):
        return f"Link that ends on {self.ends_at:%-d %B %Y}"

    @property
    def days(self):
        """For how many days it opens, as its email says; the setting may have changed since."""
        return round((self.ends_at - self.recorded_at) / timedelta(days=1))

    @property
    def state(self):
        """What it is now, in words."""
        if self.opened_at:
            return "opened"
        if self.withdrawn_at:
            return "withdrawn"
        if self.tries >= MOST_TRIES:
            return "closed after too many wrong codes"
        return "open" if self.ends_at > timezone.now() else "run out"


class Paper(Record):
    """The PDF of a copy that was agreed to: made once by a worker, as the copy changes no more."""

    request = models.OneToOneField(CopyRequest, models.PROTECT, related_name="paper")
    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    content = EncryptedTextField(help_text="The file in base64.")

    class Meta:
        triggers = [pgtrigger.Protect(name="made_once", operation=pgtrigger.Update)]

    def __str__(self):
        return f"Paper of {self.request}"
