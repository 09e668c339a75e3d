"""The whole offer of a hub's area, by topic (R026): one statement, which finds the offer once."""

from dataclasses import dataclass, field

from ..models import Topic
from .search import offer_of
from .statements import asked

# A service stands under the group of each of its topics, and in a group once.
OFFER = """
WITH offer AS MATERIALIZED ({offer}),
chosen AS (SELECT id, name FROM offer {about})
(SELECT 0 AS part, id, 0 AS many, name FROM chosen ORDER BY name, id {page})
UNION ALL
SELECT 1, topic.parent_id, count(DISTINCT offer.id), NULL
FROM offer JOIN hubs_service_topics AS link ON link.service_id = offer.id
JOIN hubs_topic AS topic ON topic.id = link.topic_id
WHERE topic.parent_id IS NOT NULL GROUP BY topic.parent_id
UNION ALL
SELECT 2, NULL, count(*), NULL FROM chosen
ORDER BY part, name, id
"""
ABOUT = """
WHERE id IN (
    SELECT link.service_id FROM hubs_service_topics AS link
    JOIN hubs_topic AS topic ON topic.id = link.topic_id WHERE %s IN (topic.id, topic.parent_id)
)
"""


@dataclass
class Offer:
    """How many of the chosen topic there are, the ids of one page, and each topic with `count`."""

    count: int = 0
    ids: list = field(default_factory=list)
    topics: list = field(default_factory=list)
    chosen: Topic | None = None


def offer_in(hub, topic, page):
    """What a hub's area has; of a topic alone where one of its groups is named, else of all."""
    groups = list(Topic.objects.filter(parent=None))
    chosen = next((one for one in groups if one.code == topic), None)
    lines = asked(
        OFFER,
        offer=offer_of(hub).order_by().values("id", "name"),
        about=(ABOUT, (chosen.pk,)) if chosen else ("", ()),
        page=("LIMIT %s OFFSET %s", (page.stop - page.start, page.start)),
    )
    counts = {pk: many for part, pk, many, _name in lines if part == 1}
    for group in groups:
        group.count = counts.get(group.pk, 0)
    if chosen and not chosen.count:
        return offer_in(hub, "", page)
    return Offer(
        lines[-1][2],
        [pk for part, pk, _many, _name in lines if part == 0],
        [group for group in groups if group.count],
        chosen,
    )
