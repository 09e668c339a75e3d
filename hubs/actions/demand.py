"""Searches that found nothing are counted, for those who plan the offer."""

from django.db import connection
from django.utils import timezone

# One statement: of many at the same moment each is counted.
COUNT_ONE_MORE = """
    INSERT INTO hubs_unmetsearch (month, outward, topic_id, times)
    SELECT %s, %s, (SELECT id FROM hubs_topic WHERE code = %s), 1
    ON CONFLICT (month, outward, topic_id) DO UPDATE SET times = hubs_unmetsearch.times + 1
"""


def count_unmet(*, outward, topic, by):
    """Nothing was found near this half of a postcode about this topic (its code); no words."""
    month = timezone.localdate().replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE_MORE, [month, outward, topic])
