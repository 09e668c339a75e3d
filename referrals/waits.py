"""How long requests waited, as the database works it out."""

from django.db.models import Aggregate, DurationField


class EightOfTen(Aggregate):
    """The value that 8 of 10 rows do not exceed."""

    template = "percentile_disc(0.8) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()
