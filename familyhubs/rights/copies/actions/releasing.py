"""A second person agrees; the copy leaves, and how is on record."""

from base64 import b64encode

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import CopyRequest, Paper
from ..pack import contents
from ..paper import paper_of
from ..permissions import can_agree
from .asking import locked
from .marking import unsettled


@transaction.atomic
def agree(asked, *, by):
    """Every entry is decided, and somebody who decided none of them agrees."""
    asked = unsettled(asked)
    if asked.gathered_at is None:
        raise Refused("Nothing was gathered yet.")
    if asked.entries.unmarked().exists():
        raise Refused("Mark every entry first.")
    if not can_agree(by, asked):
        raise Refused("Somebody else must agree, within a case of their own.")
    asked.agreed_by, asked.agreed_at = by, timezone.now()
    asked.save()
    record("copy.agreed", by=by, about=asked, family_id=asked.family_id)
    return asked


@transaction.atomic
def draw_next(*, by):
    """The paper of the next copy that was agreed to; False where there is none."""
    rows = CopyRequest.objects.to_draw().select_for_update(of=("self",), skip_locked=True)
    asked = rows.select_related("family").order_by("agreed_at", "pk").first()
    if asked is None:
        return False
    drawn = b64encode(paper_of(**contents(asked))).decode()
    Paper.objects.create(request=asked, family_id=asked.family_id, content=drawn)
    record("copy.drawn", by=by, about=asked, family_id=asked.family_id)
    return True


@transaction.atomic
def release(asked, *, way, by):
    """It left, and how."""
    asked = locked(asked)
    if asked.agreed_at is None:
        raise Refused("Somebody else must agree to the copy first.")
    if asked.paused:
        raise Refused("The clock is paused: end the pause first.")
    asked.released_by, asked.released_at, asked.released_as = by, timezone.now(), way
    asked.save()
    record("copy.released", by=by, about=asked, family_id=asked.family_id, way=way)
    return asked
