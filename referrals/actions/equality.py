"""The optional questions about who asks: kept apart from everything else (decision 33)."""

from django.db import transaction
from django.utils import timezone

from familyhubs.database.actor import SystemActor, acting_as

from ..models import Draft, EqualityAnswer


def answer_once(draft, answers):
    """Note on the draft that it was asked, then keep the answers in a transaction of their own.

    Nothing is logged and nobody is named as the one who acts: a shared transaction, event or
    request would lead from the answers back to the request.
    """
    rows = Draft.objects.filter(pk=draft.pk, sent_as__isnull=False, equality_asked=False)
    asked = rows.update(equality_asked=True)
    if asked and any(answers.values()):
        transaction.on_commit(lambda: keep_apart(answers), robust=True)


def keep_apart(answers):
    """One row with the month alone."""
    with acting_as(SystemActor.PUBLIC):
        month = timezone.localdate().replace(day=1)
        EqualityAnswer.objects.create(month=month, **answers)
