"""What is known of one person as such: names, dates, their place in the family; and birth."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Accuracy, FamilyMember, MayBeTold, MemberRole, Person
from ..models import Relationship as Bond
from .bonds import SAID, relate
from .records import add_member, refuse_other_adult
from .timing import words

CHANGES = (
    "full_name",
    "known_as",
    "born_on",
    "born_accuracy",
)


@transaction.atomic
def change_person(member, *, by, role, lives_with, may_be_told=MayBeTold.SHARED, **known):
    """A correction, or something new: the history keeps what stood before."""
    member = FamilyMember.objects.lock(member)
    person = Person.objects.lock(member.person)
    known = {name: known.get(name) for name in CHANGES}
    known["full_name"] = words(known["full_name"], _("Enter a full name"), 200)
    known["known_as"] = (known["known_as"] or "").strip()[:100]
    known["born_accuracy"] = known["born_accuracy"] or Accuracy.WHOLE
    _refuse_impossible(person, member, role, may_be_told, **known)
    if role != member.role:
        refuse_other_adult(member.family, role)
    for name, value in known.items():
        setattr(person, name, value)
    person.save(update_fields=[*CHANGES, "updated_at"])
    member.role, member.lives_with, member.may_be_told = role, lives_with, may_be_told
    member.save(update_fields=["role", "lives_with", "may_be_told", "updated_at"])
    record("family.member_changed", by=by, about=person, family_id=member.family_id)
    return member


def _refuse_impossible(person, member, role, may_be_told, *, born_on, **known):
    today = timezone.localdate()
    unborn = MemberRole.UNBORN
    if role not in MemberRole.values or (role == unborn) != (member.role == unborn):
        raise Refused(_("Select who they are in the family."))
    if may_be_told not in MayBeTold.values:
        raise Refused(_("Select what they may be told"))
    if person.due_on and born_on:
        raise Refused(_("Say first that %s was born.") % person)
    if born_on and born_on > today:
        raise Refused(_("The date must be today or in the past."))
    if born_on and person.died_on and person.died_on < born_on:
        raise Refused(_("The date of death must not be before the date of birth."))


@transaction.atomic
def note_birth(member, *, born_on, by, full_name="", twin_name=""):
    """The unborn child was born: the same row from now on, with all that is said about it."""
    member = FamilyMember.objects.lock(member)
    person = Person.objects.lock(member.person)
    if member.role != MemberRole.UNBORN:
        raise Refused(_("%s was born already.") % person)
    if born_on is None or born_on > timezone.localdate():
        raise Refused(_("The date of birth must be today or in the past."))
    person.full_name = words(full_name or person.full_name, _("Enter a full name"), 200)
    person.born_on, person.born_accuracy, person.due_on = born_on, Accuracy.WHOLE, None
    fields = ["full_name", "born_on", "born_accuracy", "due_on", "updated_at"]
    person.save(update_fields=fields)
    member.role = MemberRole.CHILD
    member.save(update_fields=["role", "updated_at"])
    record("family.child_born", by=by, about=person, family_id=member.family_id)
    if twin_name.strip():
        _add_twin(member, twin_name, by)
    return member


def _add_twin(member, name, by):
    """The other one: with the same parents and brothers and sisters, as far as they are known."""
    family, first = member.family, member.person
    here = {"role": member.role, "lives_with": member.lives_with}
    born_on = Person.objects.get(pk=first.pk).born_on
    twin = add_member(family, full_name=name, born_on=born_on, by=by, **here).person
    for bond in Bond.objects.current().filter(family=family, line="kin").of(first):
        said = {name: getattr(bond, name) for name in SAID}
        others = {"person": twin, "other": bond.other}
        if bond.other_id == first.pk:
            others = {"person": bond.person, "other": twin}
        relate(family, kind=bond.kind, by=by, **others, **said)
    relate(family, person=first, other=twin, kind="TWIN", by=by)
