import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing slowly on purpose is the library's own test, not ours."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
