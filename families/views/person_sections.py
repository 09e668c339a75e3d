"""What stands on one person's page: a section a line, each with the part that opens it."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from ..kinship import PARENTS
from ..models import (
    CareArrangement,
    ContactRestriction,
    InviteAnswer,
    MemberRole,
    NetworkMember,
    OtherParent,
    ParentalResponsibility,
    Relationship,
    Residence,
    SafeAddress,
)
from ..sharing import Part
from . import held_sections

OF_THE_LIVING = ("needs", "channels", "send", "languages")
CHILDREN = (MemberRole.CHILD, MemberRole.UNBORN)


class Section(NamedTuple):
    """`templates/families/person/_<name>.html`, given what `fill(member, user)` found as `held`.

    `member.family` is the family that was fetched with its grounds.
    """

    name: str
    part: Part
    fill: Callable

    @property
    def template(self):
        return f"families/person/_{self.name}.html"


class Line(NamedTuple):
    """One thing that is said: the row, in words, with what else is known of it."""

    row: object
    words: str
    details: tuple = ()


def facts(member, user):
    """The person as such: their row says it all."""
    return {}


def rows_of(model, member, user, condition, *with_names):
    """What is said of this member now, the newest first."""
    rows = model.objects.visible_to(user, within=member.family).current().filter(condition)
    return list(rows.select_related(*with_names).order_by("-starts_at", "pk"))


def relationships(member, user):
    """Each row from this person's side; a child's other parent is asked for (R080)."""
    person = member.person
    mine = Q(person=person) | Q(other=person)
    rows = rows_of(Relationship, member, user, mine, "person", "other")
    parents = [row for row in rows if row.kind in PARENTS and row.other_id == person.pk]
    asked = []
    if member.role in CHILDREN:
        asked = rows_of(OtherParent, member, user, Q(child=person))
    return {
        "lines": [bond_line(row, person) for row in rows],
        "asks_other_parent": member.role in CHILDREN and len(parents) < 2,
        "other_parent": asked[0] if asked else None,
    }


def bond_line(row, person):
    """As "Mother: Ada Okafor", with how they live."""
    marks = {
        _("main carer"): row.is_main_carer,
        _("next of kin"): row.is_next_of_kin,
        _("emergency contact"): row.is_emergency_contact,
    }
    details = [words for words, holds in marks.items() if holds]
    if row.lives_with:
        details.append(row.get_lives_with_display())
    if row.contact:
        details.append(_("contact: %s") % row.get_contact_display().lower())
    return Line(row, f"{row.words_for(person)}: {row.partner_of(person)}", tuple(details))


def care(member, user):
    """Who answers for a child and cares for it; for whom an adult does; who must keep away."""
    person = member.person
    of = {"child": Q(child=person), "holder": Q(holder=person), "carer": Q(carer=person)}
    held = rows_of(
        ParentalResponsibility, member, user, of["child"] | of["holder"], "child", "holder"
    )
    cared = rows_of(CareArrangement, member, user, of["child"] | of["carer"], "child", "carer")
    either = Q(protects=person) | Q(against=person)
    kept = rows_of(ContactRestriction, member, user, either, "protects", "against")
    return {
        "responsibilities": [responsibility_line(row, person) for row in held],
        "arrangements": [care_line(row, person) for row in cared],
        "restrictions": [restriction_line(row, person) for row in kept],
        "is_child": member.role in CHILDREN,
    }


def responsibility_line(row, person):
    other = (row.holder or _("The council")) if row.child_id == person.pk else row.child
    way = _("%s") if row.child_id == person.pk else _("For %s")
    details = [row.get_basis_display()] if row.basis else []
    details.append(_("seen: %s") % row.evidence if row.evidence else _("no evidence seen"))
    return Line(row, f"{way % other}: {row.get_answer_display().lower()}", tuple(details))


def care_line(row, person):
    if row.child_id != person.pk:
        return Line(row, f"{row.get_kind_display()}: {row.child}")
    by = row.carer or row.carer_name
    return Line(row, f"{row.get_kind_display()}{f': {by}' if by else ''}")


def restriction_line(row, person):
    against = row.against or row.against_name
    if row.protects_id == person.pk:
        words = _("%(what)s, against %(who)s") % {"what": row.get_kind_display(), "who": against}
    else:
        names = {"what": row.get_kind_display(), "who": row.protects}
        words = _("%(what)s, to protect %(who)s") % names
    details = [_("told by %s") % row.told_by]
    if row.evidence:
        details.append(_("seen: %s") % row.evidence)
    return Line(row, words, tuple(details))


def homes(member, user):
    """Where they live and lived; that there is a restricted address, and never which."""
    rows = Residence.objects.visible_to(user, within=member.family).filter(person=member.person)
    rows = list(rows.order_by("-starts_at", "pk")[:10])
    hidden = []
    if Part.SAFE_ADDRESS in member.family.parts:
        hidden = rows_of(SafeAddress, member, user, Q(person=member.person))
    return {
        "lines": [home_line(row) for row in rows if row.is_current],
        "before": [home_line(row) for row in rows if not row.is_current],
        "hidden": hidden[0] if hidden else None,
    }


def home_line(row):
    details = [row.get_kind_display()] if row.words != row.get_kind_display() else []
    details.append(_("main address") if row.is_main and row.is_current else str(row.use_now))
    if row.uprn:
        details.append(f"UPRN {row.uprn}")
    return Line(row, row.words, tuple(details))


def network(member, user):
    """Who else is around them, and around the family as a whole."""
    mine = Q(person=member.person) | Q(person=None)
    rows = rows_of(NetworkMember, member, user, mine)
    shows_reach = Part.ADDRESS in member.family.parts
    return {"lines": [network_line(row, shows_reach=shows_reach) for row in rows]}


def network_line(row, *, shows_reach):
    """A phone number is shown to those who may read addresses and phones (access.md section 3)."""
    reach = row.reach if shows_reach else ""
    details = [part for part in (row.role, row.agency, reach) if part]
    if row.contact:
        details.append(_("contact: %s") % row.get_contact_display().lower())
    return Line(row, f"{row.get_kind_display()}: {row.full_name}", tuple(details))


def invited(member, user):
    """Whether this adult is invited; both parents are unless something is said (R080)."""
    rows = rows_of(InviteAnswer, member, user, Q(person=member.person))
    return {"answer": rows[0] if rows else None, "is_parent": member.role == MemberRole.PARENT}


# Two pages, so that each asks for little; the sections in the order in which they stand.
FAMILY_AND_HOME = (
    Section("relationships", Part.MEMBERS, relationships),
    Section("care", Part.MEMBERS, care),
    Section("homes", Part.ADDRESS, homes),
    Section("network", Part.MEMBERS, network),
    Section("invited", Part.MEMBERS, invited),
)
ABOUT = (
    Section("facts", Part.MEMBERS, facts),
    Section("needs", Part.NEEDS, held_sections.needs),
    Section("channels", Part.CONTACT, held_sections.channels),
    Section("names", Part.MEMBERS, held_sections.names),
    Section("identifiers", Part.IDENTIFIERS, held_sections.identifiers),
    Section("send", Part.BACKGROUND, held_sections.send),
    Section("languages", Part.BACKGROUND, held_sections.languages),
)


def sections_for(member, user, sections):
    """Those of these sections that this user may see, with what each holds of this person."""
    opened = [section for section in sections if section.part in member.family.parts]
    if member.person.has_died:
        # Nobody is asked to ask them, or to ring them.
        opened = [section for section in opened if section.name not in OF_THE_LIVING]
    return [(section.template, section.fill(member, user)) for section in opened]
