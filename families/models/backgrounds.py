"""Special educational needs, languages and ethnicity, told for the work (domain.md 2.12, 2.13)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from familyhubs.audit.history import tracked
from familyhubs.records import Period
from hubs.languages import name_of

from ..backgrounds import CENSUS, Disability, Ethnicity, SendNeed, SendStage, SendStatus
from ..sharing import Part
from .held import Held
from .needs import once_at_a_time


def several(choices):
    return ArrayField(models.CharField(max_length=12, choices=choices), default=list, blank=True)


@tracked
class SendRecord(Held):
    """A child's special educational needs from one day on: a status with its codes, never a yes."""

    part = Part.BACKGROUND

    status = models.CharField(max_length=1, choices=SendStatus)
    stages = several(SendStage)
    need_types = several(SendNeed)
    disabilities = several(Disability)
    assessment_asked_on = models.DateField(null=True, blank=True)
    plan_issued_on = models.DateField(null=True, blank=True)
    plan_review_due_on = models.DateField(null=True, blank=True)

    class Meta(Held.Meta):
        constraints = [
            *Period.Meta.constraints,
            once_at_a_time("send_one_status_at_a_time"),
            models.CheckConstraint(
                name="send_of_known_codes",
                condition=Q(
                    status__in=SendStatus.values,
                    stages__contained_by=SendStage.values,
                    need_types__contained_by=SendNeed.values,
                    disabilities__contained_by=Disability.values,
                ),
            ),
            models.CheckConstraint(
                name="send_plan_has_the_dates",
                condition=Q(status="E") | Q(plan_issued_on=None, plan_review_due_on=None),
            ),
            models.CheckConstraint(
                name="send_plan_follows_its_assessment",
                condition=Q(plan_issued_on=None)
                | Q(assessment_asked_on=None)
                | Q(plan_issued_on__gte=F("assessment_asked_on")),
            ),
            models.CheckConstraint(
                name="send_no_disability_stands_alone",
                condition=~Q(disabilities__contains=["NONE"]) | Q(disabilities=["NONE"]),
            ),
        ]

    def __str__(self):
        return str(self.get_status_display())

    @property
    def stage_words(self):
        return [SendStage(one).label for one in self.stages]

    @property
    def need_words(self):
        return [SendNeed(one).label for one in self.need_types]

    @property
    def disability_words(self):
        return [Disability(one).label for one in self.disabilities]

    @property
    def is_review_overdue(self):
        due = self.plan_review_due_on
        return due is not None and due < timezone.localdate()


@tracked
class SpokenLanguage(Held):
    """A language that somebody speaks; one of them is the one they speak most."""

    part = Part.BACKGROUND

    language = models.CharField(max_length=3, help_text="ISO 639.")
    is_main = models.BooleanField(default=False)

    class Meta(Held.Meta):
        constraints = [
            *Period.Meta.constraints,
            once_at_a_time("language_once_at_a_time", "language"),
            models.UniqueConstraint(
                fields=["person", "family"],
                condition=Q(is_main=True, ends_at=None),
                name="language_one_is_the_main_one",
            ),
        ]

    def __str__(self):
        return name_of(self.language)


@tracked
class ToldEthnicity(Held):
    """The group somebody says they belong to, and how they say it themselves."""

    part = Part.BACKGROUND

    group = models.CharField(max_length=20, choices=Ethnicity)
    described = models.CharField(max_length=100, blank=True)
    census_code = models.CharField(max_length=4, help_text="For returns; as the family chose it.")

    class Meta(Held.Meta):
        constraints = [
            *Period.Meta.constraints,
            once_at_a_time("ethnicity_one_at_a_time"),
            models.CheckConstraint(
                name="ethnicity_of_a_known_group",
                condition=Q(
                    group__in=Ethnicity.values, census_code__in=sorted(set(CENSUS.values()))
                ),
            ),
        ]

    def __str__(self):
        return str(self.get_group_display())
