"""Families and the people in them."""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.contact.reach import keep, keys_of_card
from familyhubs.database.actor import beyond_sight
from familyhubs.refusals import Refused
from hubs.models import Postcode

from ..models import (
    Accuracy,
    EntryKind,
    Family,
    FamilyMember,
    InvolvementRole,
    MemberRole,
    OwnRecord,
    Person,
    Sensitivity,
)
from .access import NAMED, allocate, named_people
from .notes import note_event
from .timing import moment, words


@transaction.atomic
def start_family(
    *,
    name,
    hub,
    by,
    postcode="",
    no_fixed_address=False,
    ward=None,
    lsoa=None,
    happened_at=None,
    key=None,
):
    """A new record, after somebody looked whether there is one; `key` stops a second copy."""
    at = moment(happened_at)
    if no_fixed_address and postcode:
        raise Refused("Enter a postcode, or say that there is no fixed address.")
    if postcode and ward is None and (place := Postcode.objects.filter(pk=postcode).first()):
        ward, lsoa = place.ward, place.lsoa
    values = {
        "name": words(name, "Enter a name for the family", 200),
        "hub": hub,
        "postcode": postcode,
        "no_fixed_address": no_fixed_address,
        "ward": ward,
        "lsoa": lsoa,
        "first_known_at": at,
    }
    # A second press at this very moment waits here for the first, and finds what it made.
    with beyond_sight("whether this form was sent before"):
        family, is_new = Family.objects.get_or_create(pk=key or uuid4(), defaults=values)
    if not is_new:
        return family
    record("family.started", by=by, about=family, family_id=family.pk, hub=hub.pk)
    said = {"kind": EntryKind.NOTE, "summary": "Family record started", "source_id": family.pk}
    note_event(family, by=by, happened_at=at, **said)
    return family


@transaction.atomic
def start_with_somebody(*, name, hub, first, role, by, no_fixed_address=False, lead=None, key=None):
    """A new record with its first member, for somebody who was searched for and not found.

    `first` are the matching.Facts that were searched for.
    """
    place = {"postcode": first.postcode, "no_fixed_address": no_fixed_address}
    family = start_family(name=name, hub=hub, by=by, key=key, **place)
    # What another press has made at this moment is seen from the next request on.
    if family.members.exists() or not Family.objects.filter(pk=family.pk).exists():
        return family
    add_member(family, full_name=first.name, born_on=first.born_on, role=role, by=by)
    if lead:
        allocate(family, role=InvolvementRole.LEAD, user=lead, by=by)
    return family


@transaction.atomic
def add_member(
    family,
    *,
    full_name,
    role,
    by,
    born_on=None,
    born_accuracy=Accuracy.WHOLE,
    due_on=None,
    relationship="",
    lives_with=True,
    has_parental_responsibility=None,
    contact_card=None,
    happened_at=None,
    key=None,
):
    """Somebody who belongs to the family, born or not yet (R067)."""
    family = Family.objects.lock(family)
    if key and (known := FamilyMember.objects.filter(pk=key, family=family).first()):
        return known
    full_name = words(full_name, "Enter a full name", 200)
    refuse_other_adult(family, role)
    _refuse_impossible_person(family, full_name, role, born_on, due_on)
    dates = {"born_on": born_on, "born_accuracy": born_accuracy, "due_on": due_on}
    person = Person.objects.create(full_name=full_name, contact_card=contact_card, **dates)
    member = FamilyMember.objects.create(
        family=family,
        person=person,
        role=role,
        relationship=relationship.strip(),
        lives_with=lives_with,
        has_parental_responsibility=has_parental_responsibility,
        starts_at=moment(happened_at),
        **({"id": key} if key else {}),
    )
    if contact_card:
        keep({person.pk: keys_of_card(contact_card)})
    record("family.member_added", by=by, about=person, family_id=family.pk, role=role)
    return member


