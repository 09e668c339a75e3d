"""Who is getting ready for an online group, and who of them its leader hears of (R087)."""

from .bars import families_barred_to
from .held import HeldQuerySet


class OnlineQuerySet(HeldQuerySet):
    def for_leader(self, session, leader):
        """Those expected at a session, by name (access.md A9).

        Nobody of a hidden family, or of one that this leader is barred from (section 2).
        """
        rows = self.current().filter(activity=session.activity_id, family__is_restricted=False)
        return rows.exclude(family__in=families_barred_to(leader))
