"""A wrong Notify set-up is found when the portal is started, not when a family waits for a text."""

from uuid import UUID

from django.conf import settings
from django.core.checks import Error

NEEDED = ("NOTIFY_EMAIL_TEMPLATE", "NOTIFY_SMS_TEMPLATE")


def check_notify(app_configs, **kwargs):
    """With a key there must be both templates, and the key must look like one."""
    key = settings.NOTIFY_API_KEY
    if not key:
        return []
    problems = [
        Error(f"NOTIFY_API_KEY is set, so set {name} too.", id="notifications.E001")
        for name in NEEDED
        if not getattr(settings, name)
    ]
    try:
        UUID(key[-73:-37]), UUID(key[-36:])
    except ValueError:
        hint = "It ends with two UUIDs: the service's and the secret."
        problems.append(Error("NOTIFY_API_KEY is not a key.", hint=hint, id="notifications.E002"))
    return problems