def refuse_other_adult(family, role):
    """In a young person's own record nobody stands who could be shown it (access.md 4)."""
    if role in (MemberRole.CHILD, MemberRole.UNBORN) or not family.members.exists():
        return
    if OwnRecord.objects.current().filter(family=family).exists():
        raise Refused("A young person began this record alone. Agree with them first who may know.")


@transaction.atomic
def keep_alone(family, *, by, happened_at=None):
    """A new record belongs to the young person who asked, and to nobody else (R063)."""
    own = OwnRecord.objects.create(family=family, starts_at=moment(happened_at))
    record("family.kept_alone", by=by, about=family, family_id=family.pk)
    return own


@transaction.atomic
def open_to_parents(family, *, reason, by, happened_at=None):
    """The young person agrees that parents may know: it is a record like any other from now on."""
    family = Family.objects.lock(family)
    own = OwnRecord.objects.filter(family=family, ends_at=None).first()
    if own is None:
        return
    own.ends_at, own.end_reason = moment(happened_at), words(reason, "Enter what they said", 200)
    own.save(update_fields=["ends_at", "end_reason", "updated_at"])
    record("family.open_to_parents", by=by, about=family, family_id=family.pk)


def _refuse_impossible_person(family, full_name, role, born_on, due_on):
    if role not in MemberRole.values:
        raise Refused("Select who they are in the family.")
    if born_on and born_on > timezone.localdate():
        raise Refused("Date of birth must be today or in the past.")
    if due_on and (born_on or role != MemberRole.UNBORN):
        raise Refused("Only an unborn child has a due date.")
    if role == MemberRole.UNBORN and born_on:
        raise Refused("An unborn child has no date of birth.")
    same = {"person__full_name__iexact": full_name, "person__born_on": born_on}
    if family.members.current().filter(person__due_on=due_on, **same).exists():
        raise Refused(f"{full_name} is in this family already.")


@transaction.atomic
def end_membership(member, *, reason, by, happened_at=None):
    """Somebody no longer belongs to this family; what was said about them stays."""
    member = FamilyMember.objects.lock(member)
    at = moment(happened_at)
    if member.ends_at is not None:
        raise Refused(f"{member.person} has left this family already.")
    if at < member.starts_at:
        raise Refused("That is before they joined the family.")
    member.ends_at, member.end_reason = at, words(reason, "Enter why they are leaving", 200)
    member.save(update_fields=["ends_at", "end_reason", "updated_at"])
    record("family.member_left", by=by, about=member.person, family_id=member.family_id)
    return member


@transaction.atomic
def restrict(family, *, reason, by):
    """Only people named one by one see it from now on, and it begins with two who can.

    Where one of them goes, the safeguarding leads learn of it (`access._heed_names`).
    """
    family = Family.objects.lock(family)
    if family.is_restricted:
        raise Refused("This family is restricted already.")
    if len(named_people(family)) < NAMED:
        raise Refused("A restricted family needs two named people. Add another worker first.")
    return _set_restricted(family, True, reason, by)


@transaction.atomic
def lift_restriction(family, *, reason, by):
    """The family is like any other again."""
    family = Family.objects.lock(family)
    if not family.is_restricted:
        raise Refused("This family is not restricted.")
    family = _set_restricted(family, False, reason, by)
    people = family.members.exclude(person__contact_card=None).select_related(
        "person__contact_card"
    )
    # They are found by phone and e-mail again; restricting took that away (migration 0057).
    keep({row.person_id: keys_of_card(row.person.contact_card) for row in people})
    return family


def _set_restricted(family, restricted, reason, by):
    reason = words(reason, "Enter a reason", 300)
    family.is_restricted = restricted
    family.save(update_fields=["is_restricted", "updated_at"])
    verb = "family.restricted" if restricted else "family.restriction_lifted"
    record(verb, by=by, about=family, family_id=family.pk, reason=reason)
    note_event(
        family,
        kind=EntryKind.DECISION,
        summary="Record restricted to named people" if restricted else "Restriction lifted",
        sensitivity=Sensitivity.TEAM,
        by=by,
    )
    return family
