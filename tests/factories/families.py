"""Families, people, work with them, and agreements."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from families.models import PriorityGroup
from familyhubs.database.actor import SystemActor
from familyhubs.uploads.actions import keep_file

from .accounts import OrganisationFactory, UserFactory
from .hubs import LONG_AGO, HubFactory, ServiceFactory, TeamFactory
from .uploads import photo
from .whats_on import SessionFactory


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = "families.Person"

    full_name = factory.Sequence(lambda n: f"Ada Okafor{n}")
    born_on = date(1990, 3, 27)
    has_died = factory.LazyAttribute(lambda person: getattr(person, "died_on", None) is not None)


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


class DeathFactory(DjangoModelFactory):
    """A grandmother's, in the family of her children's children."""

    class Meta:
        model = "families.Death"

    family = factory.SubFactory(FamilyFactory)
    person = factory.LazyAttribute(
        lambda death: (
            FamilyMemberFactory(
                family=death.family,
                role="other",
                person__has_died=True,
                ends_at=timezone.now(),
                end_reason="Died",
            ).person
        )
    )
    how_we_know = "family"
    recorded_by = factory.SubFactory(UserFactory)


class ContactFactory(DjangoModelFactory):
    """A call in which we spoke, with its line on the timeline."""

    class Meta:
        model = "families.Contact"

    family = factory.SubFactory(FamilyFactory)
    entry = factory.SubFactory(
        TimelineEntryFactory,
        family=factory.SelfAttribute("..family"),
        happened_at=factory.SelfAttribute("..happened_at"),
        author=factory.SelfAttribute("..made_by"),
        kind="contact",
    )
    way = "call"
    direction = "out"
    came_of = "spoke"
    made_by = factory.SubFactory(UserFactory)
    happened_at = LONG_AGO


class ObservationFactory(DjangoModelFactory):
    """Seen today to be in a priority group; `code` names which."""

    class Meta:
        model = "families.PriorityObservation"

    class Params:
        code = "P01"

    family = factory.SubFactory(FamilyFactory)
    group = factory.LazyAttribute(lambda o: PriorityGroup.objects.get(code=o.code))
    observed_on = factory.LazyFunction(timezone.localdate)
    observed_by = factory.SubFactory(UserFactory)
    basis = "family"


class RankingObjectionFactory(DjangoModelFactory):
    class Meta:
        model = "families.RankingObjection"

    family = factory.SubFactory(FamilyFactory)
    recorded_by = factory.SubFactory(UserFactory)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = "families.Invitation"

    family = factory.SubFactory(FamilyFactory)
    person = factory.SubFactory(PersonFactory)
    session = factory.SubFactory(SessionFactory)
    way = "message"
    invited_by = factory.SubFactory(UserFactory)
    invited_at = LONG_AGO


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


class HeldFactory(DjangoModelFactory):
    """Something held about a person of a family."""

    class Meta:
        abstract = True

    family = factory.SubFactory(FamilyFactory)
    person = factory.SubFactory(PersonFactory)
    source = "document"
    starts_at = LONG_AGO
    recorded_by = factory.SubFactory(UserFactory)


class IdentifierFactory(HeldFactory):
    class Meta:
        model = "families.PersonIdentifier"

    system = "nhs"
    value = "4010232137"


class NameFactory(HeldFactory):
    class Meta:
        model = "families.PersonName"

    use = "old"
    name = "Ada Nwosu"


class NeedFactory(HeldFactory):
    class Meta:
        model = "families.PersonNeed"

    kind = "large_print"
    details = "24 point"


class NeedsAskedFactory(HeldFactory):
    class Meta:
        model = "families.NeedsAsked"

    review_due_on = date(2030, 1, 1)


class NeedMetFactory(DjangoModelFactory):
    class Meta:
        model = "families.NeedMet"

    need = factory.SubFactory(NeedFactory)
    family = factory.SelfAttribute("need.family")
    person = factory.SelfAttribute("need.person")
    happened_at = LONG_AGO
    was_met = True


class ChannelAnswerFactory(HeldFactory):
    class Meta:
        model = "families.ChannelAnswer"

    way = "call"
    answer = "may"
    said_by = "Ada"


class SendRecordFactory(HeldFactory):
    class Meta:
        model = "families.SendRecord"

    status = "K"
    need_types = factory.LazyFunction(lambda: ["SLCN"])


class SpokenLanguageFactory(HeldFactory):
    class Meta:
        model = "families.SpokenLanguage"

    language = "pl"
    is_main = True


class ToldEthnicityFactory(HeldFactory):
    class Meta:
        model = "families.ToldEthnicity"

    group = "white_roma"
    described = "Romani"
    census_code = "WROM"


class SaidFactory(DjangoModelFactory):
    """Something that is said about people of a family, for a period."""

    class Meta:
        abstract = True

    family = factory.SubFactory(FamilyFactory)
    starts_at = LONG_AGO


class RelationshipFactory(SaidFactory):
    class Meta:
        model = "families.Relationship"

    person = factory.SubFactory(PersonFactory)
    other = factory.SubFactory(ChildFactory)
    kind = "MTH"
    line = "kin"


class NetworkMemberFactory(SaidFactory):
    class Meta:
        model = "families.NetworkMember"

    full_name = "Nan Bello"
    kind = "relative"


class ResidenceFactory(SaidFactory):
    class Meta:
        model = "families.Residence"

    person = factory.SubFactory(PersonFactory)
    kind = "home"
    lines = "2 Mill Lane"
    postcode = "ZZ11 1AA"


class SafeAddressFactory(SaidFactory):
    class Meta:
        model = "families.SafeAddress"

    person = factory.SubFactory(PersonFactory)
    address = "9 Hidden Street"


class ResponsibilityFactory(SaidFactory):
    class Meta:
        model = "families.ParentalResponsibility"

    child = factory.SubFactory(ChildFactory)
    holder = factory.SubFactory(PersonFactory)
    answer = "yes"
    basis = "birth_mother"


class RestrictionFactory(SaidFactory):
    class Meta:
        model = "families.ContactRestriction"

    protects = factory.SubFactory(PersonFactory)
    against_name = "Kwame Bello"
    kind = "no_contact"
    told_by = "Ada"


class CareFactory(SaidFactory):
    class Meta:
        model = "families.CareArrangement"

    child = factory.SubFactory(ChildFactory)
    kind = "kinship"


class OtherParentFactory(SaidFactory):
    class Meta:
        model = "families.OtherParent"

    child = factory.SubFactory(ChildFactory)
    answer = "not_safe"
    reason = "Ada asked us not to"


class InviteAnswerFactory(SaidFactory):
    class Meta:
        model = "families.InviteAnswer"

    person = factory.SubFactory(PersonFactory)
    answer = "not_wanted"
    reason = "Said so on the phone"


class CompetenceFactory(DjangoModelFactory):
    class Meta:
        model = "families.Competence"

    family = factory.SubFactory(FamilyFactory)
    person = factory.SubFactory(ChildFactory)
    purpose = "support"
    is_able = True
    understood = "What it is for, and that it can stop"
    reasons = "Said it back in their own words"
    happened_at = LONG_AGO
    decided_by = factory.SubFactory(UserFactory)


class ReceiptFactory(DjangoModelFactory):
    class Meta:
        model = "families.Receipt"

    family = factory.SubFactory(FamilyFactory)
    person = factory.SubFactory(PersonFactory)
    way = "paper"
    digest = factory.LazyFunction(lambda: uuid4().hex)
    given_by = factory.SubFactory(UserFactory)
    ends_at = datetime(2030, 1, 1, tzinfo=UTC)


class StopRequestFactory(DjangoModelFactory):
    class Meta:
        model = "families.StopRequest"

    hub = factory.SubFactory(HubFactory)
    name = "Ada Okafor"
    born_on = "1990-03-27"
    reach = "Text me on 07700 900123, mornings"
    what = "Stop telling the school"
    due_at = datetime(2030, 1, 1, tzinfo=UTC)


class GovernanceCaseFactory(DjangoModelFactory):
    class Meta:
        model = "families.GovernanceCase"

    family = factory.SubFactory(FamilyFactory)
    kind = "complaint"
    why = "A complaint of 3 November"
    due_on = date(2030, 1, 1)
    officer = factory.SubFactory(UserFactory)


class SupportAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = "families.SupportAssignment"

    starts_at = LONG_AGO
    user = factory.SubFactory(UserFactory)
    given_by = factory.SubFactory(UserFactory)
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


class TeamToldFactory(DjangoModelFactory):
    class Meta:
        model = "families.TeamTold"

    family = factory.SubFactory(FamilyFactory)
    team = factory.SubFactory(TeamFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    told_by = factory.SubFactory(UserFactory)
    starts_at = LONG_AGO


class InspectionFactory(DjangoModelFactory):
    """Waits to be agreed to."""

    class Meta:
        model = "families.Inspection"

    inspector = factory.SubFactory(UserFactory)
    made_by = factory.SubFactory(UserFactory)
    purpose = "The inspection of the local area"
    last_day = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))
    chosen_how = "named"


class EmergencyAccessFactory(DjangoModelFactory):
    """Opened long ago, and not reviewed yet."""

    class Meta:
        model = "families.EmergencyAccess"

    family = factory.SubFactory(FamilyFactory)
    user = factory.SubFactory(UserFactory)
    reason = "The baby was alone in the flat"
    starts_at = LONG_AGO
    ends_at = LONG_AGO + timedelta(hours=4)
    review_due_at = LONG_AGO + timedelta(days=1)


class StoryPartFactory(DjangoModelFactory):
    class Meta:
        model = "families.StoryPart"

    family = factory.SubFactory(FamilyFactory)
    section = "happening"
    words = "Nobody sleeps before three"
    happened_at = LONG_AGO
    source = "talk"


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
