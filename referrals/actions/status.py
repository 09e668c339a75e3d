"""Each time a caller's request is asked for is written down, found or not; fishing is stopped."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record_look
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused

from ..models import Referral

PER_MINUTE = 10
ASKED = "stage_asked"


@transaction.atomic
def count_stage_asked(*, by):
    """Note that somebody asks; ten times a minute at most."""
    lately = timezone.now() - timedelta(minutes=1)
    asked = Event.objects.by(by.pk).filter(verb=f"referral.{ASKED}", at__gte=lately)
    if asked.count() >= PER_MINUTE:
        raise Refused(_("That is many searches in one minute. Wait a minute, then try again."))
    record_look(by, Referral, what=ASKED)
