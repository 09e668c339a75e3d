"""A family saves what it has written, and comes back with a code (R041)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.council.current import council
from familyhubs.notifications.boxes import too_many_today
from familyhubs.notifications.outbox import notify_address
from familyhubs.refusals import Refused

from ..codes import digest_of, new_code
from ..models import Draft, DraftCode

# Somebody who presses again has lost the one before, or wants one for each of two phones.
MOST_CODES = 10
A_DAY_TO_ONE_ADDRESS = 3


@transaction.atomic
def save_draft(draft, *, by, email=""):
    """(draft, a new code for it, whether a letter goes); it is kept for its whole time from now on.

    With an address the link goes there too, unless that has had enough today: its words say
    nothing about what was written.
    """
    draft = Draft.objects.lock(draft)
    if draft.sent_as_id:
        raise Refused(_("You have already sent this."))
    code = new_code()
    kept = DraftCode.objects.create(draft=draft, digest=digest_of(code))
    newest = draft.codes.order_by("-recorded_at", "-id").values("pk")[:MOST_CODES]
    draft.codes.exclude(pk=kept.pk).exclude(
        pk__in=list(newest.values_list("pk", flat=True))
    ).delete()
    draft.expires_at = timezone.now() + timedelta(days=council().draft_days)
    draft.save(update_fields=["expires_at", "updated_at"])
    many = {"of": "draft", "most": A_DAY_TO_ONE_ADDRESS, "by": by}
    is_mailed = bool(email) and not too_many_today(email, **many)
    if is_mailed:
        link = settings.PUBLIC_URL + reverse("ask:back_by_link", args=[code])
        notify_address(
            email,
            key=f"draft:{kept.pk}",
            kind="draft_link",
            by=by,
            words=link,
            language=draft.language,
        )
    return draft, code, is_mailed
