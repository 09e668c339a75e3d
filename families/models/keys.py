"""By what a person is found again, however the name was spelt."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from ..querysets.keys import KeysQuerySet
from .people import Person


class PersonKeys(models.Model):
    """What matching asks of a person, and no more: kept by triggers (migration 0014).

    Each key is a letter and a value: `w` the sound of one of the name's words, `o` of its only
    one, `p` of two of them in either order, `d` the birth date, `y` its year, `c` the postcode of
    a family of theirs, `s` its sector. `t` and `e` are keyed digests of a phone number and an
    e-mail address (familyhubs/contact/reach.py). Nobody reads them; functions give ids alone.
    """

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="+", editable=False
    )
    name = models.TextField(help_text="In capitals, without accents.")
    keys = ArrayField(models.TextField())

    objects = KeysQuerySet.as_manager()

    class Meta:
        indexes = [
            # Without a list of what is still to be added: each search would read it whole.
            GinIndex(
                fields=["keys", "name"],
                opclasses=["array_ops", "gin_trgm_ops"],
                fastupdate=False,
                name="person_by_keys",
            )
        ]

    def __str__(self):
        return self.name
