"""Communication and access needs: asked, recorded, flagged, met and reviewed (domain.md 2.14)."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.audit.history import tracked
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Period, Record
from hubs.languages import name_of
from hubs.models.staff import TsTzRange, as_one

from ..needs import NeedKind
from ..querysets import HeldQuerySet
from ..sharing import Part
from .held import Held


def once_at_a_time(name, *fields):
    """No two of these rows of one person, told in one record, at the same time."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            ("person", RangeOperators.EQUAL),
            (as_one("family", *fields), RangeOperators.EQUAL),
            (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
        ],
    )


@tracked
class NeedsAsked(Held):
    """Somebody was asked what they need, and this is what they answered; that it is nothing too."""

    part = Part.NEEDS

    has_none = models.BooleanField(default=False)
    words = EncryptedTextField(blank=True, default="", help_text="What helps, in their words.")
    review_due_on = models.DateField()

    class Meta(Held.Meta):
        constraints = [*Period.Meta.constraints, once_at_a_time("needs_asked_once_at_a_time")]

    @property
    def is_overdue(self):
        return self.review_due_on < timezone.localdate()


class StaffGender(models.TextChoices):
    """Whom they would rather have interpret for them."""

    FEMALE = "female", _("A woman")
    MALE = "male", _("A man")


@tracked
class PersonNeed(Held):
    """One thing that a person needs, with what must be known to meet it."""

    part = Part.NEEDS

    kind = models.CharField(max_length=14, choices=NeedKind)
    language = models.CharField(max_length=40, blank=True, help_text="A code, or the name itself.")
    dialect = models.CharField(max_length=60, blank=True)
    interpreter = models.CharField(max_length=6, choices=StaffGender, blank=True)
    details = models.CharField(max_length=200, blank=True, help_text="For example, 24 point.")

    class Meta(Held.Meta):
        constraints = [
            *Period.Meta.constraints,
            once_at_a_time("need_once_at_a_time", "kind"),
            models.CheckConstraint(
                name="need_of_a_known_kind", condition=Q(kind__in=NeedKind.values)
            ),
            models.CheckConstraint(
                name="need_of_an_interpreter_names_the_language",
                condition=(Q(kind="spoken") & ~Q(language=""))
                | (~Q(kind="spoken") & Q(language="", dialect="", interpreter="")),
            ),
        ]

    def __str__(self):
        return " ".join([str(self.get_kind_display()), self.more]).strip()

    @property
    def more(self):
        """What must be known to meet it, in words."""
        spoken = name_of(self.language) if len(self.language) <= 3 else self.language
        parts = [
            self.language and spoken,
            self.dialect,
            self.interpreter and str(self.get_interpreter_display()),
            self.details,
        ]
        said = ", ".join(part for part in parts if part)
        return f"({said})" if said else ""


@tracked
class NeedMet(Record):
    """Whether a need was met at one contact: what was said stays as it was said."""

    part = Part.NEEDS

    family = models.ForeignKey("families.Family", models.PROTECT, related_name="+")
    person = models.ForeignKey("families.Person", models.PROTECT, related_name="+")
    need = models.ForeignKey(PersonNeed, models.PROTECT, related_name="met")
    happened_at = models.DateTimeField()
    was_met = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = HeldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="need_not_met_says_why", condition=Q(was_met=True) | ~Q(words="")
            )
        ]
        triggers = [
            pgtrigger.Protect(name="stays_as_said", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
