"""Requests for support."""

from datetime import UTC, datetime, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from familyhubs.database.actor import SystemActor
from familyhubs.uploads.actions import keep_file
from referrals import clocks

from .accounts import UserFactory
from .contact import ContactCardFactory
from .hubs import HubFactory
from .uploads import photo

RECEIVED = datetime(2026, 11, 2, 10, tzinfo=UTC)


class ReferralFactory(DjangoModelFactory):
    class Meta:
        model = "referrals.Referral"

    hub = factory.SubFactory(HubFactory)
    channel = "web"
    source = "1A"
    asker = "my_family"
    contact_name = "Ada Okafor"
    contact_card = factory.SubFactory(ContactCardFactory)
    story = "He does not sleep and I am so tired"
    happened_at = RECEIVED
    screen_due_at = datetime(2026, 11, 2, 14, tzinfo=UTC)
    decision_due_at = datetime(2026, 11, 3, 10, tzinfo=UTC)
    contact_due_at = factory.LazyAttribute(
        lambda row: clocks.contact_due(
            row.happened_at, red=bool(getattr(row, "safety_flags", False))
        )
    )


class ReferralPersonFactory(DjangoModelFactory):
    class Meta:
        model = "referrals.ReferralPerson"

    referral = factory.SubFactory(ReferralFactory)
    full_name = "Tobi Okafor"
    is_child = True


class AskedAloneFactory(DjangoModelFactory):
    """A young person's own request, with the one who asks."""

    class Meta:
        model = "referrals.AskedAlone"
        skip_postgeneration_save = True

    referral = factory.SubFactory(
        ReferralFactory, asker="young", source="1C", contact_name="Zara", story="I cannot sleep"
    )
    at_home = "nobody"

    @factory.post_generation
    def person(self, create, extracted, **kwargs):
        if extracted is False:
            return
        ReferralPersonFactory(referral=self.referral, full_name="Zara Khan", is_contact=True)


class ConcernFactory(DjangoModelFactory):
    class Meta:
        model = "referrals.Concern"

    hub = factory.SubFactory(HubFactory)
    raised_by = factory.SubFactory(UserFactory)
    raised_at = RECEIVED
    who = "Tobi, aged 5"
    what = "A bruise on his arm"
    is_now = "no"
    family_knows = "no"
    due_at = datetime(2026, 11, 2, 14, tzinfo=UTC)


class RequestFileFactory(DjangoModelFactory):
    class Meta:
        model = "referrals.RequestFile"

    referral = factory.SubFactory(ReferralFactory)
    file = factory.LazyFunction(lambda: keep_file(photo(), by=SystemActor.PUBLIC))


class OutcomeNoticeFactory(DjangoModelFactory):
    class Meta:
        model = "referrals.OutcomeNotice"

    referral = factory.SubFactory(
        ReferralFactory,
        channel="professional",
        source="2A",
        agency="Mill Lane School",
        agreement="agrees",
        status="decided",
        decision="iag",
        decision_reason="They know the sleep clinic now",
        decided_at=RECEIVED + timedelta(days=1),
        decided_by=factory.SubFactory(UserFactory),
    )
    words = "Thank you for referring this family."
    due_at = RECEIVED + timedelta(days=4)


class ProfessionalDraftFactory(DjangoModelFactory):
    class Meta:
        model = "referrals.ProfessionalDraft"

    owner = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=28))


class EnquiryFactory(DjangoModelFactory):
    class Meta:
        model = "referrals.Enquiry"

    hub = factory.SubFactory(HubFactory)
    topic = "debt"
    did = "answered"
    channel = "desk"
    happened_at = RECEIVED
    taken_by = factory.SubFactory(UserFactory)


class WalkInFactory(DjangoModelFactory):
    """Somebody who came today, a moment ago."""

    class Meta:
        model = "referrals.WalkIn"

    hub = factory.SubFactory(HubFactory)
    day = factory.LazyFunction(timezone.localdate)
    number = factory.Sequence(lambda n: n + 1)
    first_name = "Ada"
    about = "Letters"
    came_at = factory.LazyFunction(timezone.now)
    taken_by = factory.SubFactory(UserFactory)


class ProfessionalReferralFactory(DjangoModelFactory):
    class Meta:
        model = "referrals.ProfessionalReferral"

    referral = factory.SubFactory(
        ReferralFactory, channel="professional", source="2A", agency="Mill Lane School"
    )
    agency_kind = "school"
    relation = "Class teacher"
    who_agreed = "Both parents"


class ChatFactory(DjangoModelFactory):
    """A family that waits in the chat, with what it wrote first."""

    class Meta:
        model = "referrals.Chat"
        skip_postgeneration_save = True

    state = "waiting"
    name = "Ada"
    opened_at = factory.LazyFunction(timezone.now)
    family_seen_at = factory.SelfAttribute("opened_at")
    waits_since = factory.Maybe(
        factory.LazyAttribute(lambda chat: chat.state == "waiting"),
        factory.SelfAttribute("opened_at"),
    )
    held_at = factory.Maybe("held_by", factory.LazyFunction(timezone.now))
    staff_seen_at = factory.Maybe("held_by", factory.LazyFunction(timezone.now))

    @factory.post_generation
    def words(self, create, words, **kwargs):
        """An ended one says what it said before its end."""
        if self.state != "ended":
            ChatLineFactory(chat=self, words=words or "He does not sleep")
            self.refresh_from_db()


class ChatLineFactory(DjangoModelFactory):
    class Meta:
        model = "referrals.ChatLine"

    chat = factory.SubFactory(ChatFactory)
    side = "family"
    words = "He does not sleep"


def question(**values):
    """A question to a hub that waits for its answer."""
    now = timezone.now()
    beside = {"opened_at": now, "asked_at": now, "answer_due_at": now + timedelta(days=1)}
    values = beside | {"hub": values.get("hub") or HubFactory()} | values
    return ChatFactory(state="asked", way="look", **values)


def ended_chat(by, **values):
    """A chat that this person had and that is over."""
    now = timezone.now()
    values = {"ended_because": "staff", "opened_at": now, "ended_at": now} | values
    return ChatFactory(state="ended", held_by=by, **values)
