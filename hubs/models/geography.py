"""Statistical areas, postcodes and populations, loaded from open data (domain.md 2.18)."""

from django.db import models
from django.db.models import Q


class AreaKind(models.TextChoices):
    """Kinds of statistical area the portal reports by."""

    LSOA = "lsoa", "Lower-layer Super Output Area"
    MSOA = "msoa", "Middle-layer Super Output Area"
    WARD = "ward", "Ward"
    COUNCIL = "council", "Council"


class Area(models.Model):
    """A statistical area by its official code; boundaries change, so each has a vintage."""

    code = models.CharField(max_length=9, primary_key=True)
    kind = models.CharField(max_length=10, choices=AreaKind)
    name = models.CharField(max_length=120)
    vintage = models.PositiveSmallIntegerField(null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True)
    outline = models.JSONField(
        null=True, blank=True, help_text="The boundary as a small map draws it (outlines.py)."
    )
    hub = models.ForeignKey(
        "hubs.Hub", models.SET_NULL, null=True, blank=True, related_name="areas"
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="area_code_is_nine_characters", condition=Q(code__regex=r"^[A-Z][0-9]{8}$")
            ),
            models.CheckConstraint(
                name="area_only_a_ward_has_a_hub", condition=Q(hub=None) | Q(kind="ward")
            ),
        ]
        indexes = [models.Index(fields=["kind", "name"], name="area_by_kind")]

    def __str__(self):
        return self.name


class Postcode(models.Model):
    """One live postcode: upper case, one space before the last three."""

    postcode = models.CharField(max_length=8, primary_key=True)
    ward = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    lsoa = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    msoa = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    council = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    longitude = models.FloatField()
    latitude = models.FloatField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="postcode_is_normal",
                condition=Q(postcode__regex=r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$"),
            ),
            models.CheckConstraint(
                name="postcode_is_on_the_globe",
                condition=Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
            ),
        ]

    def __str__(self):
        return self.postcode


class Population(models.Model):
    """How many people of one sex and single year of age live in an area at a date."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="populations")
    on = models.DateField()
    sex = models.CharField(
        max_length=7,
        choices=[("persons", "Persons"), ("females", "Females"), ("males", "Males")],
    )
    age = models.PositiveSmallIntegerField(help_text="Whole years; 90 stands for 90 and over.")
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "on", "sex", "age"], name="population_one_per_area_sex_age"
            ),
            models.CheckConstraint(name="population_age_to_90", condition=Q(age__lte=90)),
        ]


class Deprivation(models.Model):
    """How deprived a small area is in one edition of the indices: decile 1 is the most (R008).

    Editions are kept side by side: those of different years are not to be compared.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="deprivations")
    edition = models.PositiveSmallIntegerField(help_text="Its year.")
    decile = models.PositiveSmallIntegerField()
    rank = models.PositiveIntegerField(null=True, blank=True)
    score = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "edition"], name="deprivation_one_per_area_and_edition"
            ),
            models.CheckConstraint(
                name="deprivation_in_ten_parts", condition=Q(decile__range=(1, 10))
            ),
            models.CheckConstraint(
                name="deprivation_rank_from_one", condition=Q(rank=None) | Q(rank__gte=1)
            ),
        ]
