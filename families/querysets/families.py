"""Which families: the one door to the record, and ways to find among them.

`visible_to` is a plain filter that can be locked, counted, paged and searched; `with_grounds` says
of one family, with the same conditions, why it is visible.
"""

from functools import partial, reduce
from itertools import chain
from operator import or_

from django.db.models import Exists, IntegerField, OuterRef, Prefetch, Q, Value
from django.db.models.expressions import RawSQL

from familyhubs.contact.reach import asked_keys
from familyhubs.database.sealed import any_of, written
from familyhubs.paging import FEW
from familyhubs.records import RecordQuerySet
from familyhubs.references import read_reference
from familyhubs.refusals import Refused
from familyhubs.requests import worked_out_once
from hubs.models import Hub

from ..matching import Facts
from ..sharing import SEES, Ground
from ..typed_facts import read_facts
from .bars import barred_families, families_barred_to
from .door import NO_ROW, rows
from .grounds import EVERY, Opened, opened_to
from .keys import meant
from .search import MANY, Sight, likeliest, reasons


def stayed(pk=None, called=""):
    """The id of the record that another was merged into; it opens nothing by itself."""
    return RawSQL("families_stayed(%s, %s)", [pk, called])


class FamilyQuerySet(RecordQuerySet):
    def lock(self, record):
        """As any row, to write on it; one that was merged into another is read only (R065)."""
        family = super().lock(record)
        if family.merged_into_id is not None:
            raise Refused("This record was merged into another. Use the record that stayed.")
        return family

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

    def opened_rows(self, user, *grounds):
        """The same as a condition on rows of families; where every one is open, without a search.

        Oversight opens agreements of families whose own row stays shut (A7).
        """
        if self._opened_by(user, grounds) == EVERY:
            return ~Q(family__in=families_barred_to(user))
        return Q(family__in=self.ids_visible_by(user, *grounds))

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

    def with_disputes(self):
        """Each with `has_disputes`: where nobody disputes anything a page need not ask what."""
        disputes = self.model.disputes.rel.related_model.objects
        return self.annotate(has_disputes=Exists(disputes.filter(family=OuterRef("pk"))))

    def grounds_of_each(self, users, pk):
        """The grounds by which each of these people sees this family, in one statement."""
        flags = [f"by_{ground}" for ground in Ground]
        asked = []
        for user in users:
            found = self.with_grounds(user, pk)
            known = found.query.annotations
            if "grounds_of" in known:
                missing = {flag: Value(False) for flag in flags if flag not in known}
                asked.append(found.annotate(**missing).values_list("grounds_of", *flags))
        if not asked:
            return {}
        rows = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
        return {
            who: frozenset(g for g, holds in zip(Ground, held, strict=True) if holds)
            for who, *held in rows
        }

    def stayed_instead(self, user, pk):
        """The record that stayed, where this one was merged into it and the user sees that one."""
        return self.visible_to(user).filter(pk=stayed(pk)).first()

    def ordinary(self):
        """Families that searches, forms and referrers may come upon (access.md section 6)."""
        return self.filter(is_restricted=False)

    def restricted(self):
        return self.filter(is_restricted=True)

    def likeliest(self, text, user, *, hub=None, only_restricted=False):
        """Of these visible ones those meant by a name or by plain facts in one line.

        With how many: at most search.MOST, the likeliest first by their `place`. They are found by
        members this user may see alone; no other family takes part (access.md 6).
        """
        typed = read_facts(text)
        if reference := typed["reference"] or read_reference(text, "FH"):
            named = Q(reference=reference) | Q(pk=stayed(called=reference))
            return self._in_this_order(self.filter(named, merged_into=None)._ids())
        about = Facts(typed["name"], typed["born_on"], typed["postcode"])
        # Ways of contact are the council's own workers' to read, and to ask by.
        council = user.organisation.is_council
        reach = asked_keys(typed["phone"], typed["email"]) if council else ()
        asked = rows(self, "PersonKeys").asked([about], about.postcode, reach)
        if not asked:
            return self._in_this_order([])
        families = self.filter(hub=hub) if hub else self
        families = families.restricted() if only_restricted else families
        meant = likeliest(
            reasons(asked, about.name),
            families._sight_of(user, hub),
            words=asked["names"][0] if asked["names"] else "",
            only_restricted=only_restricted,
        )
        # Whatever the function was told: what it gave passes this door.
        seen = set(families.filter(pk__in=_these(meant))._ids())
        return self._in_this_order([pk for pk in meant if pk in seen])

    def _in_this_order(self, ids):
        place = RawSQL("array_position(%s::uuid[], families_family.id)", [ids], IntegerField())
        found = rows(self, "Family").filter(pk__in=_these(ids))
        return found.annotate(place=place), len(ids)

    def _sight_of(self, user, hub):
        """These families one by one where they are few, else what the user's grounds open."""
        council = user.organisation.is_council
        few = self._ids(FEW + 1 if council else MANY)
        if not council:
            seen = rows(self, "FamilyMember").current().visible_to(user)
            people = seen.filter(family__in=few).values_list("person", flat=True)
            return Sight(among=few, people=list(people))
        if len(few) <= FEW:
            return Sight(among=few)
        opened = self._opened_by(user, Ground)
        families = rows(self, "Family")
        barred = families.filter(pk__in=families_barred_to(user))._ids()
        if opened == EVERY:
            return Sight(hubs=[hub.pk] if hub else None, restricted_too=True, barred=barred)
        whole = families.filter(opened.row, hub=OuterRef("pk")) if opened.row else families.none()
        hubs = Hub.objects.filter(Exists(whole), **({"pk": hub.pk} if hub else {}))
        singly = families.filter(pk__in=any_of(opened.ids)) if opened.ids else families.none()
        hubs = list(hubs.values_list("pk", flat=True))
        return Sight(among=singly._ids(MANY), hubs=hubs, barred=barred)

    def _ids(self, most=None):
        return list(self.order_by().values_list("pk", flat=True)[:most])

    def candidates(self, people, postcode="", *, most, reach=()):
        """Families of those who share keys with somebody asked about, the likeliest first.

        For matching only: it asks nobody's leave, so its rows never go on a page as they are.
        """
        asked = rows(self, "PersonKeys").asked(people, postcode, reach)
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


def _these(ids):
    return RawSQL("SELECT unnest(%s::uuid[])", [ids])
