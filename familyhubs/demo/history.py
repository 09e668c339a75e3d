"""One invented family's story, from its first request to today, as rows for COPY.

About 54 in 100 families do better within six months, 36 stay the same and 10 do worse, as in the
network that the Children's Commissioner described (R099).
"""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from families.models import Agreement, Family, FamilyMember, Involvement, Person, TimelineEntry
from familyhubs.contact.models import ContactCard
from familyhubs.references import new_reference
from referrals.models import Referral, ReferralNeed, ReferralPerson

from . import names, words
from .help import Help
from .kin import Kin, live_together

LONDON = ZoneInfo("Europe/London")
YEARS = 5
GROWTH = 1.15  # Above 1: each year somewhat more families ask than in the year before.
# More ask in autumn and after Christmas, few in the summer holidays.
BY_MONTH = (12, 10, 10, 7, 9, 8, 5, 3, 14, 12, 11, 6)
CHANNELS = {"web": 40, "phone": 20, "walk_in": 12, "professional": 22, "paper": 3, "email": 3}
SOURCES = {
    "web": ("1A", "1A", "1C"),
    "phone": ("1A", "1A", "1B"),
    "walk_in": ("1A",),
    "professional": ("2A", "2A", "3B", "8"),
    "paper": ("1A",),
    "email": ("1A", "3B"),
}


