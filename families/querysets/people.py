"""Which members and people."""

from django.db.models import Exists, F, Func, JSONField, OuterRef, Q
from django.db.models.expressions import RawSQL

from familyhubs.records import PeriodQuerySet, RecordQuerySet
from familyhubs.references import read_reference

from ..sharing import SEES
from .door import may_see_any_family, of_family, opened, rows, whole_grounds


class MemberQuerySet(PeriodQuerySet):
    def covered_for(self, organisation):
        """Members whom an agreement, or a decision without one, shows to this organisation."""
        return self.filter(self.is_covered_for(organisation))

    def is_covered_for(self, organisation):
        """The same as a condition on a member's row."""
        pair = {"family": OuterRef("family"), "person": OuterRef("person")}
        given = rows(self, "Agreement").in_force().filter(purpose="share", **pair)
        decided = rows(self, "SharingDecision").current().filter(**pair)
        return Q(Exists(given.filter(organisation=organisation))) | Q(
            Exists(decided.filter(organisation=organisation))
        )

    def visible_to(self, user, within=None):
        """All members under the council's grounds and a lead's; for a partner, the covered ones."""
        if not may_see_any_family(user):
            return self.none()
        whole = whole_grounds(user)
        seen = opened(user, whole, within)
        if not user.organisation.is_council:
            others = opened(user, SEES - whole, within)
            seen |= others & self.is_covered_for(user.organisation)
        return of_family(self, within).filter(seen)

    def of_seen_families(self, user):
        """Of families that this user read through their own door: what `visible_to` shows of them.

        A list asks who may see once, for the families (held by a property test).
        """
        if user.organisation.is_council:
            return self.all()
        led = opened(user, whole_grounds(user))
        return self.filter(led | self.is_covered_for(user.organisation))

    def to_invite(self):
        """Parents and carers who are invited: all of them, unless something was said (R080).

        Nobody who died, who is not safe or does not want it, or who must keep away from a member.
        """
        same = {"family": OuterRef("family")}
        answers = rows(self, "InviteAnswer").current().exclude(answer="yes")
        barred = rows(self, "ContactRestriction").current()
        barred = barred.filter(kind__in=["non_molestation", "no_contact"])
        return self.current().filter(
            ~Exists(answers.filter(person=OuterRef("person"), **same)),
            ~Exists(barred.filter(against=OuterRef("person"), **same)),
            role="parent",
            person__has_died=False,
        )

    def with_other_families(self):
        """Each with the other families they are in now: hub and lead, and no more (section 2)."""
        asked = Func(
            F("person"), F("family"), function="families_also_in", output_field=JSONField()
        )
        return self.annotate(also_in=asked)

    def by_facts(self, *, name, born_on=None, postcode="", reference=""):
        """Members who may go by this name and whom every other fact given fits; one at least."""
        facts = {
            "person__born_on": born_on,
            "family__postcode": postcode,
            "family__reference": reference and (read_reference(reference, "FH") or "-"),
        }
        given = {fact: value for fact, value in facts.items() if value}
        named = rows(self, "Person").named_like(name)
        return self.filter(person__in=named, **given) if given else self.none()


class PersonQuerySet(RecordQuerySet):
    def named_like(self, text):
        """People whose name holds these words, or nearly, of those who may be read.

        The index is asked past the policies, which could not use it: only ids come of it.
        """
        return self.filter(pk__in=RawSQL("SELECT families_people_named(%s)", [text.upper()]))
