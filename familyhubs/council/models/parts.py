"""The parts of the council's record: names, contacts, theme, clocks. None has its own table."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from familyhubs.council import helplines


def weekdays(time):
    """The same time Monday to Friday, nothing at the weekend."""
    return [time] * 5 + [None] * 2


def default_opens():
    return weekdays(datetime.time(9))


def default_closes():
    return weekdays(datetime.time(17))


def default_escalation():
    return [1, 2, 5]


def default_reminders():
    return [-7, 0, 3, 10]


def statement_written():
    """When the accessibility statement that comes with the portal was written."""
    return datetime.date(2026, 11, 22)


def clock(default, label, most):
    """A whole number of days, hours, weeks or minutes, from 1 to `most`."""
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(1), MaxValueValidator(most)]
    )


class Names(models.Model):
    """What the council and its network call themselves (R007, R042)."""

    name = models.CharField(_("Council's name"), max_length=100, default="The council")
    front_door_name = models.CharField(
        _("Front door's name"), max_length=100, default="Early Help Front Door"
    )
    hub_term = models.CharField(_("What one hub is called"), max_length=60, default="family hub")
    hub_term_plural = models.CharField(
        _("What several are called"), max_length=60, default="family hubs"
    )

    class Meta:
        abstract = True


class Contacts(models.Model):
    """How families and staff reach the council. A number left empty is shown nowhere."""

    front_door_phone = models.CharField(_("Phone"), max_length=40, blank=True)
    front_door_text = models.CharField(_("Text messages"), max_length=40, blank=True)
    front_door_email = models.EmailField(_("Email"), blank=True)
    # Index 0 is Monday; no time means closed that day.
    opens = ArrayField(models.TimeField(null=True, blank=True), size=7, default=default_opens)
    closes = ArrayField(models.TimeField(null=True, blank=True), size=7, default=default_closes)

    safeguarding_phone = models.CharField(_("Safeguarding, daytime"), max_length=40, blank=True)
    out_of_hours_phone = models.CharField(
        _("Safeguarding, at other times"), max_length=40, blank=True
    )
    emergency_number = models.CharField(_("Emergency services"), max_length=10, default="999")
    helplines = models.TextField(_("Helplines"), max_length=4000, default=helplines.DEFAULT)

    privacy_name = models.CharField(
        _("Who answers about personal data"), max_length=100, default="Data Protection Officer"
    )
    privacy_email = models.EmailField(_("Their email"), blank=True)
    complaints_phone = models.CharField(_("Complaints: phone"), max_length=40, blank=True)
    complaints_email = models.EmailField(_("Complaints: email"), blank=True)
    postal_address = models.TextField(_("Postal address"), max_length=400, blank=True)
    accessibility_reviewed_on = models.DateField(
        _("Accessibility statement last reviewed"), default=statement_written
    )

    # Off until the rota covers it: without it families find "ask us" (R048).
    chat_is_on = models.BooleanField(_("Live chat is on"), default=False)

    # Who takes what is red for safety while the front door is shut; nobody where no email is given.
    out_of_hours_name = models.CharField(
        _("Out of hours: who takes what is urgent"), max_length=100, blank=True
    )
    out_of_hours_email = models.EmailField(_("Out of hours: their email"), blank=True)
    out_of_hours_hours = models.CharField(
        _("Out of hours: when they answer"), max_length=100, blank=True
    )
    watched_email = models.EmailField(
        _("A mailbox that somebody always reads, for what nobody answers"), blank=True
    )

    class Meta:
        abstract = True

    def hours_on(self, weekday):
        """When the front door is open on this weekday (0 is Monday): (from, until), or None."""
        opens, closes = self.opens[weekday], self.closes[weekday]
        return (opens, closes) if opens and closes else None

    @property
    def helpline_list(self):
        return helplines.parse(self.helplines)

    @property
    def emergency_dial(self):
        return helplines.dial(self.emergency_number)


class Theme(models.Model):
    """The council's three colours; every pair of text and ground is held at 7 to 1."""

    ink = models.CharField(_("Text"), max_length=7, default="#241a35")
    accent = models.CharField(_("Buttons and links"), max_length=7, default="#85204f")
    ground = models.CharField(_("Page background"), max_length=7, default="#fff8f0")

    class Meta:
        abstract = True


