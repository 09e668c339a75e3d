"""What families of one hub agree to, today and lately (R071): counts for those who run it."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from families.models import Agreement, Family, Involvement

# A restricted family stands in no count (decision 51).
LATELY = timedelta(days=91)


def agreed_at(hub):
    """Open families, how many of them agree to something now, and what was declined or stopped."""
    work = Involvement.objects.current().filter(family=OuterRef("pk"), role__in=["lead", "worker"])
    given = Agreement.objects.in_force().filter(family=OuterRef("pk"))
    counted = (
        Family.objects.ordinary()
        .filter(Exists(work), hub=hub)
        .aggregate(open=Count("pk"), agreed=Count("pk", filter=Q(Exists(given))))
    )
    since = timezone.now() - LATELY
    answers = Agreement.objects.filter(family__hub=hub, family__is_restricted=False)
    counted |= answers.filter(purpose="share").aggregate(
        declined=Count("pk", filter=Q(status="declined", starts_at__gte=since)),
        stopped=Count("pk", filter=Q(status="given", ends_at__gte=since, ends_at__lte=Now())),
    )
    counted["percent"] = round(100 * counted["agreed"] / counted["open"]) if counted["open"] else 0
    return counted
