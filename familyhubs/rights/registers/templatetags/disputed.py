"""What somebody disputes stands beside what it is about, on the pages of the record."""

from django import template

from ..models import Dispute
from ..permissions import can_decide_dispute, can_dispute

register = template.Library()


@register.inclusion_tag("registers/_disputed.html", takes_context=True)
def disputed_entry(context, entry):
    """Beside a line of the timeline; all of a family's are read once for the page."""
    rows = [one for one in _of(context) if one.entry_id == entry.pk]
    return _marks(context, rows) | {"entry": entry}


@register.inclusion_tag("registers/_disputed.html", takes_context=True)
def disputed_person(context, member):
    """On a person's page."""
    rows = [one for one in _of(context) if one.person_id == member.person_id]
    return _marks(context, rows) | {"member": member}


def _of(context):
    """What is disputed on this family's record, as this reader may see it."""
    request, family = context["request"], context["family"]
    known = getattr(request, "disputed", None)
    if known is None:
        request.disputed = known = _visible(request.user, family) if family.has_disputes else []
        request.may_dispute = can_dispute(request.user, family)
    return known


def _visible(user, family):
    rows = Dispute.objects.visible_to(user).filter(family=family)
    known = list(rows.select_related("said_by", "decided_by", "entry"))
    for one in known:
        one.family = family
    return known


def _marks(context, rows):
    request = context["request"]
    for one in rows:
        one.may_be_decided = not one.outcome and can_decide_dispute(request.user, one)
    return {"disputes": rows, "family": context["family"], "may": request.may_dispute}
