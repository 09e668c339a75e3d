"""Who answers for a child, who cares for it, who must keep away, who is invited (R080, R082)."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.refusals import Refused

from ..kinship import FOSTERS, PARENTS
from ..models import (
    CareArrangement,
    CareKind,
    ContactRestriction,
    Family,
    Holds,
    Invite,
    InviteAnswer,
    MemberRole,
    OtherParent,
    OtherParentAnswer,
    ParentalResponsibility,
    ResponsibilityBasis,
    RestrictionKind,
)
from .bonds import relate
from .records import add_member
from .said import let_flag_follow, make_room, refuse_strangers, say
from .timing import moment, words

CHILDREN = (MemberRole.CHILD, MemberRole.UNBORN)
HELD = (Holds.YES, Holds.SHARED)
FOSTERING = (CareKind.FOSTERING, CareKind.PRIVATE_FOSTERING)


@transaction.atomic
def answer_for(family, *, child, holder, answer, by, basis="", evidence="", happened_at=None):
    """Whether `holder` (the council where None) holds parental responsibility for this child."""
    family = Family.objects.lock(family)
    at = moment(happened_at)
    if answer not in Holds.values:
        raise Refused(_("Select whether they hold parental responsibility"))
    _refuse_no_child(family, child)
    refuse_strangers(family, child, holder)
    basis = basis if answer in HELD else ""
    _refuse_basis(family, child, holder, answer, basis)
    rows = ParentalResponsibility.objects.filter(family=family, child=child, holder=holder)
    make_room(rows, at)
    said = {"answer": answer, "basis": basis, "evidence": evidence.strip()[:200]}
    of_two = {"child": child, "holder": holder}
    verb = "family.responsibility_said"
    row = say(ParentalResponsibility, family, verb, by=by, at=at, **of_two, **said)
    let_flag_follow(family, holder)
    return row


def _refuse_no_child(family, child):
    if not family.members.filter(person=child, role__in=CHILDREN).exists():
        raise Refused(_("%s is not a child in this family.") % child)


def _refuse_basis(family, child, holder, answer, basis):
    if holder == child:
        raise Refused(_("Nobody holds parental responsibility for themselves."))
    if answer in HELD and basis not in ResponsibilityBasis.values:
        raise Refused(_("Select on what basis they hold it"))
    if holder is None and basis != ResponsibilityBasis.CARE_ORDER:
        raise Refused(_("The council holds it by a care order only."))
    if holder is not None and basis == ResponsibilityBasis.CARE_ORDER:
        raise Refused(_("A care order gives parental responsibility to the council."))
    if holder is not None and answer in HELD and fosters(family, child, holder):
        raise Refused(_("Foster carers do not hold parental responsibility."))


def fosters(family, child, carer):
    """Whether this person is a foster carer of this child, by what is said either way."""
    arranged = CareArrangement.objects.current().fostering()
    bonds = family.relationships.current().filter(kind__in=FOSTERS, person=carer, other=child)
    return arranged.filter(family=family, child=child, carer=carer).exists() or bonds.exists()


@transaction.atomic
def arrange_care(family, *, child, kind, by, carer=None, carer_name="", happened_at=None):
    """Somebody else cares for this child (R082)."""
    family = Family.objects.lock(family)
    at = moment(happened_at)
    if kind not in CareKind.values:
        raise Refused(_("Select how the child is cared for"))
    _refuse_no_child(family, child)
    refuse_strangers(family, child, carer)
    if carer == child:
        raise Refused(_("Select somebody else as the carer."))
    holds = ParentalResponsibility.objects.filter(family=family)
    if carer and kind in FOSTERING and holds.held_for(child, carer):
        raise Refused(_("Foster carers do not hold parental responsibility. Change that first."))
    make_room(CareArrangement.objects.filter(family=family, child=child, kind=kind), at)
    named = "" if carer else carer_name.strip()[:200]
    said = {"child": child, "kind": kind, "carer": carer, "carer_name": named}
    return say(CareArrangement, family, "family.care_arranged", by=by, at=at, **said)


@transaction.atomic
def restrain(
    family,
    *,
    protects,
    kind,
    told_by,
    by,
    against=None,
    against_name="",
    evidence="",
    happened_at=None,
):
    """Somebody must keep away from, or not learn of, this person; from whom we know it."""
    family = Family.objects.lock(family)
    if kind not in RestrictionKind.values:
        raise Refused(_("Select what is not allowed"))
    refuse_strangers(family, protects, against)
    if against == protects:
        raise Refused(_("Select somebody else: it protects one from another."))
    if against is None:
        against_name = words(against_name, _("Enter whom it is against"), 200)
    named = "" if against else against_name
    same = {"protects": protects, "against": against, "against_name": named, "kind": kind}
    if known := family.restrictions.filter(**same, ends_at=None).first():
        return known
    return say(
        ContactRestriction,
        family,
        "family.restriction_said",
        by=by,
        at=moment(happened_at),
        **same,
        told_by=words(told_by, _("Enter who told us"), 200),
        evidence=evidence.strip()[:200],
    )


@transaction.atomic
def say_other_parent(family, *, child, answer, reason, by):
    """Why nobody stands beside this child's one recorded parent (R080)."""
    family = Family.objects.lock(family)
    at = moment(None)
    if answer not in OtherParentAnswer.values:
        raise Refused(_("Select what you know of the other parent"))
    _refuse_no_child(family, child)
    parents = family.relationships.current().filter(other=child, kind__in=PARENTS)
    if parents.count() > 1:
        raise Refused(_("Both parents of %s are recorded.") % child)
    reason = words(reason, _("Enter how you know, or why you did not ask"), 200)
    make_room(OtherParent.objects.filter(family=family, child=child), at)
    said = {"child": child, "answer": answer, "reason": reason}
    return say(OtherParent, family, "family.other_parent_said", by=by, at=at, **said)


@transaction.atomic
def add_other_parent(family, *, child, full_name, kind, by, lives_with=False):
    """The parent who was not recorded yet stands beside the other, wherever they live (R080)."""
    family = Family.objects.lock(family)
    _refuse_no_child(family, child)
    if kind not in PARENTS:
        raise Refused(_("Select whether this is the mother or the father"))
    parent = MemberRole.PARENT
    member = add_member(family, full_name=full_name, role=parent, lives_with=lives_with, by=by)
    relate(family, person=member.person, other=child, kind=kind, by=by)
    return member


@transaction.atomic
def answer_invite(family, *, person, answer, by, reason=""):
    """Whether this adult is invited; both parents are, unless something else is said (R080)."""
    family = Family.objects.lock(family)
    at = moment(None)
    if answer not in Invite.values:
        raise Refused(_("Select whether to invite them"))
    refuse_strangers(family, person)
    if answer == Invite.YES:
        reason = reason.strip()[:200]
    else:
        reason = words(reason, _("Enter why they are not invited"), 200)
    make_room(InviteAnswer.objects.filter(family=family, person=person), at)
    said = {"person": person, "answer": answer, "reason": reason}
    return say(InviteAnswer, family, "family.invite_said", by=by, at=at, **said)
