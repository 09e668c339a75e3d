"""Until when a family's record is kept, and why: in words, for whoever reads it."""

from django.db import connection
from django.utils import timezone

from .due import LEVEL, SINCE
from .models import in_words

KEPT = f"""
SELECT since.day, since.unknown, since.has_children, r.months, {LEVEL} >= 5,
    keeping_is_held(r.id, f.id)
FROM families_family f CROSS JOIN keeping_rule r
CROSS JOIN LATERAL ({SINCE.replace("%(months)s", "r.months")}) since
WHERE f.id = %s AND r.code = 'family'
"""


def kept_until(family):
    """When the record is due for review and what holds it back; one query, of what one may see."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, [family.pk])
        day, unknown, has_children, months, social_care, held = cursor.fetchone()
    begins = "the youngest child’s birth" if has_children else "the last thing that happened"
    said = [] if unknown else [f"{_when(day)}: {in_words(months)} after {begins}."]
    if unknown:
        said.append("No day is known: a child has neither a date of birth nor a due date.")
    if social_care:
        said.append("Stepped up to social care, which keeps this record.")
    if held:
        said.append("A legal hold keeps it until the hold ends.")
    return " ".join(said)


def _when(day):
    if day > timezone.localdate():
        return f"Until {day:%B %Y}"
    return f"Due since {day:%B %Y}, once nothing has happened for a year"
