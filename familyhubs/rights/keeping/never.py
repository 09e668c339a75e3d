"""Records of families that no night puts on the list, and what keeps each."""

from django.db.models import Exists, OuterRef, Q, Subquery

from families.models import FamilyMember, MemberRole
from outcomes.models import LevelChange

from .models import Hold

SOCIAL_CARE = 5


def never_due(families):
    """Those of these that never fall due, each with `unknown`, `social_care` and `held`."""
    of_this = {"family": OuterRef("pk")}
    undated = FamilyMember.objects.filter(
        role__in=[MemberRole.CHILD, MemberRole.UNBORN], person__born_on=None, person__due_on=None
    )
    latest = LevelChange.objects.filter(**of_this).order_by("-happened_at", "-recorded_at")
    holds = Hold.objects.in_force()
    people = FamilyMember.objects.filter(person__in=holds.exclude(person=None).values("person"))
    by_kind = holds.filter(rule__code="family")
    held = Q(pk__in=holds.exclude(family=None).values("family")) | Q(pk__in=people.values("family"))
    stepped = LevelChange.objects.filter(to_level__gte=SOCIAL_CARE)
    rows = families.exclude(reference__startswith="X").annotate(
        now_at=Subquery(latest.values("to_level")[:1]),
        unknown=Exists(undated.filter(**of_this)),
        held=held | Exists(by_kind),
    )
    keeps = Q(pk__in=undated.values("family")) | held | Exists(by_kind)
    return rows.filter(keeps | Q(pk__in=stepped.values("family"), now_at__gte=SOCIAL_CARE))
