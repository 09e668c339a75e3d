"""Which checks hold."""

from familyhubs.records import RecordQuerySet

from .catalogue import digest_of
from .groups import GROUPS


class LanguageCheckQuerySet(RecordQuerySet):
    def standing(self):
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)

    def checked_groups(self, code):
        """The groups whose words, as they are now, a person has checked in this language."""
        said = self.standing().filter(language=code).values_list("group", "digest")
        return {
            group for group, digest in said if group in GROUPS and digest == digest_of(group, code)
        }
