"""A text field whose plain text never reaches the database."""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys):
    return MultiFernet([Fernet(key) for key in keys])


def cipher():
    """The council's keys: the first encrypts, every one of them decrypts."""
    return _cipher(tuple(settings.FIELD_KEYS))


class EncryptedTextField(models.TextField):
    """Stores ciphertext, hands out plain text; cannot be searched or ordered by.

    Raises InvalidToken when no configured key fits.
    """

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value in (None, "") else cipher().encrypt(value.encode()).decode()

    def from_db_value(self, value, expression, connection):
        return value if value in (None, "") else cipher().decrypt(value.encode()).decode()

    def get_lookup(self, lookup_name):
        if lookup_name not in ("isnull",):
            raise TypeError("An encrypted field cannot be searched.")
        return super().get_lookup(lookup_name)


__all__ = ["EncryptedTextField", "InvalidToken", "cipher"]
