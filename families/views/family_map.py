"""The family map: who is who, drawn and told (R084)."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from familyhubs.web import require

from ..genogram import HEIGHT, WIDTH, Somebody, Tie, lay_out, main_household
from ..kinship import CODES, COUPLES, KINDS, PARENTS, STEP_PARENTS
from ..models import FamilyMember, MemberRole, NetworkMember, Relationship, Residence
from ..permissions import can_read_members
from ..sharing import Part
from .doors import family_for

CHILDREN = (MemberRole.CHILD, MemberRole.UNBORN)
ROUND, SQUARE, SOFT = HEIGHT // 2, 0, 12
LETTERS = 19  # In a line of a box.


@require_safe
def family_map(request, pk):
    """Only people whom the reader may see, and what is between them."""
    family = family_for(request, pk, "map_seen")
    require(can_read_members(request.user, family))
    members = FamilyMember.objects.current().visible_to(request.user, within=family)
    members = list(members.select_related("person").order_by("person__born_on", "pk"))
    ties = Relationship.objects.current().visible_to(request.user, within=family)
    ties = ties.select_related("person", "other").order_by("starts_at", "pk")
    ties = sorted(ties, key=lambda tie: CODES.index(tie.kind))
    around = NetworkMember.objects.current().visible_to(request.user, within=family)
    around = list(around.select_related("person").order_by("kind", "full_name", "pk"))
    people = placed(members, households(family, members, request.user))
    drawn = [Tie(tie.kind, tie.person_id, tie.other_id) for tie in ties]
    layout = lay_out(people, drawn, [one.pk for one in around])
    context = {
        "family": family,
        "layout": layout,
        "boxes": [*member_boxes(members, ties, layout), *around_boxes(around, layout)],
        "lines": lines(drawn, layout),
        "told": told(members, ties, layout, people),
        "around": around,
        "lacks": [m.person for m in members if m.role in CHILDREN and not has_tie(m, ties)],
    }
    return render(request, "families/map.html", context)


def households(family, members, user):
    """Person → where they live, as far as this user may know; else who lives with the family."""
    known = {}
    if Part.ADDRESS in family.parts:
        rows = Residence.objects.current().main().visible_to(user, within=family)
        known = dict(rows.values_list("person", "household"))
    at_home = [known[m.person_id] for m in members if m.lives_with and m.person_id in known]
    home = max(set(at_home), key=at_home.count) if at_home else family.pk
    return {m.person_id: known.get(m.person_id, home if m.lives_with else None) for m in members}


def placed(members, homes):
    return [
        Somebody(
            key=member.person_id,
            is_child=member.role in CHILDREN,
            order=member.person.born_on or member.person.due_on or "",
            household=homes[member.person_id],
        )
        for member in members
    ]


def has_tie(member, ties):
    return any(member.person_id in (tie.person_id, tie.other_id) for tie in ties)


def member_boxes(members, ties, layout):
    """A box each: round for mothers, square for fathers, soft for whom nobody said it of."""
    mothers = {tie.person_id for tie in ties if tie.kind in ("MTH", "STPMTH")}
    fathers = {tie.person_id for tie in ties if tie.kind in ("FTH", "STPFTH")}
    for member in members:
        key = member.person_id
        corner = ROUND if key in mothers else SQUARE if key in fathers else SOFT
        more = {"unborn": member.role == MemberRole.UNBORN, "died": member.person.has_died}
        yield box(layout.places[key], member.person.full_name, state_of(member), corner) | more


def state_of(member):
    """The second line of a box: an age, or what stands instead of one."""
    person = member.person
    if person.has_died:
        return _("died %s") % person.died_words if person.died_on else _("died")
    if member.role == MemberRole.UNBORN:
        return _("unborn")
    age = person.age(timezone.localdate())
    if age is None:
        return ""
    return ngettext("%d year", "%d years", age) % age if age else _("under 1 year")


def around_boxes(around, layout):
    for one in around:
        said = one.agency or one.role or str(one.get_kind_display())
        hampered = one.contact == "hampered"
        yield box(layout.places[one.pk], one.full_name, said, SOFT) | {
            "around": True,
            "hampered": hampered,
        }


def box(place, name, second, corner):
    """What the template draws: numbers and two or three short lines."""
    words, first = name.split(), ""
    while words and len(f"{first} {words[0]}".strip()) <= LETTERS:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    texts = [first or rest[:LETTERS], shortened(rest) if first else "", shortened(second)]
    texts = [text for text in texts if text]
    top = place.y + HEIGHT // 2 - 9 * (len(texts) - 1) + 5
    middle = place.x + WIDTH // 2
    return {
        "x": place.x,
        "y": place.y,
        "right": place.x + WIDTH,
        "bottom": place.y + HEIGHT,
        "corner": corner,
        "texts": [(middle, top + 18 * at, text) for at, text in enumerate(texts)],
    }


def shortened(text):
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1]}…"


def lines(ties, layout):
    """Brackets under couples, and from parents down to their children."""
    places, drawn, deep, order = layout.places, [], {}, {}
    ties = [tie for tie in ties if tie.person in places and tie.other in places]
    for tie in ties:
        one, two = places[tie.person], places[tie.other]
        if tie.kind in COUPLES:
            step = deep[one.row] = deep.get(one.row, 0) + 1
            low = max(one.y, two.y) + HEIGHT + min(6 + 8 * step, 46)
            a, b = one.x + WIDTH // 2, two.x + WIDTH // 2
            path = f"M{a} {one.y + HEIGHT}V{low}H{b}V{two.y + HEIGHT}"
            drawn.append({"path": path, "parted": tie.kind == "FMRSPS", "at": ((a + b) // 2, low)})
        elif KINDS[tie.kind].up:
            a, b = one.x + WIDTH // 2, two.x + WIDTH // 2
            # Each parent has a way of their own, so that it is seen whose child somebody is.
            way = order.setdefault(tie.person, len(order)) % 4
            b += 14 * way - 21
            path = f"M{a} {one.y + HEIGHT}V{two.y - 20 - 8 * way}H{b}V{two.y}"
            by_birth = tie.kind in PARENTS
            drawn.append({"path": path, "cared": not by_birth and tie.kind not in STEP_PARENTS})
    return drawn


def told(members, ties, layout, people):
    """The map in words: generation by generation, each person with all that is between them."""
    home = main_household(people)
    home_of = {person.key: person.household for person in people}
    rows = [[] for _ in range(layout.rows)]
    for member in sorted(members, key=lambda m: layout.places[m.person_id].x):
        person = member.person
        bonds = [
            _("%(what)s: %(who)s") % {"what": t.words_for(person), "who": t.partner_of(person)}
            for t in ties
            if person.pk in (t.person_id, t.other_id)
        ]
        together = home is not None and home_of[person.pk] == home
        rows[layout.places[person.pk].row].append((member, state_of(member), bonds, together))
    return rows
