"""A person has checked a translation, or it turned out that it is not right."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.refusals import Refused

from .catalogue import digest_of
from .groups import GROUPS
from .known import OTHERS
from .models import LanguageCheck


@transaction.atomic
def record_check(*, language, group, digest, checked_by, checked_as, checked_on, by):
    """Somebody has read these words: from now on families see them as checked.

    `digest` is of the words that were on the page when they were read.
    """
    if language not in OTHERS or group not in GROUPS:
        raise Refused(_("Choose a language and a group of words."))
    if digest != digest_of(group, language):
        raise Refused(_("The words have changed since this page was opened. Read them once more."))
    if checked_on > timezone.localdate():
        raise Refused(_("This cannot have happened in the future."))
    said = {"checked_by": checked_by, "checked_as": checked_as, "checked_on": checked_on, "by": by}
    check, is_new = LanguageCheck.objects.get_or_create(
        language=language, group=group, digest=digest, withdrawn_at=None, defaults=said
    )
    if not is_new:
        raise Refused(_("These words have been checked already."))
    log.record("language.checked", by=by, about=check, language=language, group=group)
    return check


@transaction.atomic
def withdraw_check(check, *, by):
    """Not right after all: the words count as unchecked from now on."""
    check = LanguageCheck.objects.lock(check)
    if check.withdrawn_at is None:
        check.withdrawn_at, check.withdrawn_by = timezone.now(), by
        check.save()
        about = {"language": check.language, "group": check.group}
        log.record("language.check_withdrawn", by=by, about=check, **about)
    return check
