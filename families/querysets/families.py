"""Which families: the one door to the record, and ways to find among them.

`visible_to` is a plain filter that can be locked, counted, paged and searched; `with_grounds` says
of one family, with the same conditions, why it is visible.
"""

from functools import partial, reduce
from itertools import chain
from operator import or_

from django.db.models import Prefetch, Q, Value

from familyhubs.database.sealed import any_of, written
from familyhubs.records import RecordQuerySet
from familyhubs.references import read_reference
from familyhubs.requests import worked_out_once

from ..sharing import SEES, Ground
from .bars import barred_families, families_barred_to
from .door import NO_ROW, rows
from .grounds import EVERY, Opened, of, opened_to
from .keys import meant


class FamilyQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Every family this user may know exists; the only door to this table."""
        return self.visible_by(user, *SEES)

    def visible_by(self, user, *grounds):
        """The families that one of these grounds opens to this user, less the barred ones."""
        opened = self._opened_by(user, grounds)
        if not any(opened):
            return self.filter(NO_ROW)
        return self.filter(opened.condition).not_barred_to(user)

    def ids_visible_by(self, user, *grounds):
        """The ids of `visible_by` over all families, for the `family__in` of other tables."""
        opened = self._opened_by(user, grounds)
        if not opened.row:
            return any_of(opened.ids, but_not=barred_families(user))
        # Many rows: as one scan of families, whose size the database guesses better than a union's.
        return any_of(written(rows(self, "Family").visible_by(user, *grounds).values("pk")))

    def with_grounds(self, user, pk, *, oversight=False):
        """This family, where it is visible, with a flag `by_<ground>` for every one that holds.

        Its own rows alone are asked: over all families of a partner each ground is a long search.
        `oversight`: for the pages of agreements and logs, which are open of any family (A7).
        """
        opened = opened_to(user, family=pk)
        if not oversight:
            opened = {ground: found for ground, found in opened.items() if ground in SEES}
        if not opened:
            return self.filter(NO_ROW)
        flags = {
            f"by_{ground}": Value(True) if found == EVERY else found.condition
            for ground, found in opened.items()
        }
        found = reduce(or_, (found.condition for found in opened.values()))
        return (
            self.filter(found, pk=pk)
            .not_barred_to(user)
            .annotate(grounds_of=Value(str(user.pk)), **flags)
        )

    def ordinary(self):
        """Families that searches, forms and referrers may come upon (access.md section 6)."""
        return self.filter(is_restricted=False)

    def restricted(self):
        return self.filter(is_restricted=True)

    def matching_words(self, text, user):
        """Of visible families: by name, reference, or the name of a member this user may see."""
        named = rows(self, "FamilyMember").current()
        named = named.filter(person__in=rows(self, "Person").named_like(text))
        if not user.organisation.is_council:
            led = rows(self, "Involvement").current().filter(user=user, role="lead")
            led = led.values("family")
            named = named.filter(Q(family__in=led) | named.is_covered_for(user.organisation))
        families = rows(self, "Family")
        called = families.filter(name__icontains=text).values("pk")
        referenced = families.filter(reference=read_reference(text, "FH")).values("pk")
        return self.filter(pk__in=any_of(written(called, referenced) + of(named)))

    def candidates(self, people, postcode="", *, most):
        """Families of those who share keys with somebody asked about, the likeliest first.

        For matching only: it asks nobody's leave, so its rows never go on a page as they are.
        """
        asked = rows(self, "PersonKeys").asked(people, postcode)
        return list(self.raw(*meant(asked, most))) if asked else []

    def not_barred_to(self, user):
        """Less those this person is connected to."""
        return self.exclude(pk__in=families_barred_to(user))

    def for_list(self, user):
        """Visible ones with what a line of the list shows: the lead, and whom this user may see."""
        members = rows(self, "FamilyMember").current().of_seen_families(user)
        members = members.select_related("person").order_by("role", "pk")
        members = members.only("family", "role", "person__full_name", "person__known_as")
        leads = rows(self, "Involvement").current().leads().select_related("user")
        leads = leads.only("family", "user__full_name")
        families = self.select_related("hub").only(
            "name", "reference", "is_restricted", "hub__name", "hub__public_name"
        )
        return families.prefetch_related(
            Prefetch("members", members, "shown"), Prefetch("involvements", leads, "leads_now")
        )

    def _opened_by(self, user, grounds):
        opened = dict(self._opened(user))
        # What opens no family beyond another ground's need not be searched as well.
        if Ground.MANAGER in grounds:
            opened.pop(Ground.LEADS_MANAGER, None)
        if Ground.WORKER in grounds and Ground.WORKER in opened:
            opened.pop(Ground.LEAD, None)
        asked = [opened[ground] for ground in grounds if ground in opened]
        if EVERY in asked:
            return EVERY
        row = reduce(or_, (one.row for one in asked), Q())
        return Opened([*chain(*(one.ids for one in asked))], row)

    def _opened(self, user):
        """Ground → what it opens of all families, for the grounds this user can have."""
        return worked_out_once(("opened", user.pk), partial(opened_to, user))
