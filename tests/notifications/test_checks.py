"""A wrong Notify set-up is named at the start."""

import pytest

from familyhubs.notifications.checks import check_notify
from tests.notifications.conftest import SECRET, SERVICE

KEY = f"live-{SERVICE}-{SECRET}"


@pytest.mark.parametrize(
    ("key", "email", "sms", "found"),
    [
        ("", "", "", []),
        (KEY, "id", "id", []),
        (KEY, "id", "", ["notifications.E001"]),
        (KEY, "", "", ["notifications.E001", "notifications.E001"]),
        ("secret", "id", "id", ["notifications.E002"]),
    ],
)
def test_the_key_and_its_templates(settings, key, email, sms, found):
    settings.NOTIFY_API_KEY = key
    settings.NOTIFY_EMAIL_TEMPLATE, settings.NOTIFY_SMS_TEMPLATE = email, sms
    assert [problem.id for problem in check_notify(None)] == found
