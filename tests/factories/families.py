"""Families, people, work with them, and agreements."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from familyhubs.database.actor import SystemActor
from familyhubs.uploads.actions import keep_file

from .accounts import OrganisationFactory, UserFactory
from .hubs import LONG_AGO, HubFactory, ServiceFactory
from .uploads import photo
from .whats_on import SessionFactory


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = "families.Person"

    full_name = factory.Sequence(lambda n: f"Ada Okafor{n}")
    born_on = date(1990, 3, 27)


class ChildFactory(PersonFactory):
    full_name = factory.Sequence(lambda n: f"Tobi Okafor{n}")
    born_on = date(2021, 5, 14)


class FamilyFactory(DjangoModelFactory):
    class Meta:
        model = "families.Family"

    name = factory.Sequence(lambda n: f"Okafor{n}")
    hub = factory.SubFactory(HubFactory)
    first_known_at = LONG_AGO


class FamilyMemberFactory(DjangoModelFactory):
    class Meta:
        model = "families.FamilyMember"

    family = factory.SubFactory(FamilyFactory)
    person = factory.SubFactory(PersonFactory)
    role = "parent"
    starts_at = LONG_AGO


class InvolvementFactory(DjangoModelFactory):
    class Meta:
        model = "families.Involvement"

    family = factory.SubFactory(FamilyFactory)
    user = factory.SubFactory(UserFactory)
    role = "worker"
    starts_at = LONG_AGO


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = "families.Agreement"

    family = factory.SubFactory(FamilyFactory)
    person = factory.SubFactory(PersonFactory)
    purpose = "share"
    organisation = factory.SubFactory(OrganisationFactory)
    status = "given"
    starts_at = LONG_AGO


class SharingAgreementFactory(DjangoModelFactory):
    class Meta:
        model = "families.SharingAgreement"

    organisation = factory.SubFactory(OrganisationFactory)
    purposes = "Early help"
    review_due_on = date(2030, 1, 1)
    starts_at = LONG_AGO


class SharingDecisionFactory(DjangoModelFactory):
    class Meta:
        model = "families.SharingDecision"

    family = factory.SubFactory(FamilyFactory)
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    basis = "safeguarding"
    reason = "A worry that could not wait"
    items = "Name and date of birth"
    family_told = True
    decided_by = factory.SubFactory(UserFactory)
    review_due_on = date(2030, 1, 1)
    starts_at = LONG_AGO


class GrantFactory(DjangoModelFactory):
    class Meta:
        model = "families.Grant"

    family = factory.SubFactory(FamilyFactory)
    kind = "triage"
    starts_at = LONG_AGO


class ConflictFactory(DjangoModelFactory):
    class Meta:
        model = "families.ConflictOfInterest"

    family = factory.SubFactory(FamilyFactory)
    user = factory.SubFactory(UserFactory)
    declared_by = factory.SelfAttribute("user")
    starts_at = LONG_AGO


class TimelineEntryFactory(DjangoModelFactory):
    class Meta:
        model = "families.TimelineEntry"
        skip_postgeneration_save = True

    family = factory.SubFactory(FamilyFactory)
    happened_at = LONG_AGO
    kind = "note"
    summary = "Visited at home"


class NoteDraftFactory(DjangoModelFactory):
    class Meta:
        model = "families.NoteDraft"

    family = factory.SubFactory(FamilyFactory)
    author = factory.SubFactory(UserFactory)
    typed = '{"summary": ["Visited at home"], "kind": ["note"], "sensitivity": ["shared"]}'
    saved_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class WarningNoteFactory(DjangoModelFactory):
    """One about the address, without its reason."""

    class Meta:
        model = "families.WarningNote"

    family = factory.SubFactory(FamilyFactory)
    what_to_do = "Ring before you visit"
    owner = factory.SubFactory(UserFactory)
    review_on = date(2030, 1, 1)
    is_disclosed = True
    starts_at = LONG_AGO


class DocumentFactory(DjangoModelFactory):
    """A letter on the record."""

    class Meta:
        model = "families.Document"

    family = factory.SubFactory(FamilyFactory)
    entry = factory.SubFactory(
        TimelineEntryFactory, family=factory.SelfAttribute("..family"), kind="document"
    )
    file = factory.LazyFunction(lambda: keep_file(photo(), by=SystemActor.SETUP))
    kind = "letter"
    digest = "0" * 64


class ToDoFactory(DjangoModelFactory):
    class Meta:
        model = "families.ToDo"

    family = factory.SubFactory(FamilyFactory)
    kind = "call_family"
    due_at = datetime(2030, 1, 1, tzinfo=UTC)
    cause_id = factory.LazyFunction(uuid4)


class CrossReferralFactory(DjangoModelFactory):
    class Meta:
        model = "families.CrossReferral"

    family = factory.SubFactory(FamilyFactory)
    service = factory.SubFactory(ServiceFactory)
    organisation = factory.SelfAttribute("service.provider")
    reason = "Help with debts"
    sender = factory.SubFactory(UserFactory)
    happened_at = LONG_AGO


class AttendanceFactory(DjangoModelFactory):
    """Somebody of a family at a session of yesterday."""

    class Meta:
        model = "families.Attendance"

    family = factory.SubFactory(FamilyFactory)
    person = factory.SubFactory(PersonFactory)
    session = factory.SubFactory(
        SessionFactory,
        planned_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)),
    )
    mode = "in_person"
    noted_by = factory.SubFactory(UserFactory)
