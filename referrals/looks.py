"""Since when somebody looks at a request: what the log knows (R041)."""

from django.db.models import OuterRef, Subquery

from familyhubs.audit.models import Event

# What the log says once somebody who may read a request opens its page, or takes it.
LOOKS = ("referral.seen", "referral.claimed")


def with_first_look(rows):
    """Each request with the moment at which somebody first opened it in full, or took it."""
    looks = Event.objects.filter(about_id=OuterRef("pk"), verb__in=LOOKS).order_by("id")
    return rows.annotate(first_look=Subquery(looks.values("at")[:1]))
