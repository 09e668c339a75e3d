"""Other names of a person: which are shown, and to whom."""

from django.db.models import Q
from django.db.models.functions import Upper

from ..sharing import KEEPERS
from .held import HeldQuerySet


class NameQuerySet(HeldQuerySet):
    def visible_to(self, user, within=None):
        """One that is not to be used is there for those who keep the record it was told in."""
        seen = super().visible_to(user, within)
        if seen.query.is_empty():
            return seen
        return seen.filter(Q(is_hidden=False) | self._told_here(user, within, KEEPERS))

    def findable(self):
        """Those by which a person may be found and told from others; a hidden one by nobody."""
        return self.filter(is_hidden=False).exclude(use="anonymous")

    def like(self, text):
        """Names that hold these words, or nearly: uses the trigram index."""
        named = self.annotate(upper_name=Upper("name"))
        words = text.upper()
        return named.filter(
            Q(upper_name__contains=words) | Q(upper_name__trigram_word_similar=words)
        )
