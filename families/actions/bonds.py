"""Who people are to one another, and who is around them (domain.md 2.11; R083, R084)."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..kinship import ABOVE, CLOSE, COUPLES, INVERSE, KINDS, PARENTS, in_order, is_above
from ..models import ContactScale, Family, LivesWith, NetworkKind, NetworkMember, OtherParent
from ..models import Relationship as Bond
from .said import end_said, make_room, refuse_strangers, say
from .timing import moment, words

SAID = ("lives_with", "contact", "is_main_carer", "is_next_of_kin", "is_emergency_contact")


@transaction.atomic
def relate(family, *, person, other, kind, by, happened_at=None, **said):
    """`person` is this to `other`, until something else of the same line is said of the two."""
    family = Family.objects.lock(family)
    at = moment(happened_at)
    if kind.removesuffix(INVERSE) not in KINDS:
        raise Refused(_("Select what they are to each other"))
    said = {name: said.get(name) or Bond._meta.get_field(name).get_default() for name in SAID}
    _refuse_unknown(said)
    refuse_strangers(family, person, other)
    kind, person, other = in_order(kind, person, other)
    _refuse_contradiction(family, kind, person, other)
    line = KINDS[kind].line
    pair = Q(person=person, other=other) | Q(person=other, other=person)
    rows = family.relationships.filter(pair, line=line)
    if known := rows.filter(ends_at=None, kind=kind, person=person).first():
        return _say_more(known, said, by)
    make_room(rows, at)
    of_two = {"person": person, "other": other, "kind": kind, "line": line}
    row = say(Bond, family, "family.related", by=by, at=at, **of_two, **said)
    if kind in PARENTS:
        _answer_other_parent(family, other, at, by)
    return row


def _refuse_unknown(said):
    if said["lives_with"] not in ("", *LivesWith.values):
        raise Refused(_("Select whether they live together"))
    if said["contact"] not in ("", *ContactScale.values):
        raise Refused(_("Select how often they see each other"))


def _say_more(row, said, by):
    """The same two stand to each other as before; how they live is what changed, if anything."""
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, said[name])
    if changed:
        row.save(update_fields=[*changed, "updated_at"])
        record("family.related", by=by, about=row, family_id=row.family_id)
    return row


def _refuse_contradiction(family, kind, person, other):
    if person.pk == other.pk:
        raise Refused(_("Select somebody else: nobody is related to themselves."))
    rows = list(family.relationships.filter(ends_at=None).values_list("kind", "person", "other"))
    if kind in ABOVE:
        if is_above(rows, other.pk, person.pk):
            names = {"person": person, "other": other}
            raise Refused(_("%(other)s is a parent or grandparent of %(person)s.") % names)
        _refuse_born_later(person, other)
    pair = {person.pk, other.pk}
    between = {code for code, one, two in rows if {one, two} == pair}
    if (kind in COUPLES and between & {*CLOSE}) or (kind in CLOSE and between & {*COUPLES}):
        raise Refused(_("They are close relatives, so they cannot be partners. End one first."))


def _refuse_born_later(person, other):
    """Somebody who is above another was born before them, where both dates are certain."""
    if other.due_on or person.born_on is None or other.born_on is None:
        if person.due_on:
            raise Refused(_("%s is not born yet.") % person)
        return
    certain = person.born_accuracy == other.born_accuracy == "AAA"
    if person.born_on >= other.born_on if certain else person.born_on.year > other.born_on.year:
        raise Refused(
            _("%(person)s was born after %(other)s.") % {"person": person, "other": other}
        )


def _answer_other_parent(family, child, at, by):
    """Both parents are recorded now, so why one was not is over."""
    parents = family.relationships.filter(ends_at=None, other=child, kind__in=PARENTS)
    answer = OtherParent.objects.filter(family=family, child=child, ends_at=None).first()
    if answer and parents.count() > 1:
        end_said(answer, reason=_("The other parent is recorded"), by=by, happened_at=at)


@transaction.atomic
def add_to_network(
    family, *, full_name, kind, by, person=None, role="", agency="", contact="", reach=""
):
    """Somebody around the family who is no member of it; said twice, they stand once."""
    family = Family.objects.lock(family)
    if kind not in NetworkKind.values:
        raise Refused(_("Select who they are"))
    if contact not in ("", *ContactScale.values):
        raise Refused(_("Select how often they see each other"))
    refuse_strangers(family, person)
    if kind == NetworkKind.PROFESSIONAL and not agency.strip():
        raise Refused(_("Enter where they work"))
    full_name = words(full_name, _("Enter a full name"), 200)
    same = {"full_name": full_name, "kind": kind, "person": person, "ends_at": None}
    if known := family.network.filter(**same).first():
        return known
    return say(
        NetworkMember,
        family,
        "family.network_added",
        by=by,
        at=moment(None),
        full_name=full_name,
        kind=kind,
        person=person,
        role=role.strip(),
        agency=agency.strip(),
        contact=contact,
        reach=reach.strip(),
    )
