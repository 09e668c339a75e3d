"""Volunteers and who leads a session (R039, R040)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record

from ..querysets import VolunteerQuerySet
from .places import Hub
from .whats_on import Session

# Whose name is forgotten; the row still counts.
FORGOTTEN = _("Somebody who left")


class DbsStatus(models.TextChoices):
    """How a volunteer's DBS check stands (R040)."""

    NONE = "none", _("Not asked for")
    ASKED = "asked", _("Asked for")
    CLEAR = "clear", _("Clear")
    NOT_CLEAR = "not_clear", _("Not clear")


@tracked
class Volunteer(Record):
    """Somebody who helps at a hub without an account, perhaps as a parent champion (R039)."""

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="volunteers")
    name = models.CharField(max_length=100)
    email = EncryptedTextField(blank=True, default="")
    role = models.CharField(max_length=100, blank=True)
    is_parent_champion = models.BooleanField(default=False)
    dbs_status = models.CharField(max_length=10, choices=DbsStatus, default=DbsStatus.NONE)
    dbs_checked_on = models.DateField(null=True, blank=True)
    dbs_due_on = models.DateField(null=True, blank=True, help_text="When it is to be renewed.")
    shown_as = models.CharField(
        max_length=40, blank=True, default="", help_text="The first name that families read."
    )
    speaks = models.CharField(max_length=150, blank=True, default="", help_text="Languages.")
    here_when = models.CharField(max_length=150, blank=True, default="")
    said_yes_on = models.DateField(
        null=True, blank=True, help_text="The day they agreed to be shown to families."
    )

    left_on = models.DateField(
        null=True, blank=True, help_text="The last day; some years later their name goes."
    )

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="volunteer_shown_only_with_their_yes",
                condition=Q(said_yes_on=None) | Q(is_parent_champion=True) & ~Q(shown_as=""),
            ),
            models.CheckConstraint(
                name="volunteer_left_is_shown_to_nobody",
                condition=Q(left_on=None) | Q(said_yes_on=None),
            ),
            models.CheckConstraint(
                name="volunteer_nameless_has_left",
                condition=~Q(name="") | Q(left_on__isnull=False),
            ),
            models.CheckConstraint(
                name="volunteer_clear_has_its_dates",
                condition=~Q(dbs_status="clear")
                | Q(dbs_checked_on__isnull=False, dbs_due_on__isnull=False)
                & Q(dbs_due_on__gt=models.F("dbs_checked_on")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="leads_only_while_clear",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF EXISTS (
                    SELECT FROM hubs_sessionleader l JOIN hubs_session s ON s.id = l.session_id
                    WHERE l.volunteer_id = NEW.id AND s.ends_at > now() AND s.state = 'planned'
                        AND (NEW.dbs_status <> 'clear'
                             OR NEW.left_on < (s.ends_at AT TIME ZONE 'Europe/London')::date
                             OR NEW.dbs_due_on < (s.ends_at AT TIME ZONE 'Europe/London')::date)
                ) THEN
                    RAISE EXCEPTION 'This volunteer leads a later session'
                        USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return self.name or str(FORGOTTEN)

    def is_clear_on(self, day):
        """Whether this volunteer may lead a session that ends on this day."""
        is_here = self.left_on is None or self.left_on >= day
        return is_here and self.dbs_status == DbsStatus.CLEAR and self.dbs_due_on >= day

    @property
    def is_clear(self):
        return self.is_clear_on(timezone.localdate())


class SessionLeader(Record):
    """Who leads a session: a colleague, or a volunteer whose DBS check lasts (R040)."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="leaders")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, null=True, blank=True, related_name="leads"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="session_leader_is_one_person",
                condition=Q(user=None, volunteer__isnull=False)
                | Q(user__isnull=False, volunteer=None),
            ),
            models.UniqueConstraint(fields=["session", "user"], name="session_leader_user_once"),
            models.UniqueConstraint(
                fields=["session", "volunteer"], name="session_leader_volunteer_once"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="dbs_outlasts_the_session",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                IF NEW.volunteer_id IS NULL THEN
                    RETURN NEW;
                END IF;
                PERFORM FROM hubs_volunteer v, hubs_session s
                WHERE v.id = NEW.volunteer_id AND s.id = NEW.session_id
                    AND v.dbs_status = 'clear'
                    AND coalesce(v.left_on, 'infinity')
                        >= (s.ends_at AT TIME ZONE 'Europe/London')::date
                    AND v.dbs_due_on >= (s.ends_at AT TIME ZONE 'Europe/London')::date
                FOR SHARE;
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'This volunteer''s DBS check is not clear until then'
                        USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return str(self.user or self.volunteer)
