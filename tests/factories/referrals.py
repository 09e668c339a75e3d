"""Requests for support."""

from datetime import UTC, datetime, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from .accounts import UserFactory
from .contact import ContactCardFactory
from .hubs import HubFactory

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


class ReferralPersonFactory(DjangoModelFactory):
    class Meta:
        model = "referrals.ReferralPerson"

    referral = factory.SubFactory(ReferralFactory)
    full_name = "Tobi Okafor"
    is_child = True


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


class ProfessionalReferralFactory(DjangoModelFactory):
    class Meta:
        model = "referrals.ProfessionalReferral"

    referral = factory.SubFactory(
        ReferralFactory, channel="professional", source="2A", agency="Mill Lane School"
    )
    agency_kind = "school"
    relation = "Class teacher"
    who_agreed = "Both parents"
