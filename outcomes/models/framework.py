"""The outcomes framework: ten headings and the needs under them, as data (domain.md 2.1, 2.4)."""

from django.db import models


class Heading(models.Model):
    """One headline outcome of the framework."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}. {self.name}"


class Need(models.Model):
    """One need or sub-outcome, by code; never deleted."""

    code = models.CharField(max_length=6, primary_key=True)
    heading = models.ForeignKey(Heading, models.PROTECT, related_name="needs")
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    active_from = models.DateField()
    active_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return f"{self.code} {self.name}"