def asked_again(day):
    """Each year on the day: the next time that is still to come."""
    year = timedelta(days=365)
    return day + year * (1 + (timezone.localdate() - day) // year)


class History:
    """Writes families' stories into tables; the same seed tells the same stories."""

    def __init__(self, tables, *, staff, hubs, postcodes, random, now):
        self.tables, self.staff, self.hubs, self.now = tables, staff, hubs, now
        self.postcodes, self.random = postcodes, random
        self.help = Help(self)
        self.kin = Kin(tables)

    def tell(self):
        """One family's whole story."""
        random = self.random
        hub = random.choice(self.hubs)
        asked_at = self.first_day()
        postcode = random.choice(self.postcodes[hub.pk])
        last_name = random.choice(names.LAST)
        family = self.tables[Family].add(
            name=last_name,
            reference=new_reference("FH"),
            hub=hub,
            postcode=postcode.postcode,
            ward=postcode.ward_id,
            lsoa=postcode.lsoa_id,
            first_known_at=asked_at,
            is_restricted=random.random() < 0.01,
        )
        people = self.people(family, last_name, asked_at)
        self.kin.tell(family, last_name, postcode, people, asked_at)
        themes = random.sample(words.THEMES, random.choice((1, 1, 2, 2, 3)))
        accepted = random.random() < 0.72
        self.request(family, hub, postcode, people, themes, asked_at, accepted)
        if accepted:
            partners = self.agreements(family, people, asked_at)
            self.help.give(family, hub, people, themes, asked_at, partners)
        return family

    def first_day(self):
        """A working moment in the last five years, as busy as that month usually is."""
        while True:
            back = 365 * YEARS * self.random.random() ** GROWTH
            day = self.now - timedelta(days=2 + back)
            if day.weekday() < 5 and self.random.random() * max(BY_MONTH) < BY_MONTH[day.month - 1]:
                return self.at_work(day)

    def at_work(self, moment):
        """The same day, in working hours."""
        local = moment.astimezone(LONDON)
        hour, minute = self.random.randint(9, 16), self.random.randint(0, 59)
        worked = datetime(local.year, local.month, local.day, hour, minute, tzinfo=LONDON)
        return min(worked, self.now)

    def people(self, family, last_name, since):
        """Their mother or father, often both, and one to four children."""
        random = self.random
        parents = [random.choice((*names.FIRST_WOMEN, random.choice(names.FIRST_MEN)))]
        if random.random() < 0.6:
            parents.append(random.choice(names.FIRST_MEN))
        found = []
        for at, first in enumerate(parents):
            born = since - timedelta(days=random.randint(365 * 19, 365 * 44))
            here = at == 0 or live_together(last_name, since)
            found.append(
                self.person(family, f"{first} {last_name}", "parent", born, at == 0, here=here)
            )
        for _ in range(random.choice((1, 1, 2, 2, 2, 3, 4))):
            born = since - timedelta(days=random.randint(30, 365 * 16))
            name = f"{random.choice(names.FIRST_CHILDREN)} {last_name}"
            found.append(self.person(family, name, "child", born, False))
        return found

    def person(self, family, full_name, role, born, reachable, *, here=True):
        card = self.contact_card() if reachable else None
        person = self.tables[Person].add(
            full_name=full_name, born_on=born.date(), contact_card=card
        )
        self.tables[FamilyMember].add(
            family=family,
            person=person,
            role=role,
            lives_with=here,
            starts_at=born,
            has_parental_responsibility=role == "parent" or None,
        )
        return person, full_name, role, born.date()

    def contact_card(self):
        by_text = self.random.random() < 0.5
        return self.tables[ContactCard].add(
            phone=f"07700 900{self.random.randint(0, 999):03d}",
            preferred="text" if by_text else "call",
            may_text=by_text,
            may_call=True,
            may_voicemail=self.random.random() < 0.6,
            good_times=self.random.choice(("", "After 1 pm", "Mornings", "After school run")),
            checked_at=self.now,
        )

    def request(self, family, hub, postcode, people, themes, asked_at, accepted):
        """The request as it was told, and its decision a day or two later."""
        random = self.random
        channel = random.choices(list(CHANNELS), CHANNELS.values())[0]
        source = random.randrange(len(SOURCES[channel]))
        referrer = self.staff.partners[source] if channel == "professional" else None
        decided_at = self.at_work(asked_at + timedelta(days=random.choice((0, 1, 1, 1, 2, 4))))
        decided_at = max(decided_at, asked_at)
        referral = self.tables[Referral].add(
            reference=new_reference("ASK"),
            hub=hub,
            channel=channel,
            source=SOURCES[channel][source],
            referrer=referrer,
            referrer_organisation=referrer and referrer.organisation,
            asker="my_family",
            contact_name=people[0][1],
            contact_card=self.contact_card(),
            story=themes[0][2],
            postcode=postcode.postcode,
            ward=postcode.ward_id,
            happened_at=asked_at,
            recorded_at=asked_at,
            screen_due_at=asked_at + timedelta(hours=4),
            decision_due_at=asked_at + timedelta(days=1),
            screened_at=asked_at,
            screened_by=self.staff.triage[hub.pk],
            status="decided",
            decided_at=decided_at,
            decided_by=self.staff.triage[hub.pk],
            family=family if accepted else None,
            **self.decision(accepted),
        )
        for _person, name, role, born in people:
            self.tables[ReferralPerson].add(
                referral=referral, full_name=name, is_child=role == "child", born_on=born
            )
        for topic, need, *_ in themes:
            self.tables[ReferralNeed].add(referral=referral, topic=topic, need=need)
        self.entry(family, "request", "Asked for support", asked_at, source_id=referral)

    def decision(self, accepted):
        if accepted:
            return {"decision": "eha", "level": self.random.choices((2, 3, 4), (45, 40, 15))[0]}
        if self.random.random() < 0.7:
            return {"decision": "iag", "decision_reason": self.random.choice(words.ADVICE)}
        return {
            "decision": self.random.choice(("nfa_not_contactable", "nfa_declined")),
            "decision_reason": self.random.choice(words.DECLINED),
        }

    def agreements(self, family, people, at):
        """Everybody agrees to help, half share with an organisation; gives whose people join in."""
        joining = set()
        partner = self.random.choice(self.staff.partners)
        giver = people[0][0]
        review = asked_again(at.date())
        for person, _name, role, _born in people:
            is_child = role == "child"
            shared = {"family": family, "person": person, "review_due_on": review}
            shared |= {"given_by": giver if is_child else person, "method": "signature"}
            shared["capacity"] = "parent" if is_child else "self"
            self.tables[Agreement].add(purpose="support", status="given", starts_at=at, **shared)
            if self.random.random() < 0.5:
                agrees = self.random.random() < 0.9
                self.tables[Agreement].add(
                    purpose="share",
                    organisation=partner.organisation,
                    status="given" if agrees else "declined",
                    starts_at=at,
                    **shared,
                )
                joining |= {partner} if agrees else set()
        return joining

    def entry(self, family, kind, summary, at, *, author=None, about=(), **values):
        """One line of the family's timeline."""
        row = self.tables[TimelineEntry].add(
            id=uuid4(),
            family=family,
            kind=kind,
            summary=summary,
            happened_at=at,
            recorded_at=at,
            author=author,
            organisation=author.organisation_id if author else None,
            **values,
        )
        for person in about:
            self.tables[TimelineEntry.about.through].add(timelineentry_id=row, person_id=person)

    def involve(self, family, user, role, start, end=None, reason=""):
        self.tables[Involvement].add(
            family=family, user=user, role=role, starts_at=start, ends_at=end, end_reason=reason
        )
