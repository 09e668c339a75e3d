"""Words as families type them: found as they are, or, where nothing has them, by their letters."""

import re
import unicodedata

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Concat

from ..models import Service, Topic

LONGEST = 100
MOST = 6
# The same words as the index `activity_by_words`.
SAID_OF_AN_ACTIVITY = SearchVector("activity__name", "activity__description", config="english")

SAID_OF_A_TOPIC = Concat(
    "family_words", Value(" "), "name", Value(" "), "synonyms", output_field=TextField()
)


def plain(typed):
    """Small letters without accents, as services keep theirs."""
    text = unicodedata.normalize("NFKD", typed[:LONGEST].casefold())
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


def exactly(text):
    """All of these words, in any of their forms."""
    return SearchQuery(text, config="english", search_type="websearch")


def services_like(rows, text):
    """Services whose name, or a topic of theirs, has something like each of the words."""
    for word in _each(text):
        topics = Topic.objects.annotate(said=SAID_OF_A_TOPIC).filter(_like("said", word))
        about = Service.topics.through.objects.filter(topic__in=topics).values("service")
        close = _like("name", word) | Q(found__words=exactly(word)) | Q(pk__in=about)
        rows = rows.filter(close)
    return rows


def sessions_like(rows, text):
    """Sessions of activities whose name has something like each of the words."""
    for word in _each(text):
        rows = rows.filter(_like("activity__name", word))
    return rows


def _each(text):
    return re.findall(r"\w{3,}", text)[:MOST] or [text]


def _like(field, word):
    return Q(TrigramWordSimilar(F(field), Value(word)))
