"""Which sessions somebody came to: said here alone, never at the door (R012, R015)."""

from django.conf import settings
from django.db import models

from familyhubs.audit.history import tracked
from familyhubs.records import Record
from hubs.models import SessionMode

from ..querysets import AttendanceQuerySet
from .people import Family, Person


@tracked
class Attendance(Record):
    """A person of a family came to a session, in which mode. The door counts heads by itself."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    session = models.ForeignKey("hubs.Session", models.PROTECT, related_name="+")
    mode = models.CharField(max_length=10, choices=SessionMode)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="family_attendance_in_a_known_mode",
                condition=models.Q(mode__in=SessionMode.values),
            ),
            models.UniqueConstraint(
                fields=["family", "person", "session"], name="family_attendance_once"
            ),
        ]

    def __str__(self):
        return f"{self.person_id} at {self.session_id}"
