"""Who is getting ready for an online group, and who of them its leader hears of (R087)."""

from .held import HeldQuerySet


class OnlineQuerySet(HeldQuerySet):
    def for_leader(self, session):
        """Those expected at a session, by name (access.md A9); of a hidden family nobody."""
        return self.current().filter(activity=session.activity_id, family__is_restricted=False)
