"""What happens to the council's record."""

from django.core.exceptions import ValidationError
from django.db import transaction

from familyhubs.council import current, rules
from familyhubs.council.models import CouncilSettings
from familyhubs.refusals import Refused


@transaction.atomic
def change(settings, *, values, by):
    """Save new values for the council, its network, its theme and its clocks.

    Auditing is done by whoever calls this: the audit log stands above this app.
    """
    locked = CouncilSettings.objects.select_for_update().first() or CouncilSettings()
    if locked.version != settings.version:
        raise Refused("Someone else has just changed the settings. Check them and try again.")
    for name, value in values.items():
        setattr(locked, name, value)
    try:
        locked.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if problem := next(rules.problems(locked), None):
        raise Refused(problem[1])
    locked.version += 1
    locked.changed_by = getattr(by, "pk", None)
    locked.save()
    current.forget()
    return locked
