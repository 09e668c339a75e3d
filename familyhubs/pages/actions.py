"""What happens across apps: here the council's settings are changed and the change is noted."""

from django.db import transaction

from familyhubs.audit import log
from familyhubs.council import actions as council_actions


@transaction.atomic
def change_settings(settings, *, values, by):
    """Change the council's record and note which fields changed."""
    before = {name: getattr(settings, name) for name in values}
    saved = council_actions.change(settings, values=values, by=by)
    changed = sorted(name for name, value in values.items() if before[name] != value)
    log.record("council.changed", by=by, about=saved, fields=changed)
    return saved