class Clocks(models.Model):
    """How long each step may take (domain.md 3.1): working days unless the name says otherwise."""

    screen_hours = clock(4, _("Safeguarding screen of a request, working hours"), 40)
    triage_days = clock(1, _("Triage decision, working days"), 20)
    first_contact_days = clock(2, _("First contact with the family, working days"), 20)
    giving_up_days = clock(
        10, _("Trying before we say a family cannot be reached, working days"), 40
    )
    first_review_weeks = clock(6, _("First review, weeks"), 26)
    later_review_weeks = clock(12, _("Later reviews, weeks"), 52)
    step_up_days = clock(1, _("Step up acknowledged, working days"), 10)
    step_down_days = clock(5, _("Step down accepted, working days"), 20)
    escalation_days = ArrayField(
        models.PositiveSmallIntegerField(), size=3, default=default_escalation
    )
    # Days from the date a review is due; a negative one comes before it.
    review_reminder_days = ArrayField(models.SmallIntegerField(), default=default_reminders)
    idle_minutes = clock(15, _("Lock the screen after, minutes"), 60)
    draft_days = clock(28, _("Keep an unfinished request for, days"), 90)
    service_review_days = clock(90, _("A service is checked again after, days"), 730)
    service_grace_days = clock(30, _("An unchecked service is hidden after, days more"), 180)
    member_years = clock(3, _("A hub’s member is forgotten after no use for, years"), 10)
    booking_days = clock(90, _("Who booked a session is forgotten after, days"), 730)
    # Nobody is turned away for their age: beyond it families are told to ask (R010, R011).
    upper_age = clock(20, _("Our help is for young people until they turn, years"), 30)
    upper_age_send = clock(25, _("The same with SEND, years"), 30)
    # A professional without an account says by a link that the work email is theirs (R044).
    confirm_days = clock(7, _("A professional’s unconfirmed referral is deleted after, days"), 28)
    tell_referrer_days = clock(3, _("Tell the referrer the outcome, working days"), 20)
    # After a request was accepted: who works with the family, and the first meeting.
    allocation_days = clock(5, _("Somebody leads after a request is accepted, working days"), 20)
    first_visit_days = clock(
        10, _("The lead’s first contact after a request is accepted, working days"), 40
    )
    worker_families = clock(15, _("Families one worker can help at once"), 60)
    deputy_hours = clock(4, _("Tell a deputy that something is late after, working hours"), 40)
    # Live chat and "ask us" (R048).
    question_days = clock(1, _("A question to “ask us” is answered, working days"), 10)
    chat_wait_minutes = clock(10, _("A chat nobody takes becomes a question after, minutes"), 60)
    chat_silent_minutes = clock(20, _("A chat ends when the family is silent for, minutes"), 120)
    chat_away_minutes = clock(
        5, _("A chat waits again when its colleague is gone for, minutes"), 30
    )
    # Families who may need an offer of help, and those nobody has spoken with (R075, R078).
    quiet_weeks = clock(8, _("A family counts as quiet after no contact for, weeks"), 52)
    look_again_weeks = clock(8, _("After “not now” a family is looked at again in, weeks"), 52)
    # Two records that were merged can be told apart again for so long (decision 77).
    undo_merge_days = clock(90, _("A merge of two records can be undone for, days"), 365)
    # Each link keeps the days that held when it was sent (decision 91).
    copy_link_days = clock(14, _("A link to a copy opens for, days"), 28)
    chat_days = clock(28, _("An ended chat is deleted after, days"), 365)

    class Meta:
        abstract = True
