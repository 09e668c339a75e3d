"""A phone number or an e-mail address as a keyed digest: found exactly, read by nobody.

The digest is worked out under a key of its own, derived from the council's FIELD_KEYS, so that the
database alone cannot try numbers one after another (decision 83).
"""

import base64
import hmac
import json
import re
from functools import lru_cache

from django.conf import settings
from django.db import connections, transaction

from familyhubs.database.encryption import EncryptedTextField

# Which letter a search key begins with (families.PersonKeys).
LETTERS = {"phone": "t", "email": "e"}
BATCH = 1000
# Whose card it is is asked of the database: people stand above this app.
NEXT = """
SELECT person.id, card.phone, card.email, card.must_not_know
FROM families_person AS person JOIN contact_contactcard AS card ON card.id = person.contact_card_id
WHERE person.id > %s ORDER BY person.id LIMIT %s
"""
TOLD = EncryptedTextField()


def plain_phone(text):
    """However it is typed: +44 (0)7700 900123 is 07700900123."""
    return re.sub(r"^(00440?|440?)", "0", re.sub(r"\D", "", text))


def plain_email(text):
    return text.strip().casefold()


def ways(phone, email):
    """What is known of the two, as one way of writing each."""
    known = {"phone": plain_phone(phone), "email": plain_email(email)}
    return {kind: way for kind, way in known.items() if way}


def kept_keys(phone, email, must_not_know):
    """By what a person is found: none where somebody must not know that we are in touch."""
    return [] if must_not_know else _keys(phone, email, settings.FIELD_KEYS[:1])


def asked_keys(phone="", email=""):
    """What to look for: under every key, as what is kept may wait for its rotation."""
    return _keys(phone, email, settings.FIELD_KEYS)


def keys_of_card(card):
    return kept_keys(card.phone, card.email, card.must_not_know)


def _keys(phone, email, field_keys):
    return [
        f"{LETTERS[kind]}{mark(key)}{_digest(key, f'{kind}:{way}')[:32]}"
        for key in field_keys
        for kind, way in ways(phone, email).items()
    ]


@lru_cache(maxsize=8)
def mark(field_key):
    """Under which key a digest was made, without telling the key."""
    return _digest(field_key, "which key")[:8]


def _digest(field_key, text):
    own = hmac.digest(base64.urlsafe_b64decode(field_key), b"familyhubs.contact.reach", "sha256")
    return hmac.new(own, text.encode(), "sha256").hexdigest()


def keep(told, using="default"):
    """{person: keys}: how many people's search keys this changed."""
    with connections[using].cursor() as cursor:
        given = {str(person): keys for person, keys in told.items()}
        cursor.execute("SELECT families_keep_reach(%s::jsonb)", [json.dumps(given)])
        return cursor.fetchone()[0]


def keep_all(using="default"):
    """Everybody's, in batches: after a rotation of keys, and by night for whoever was missed."""
    changed, last = 0, "00000000-0000-0000-0000-000000000000"
    while True:
        with transaction.atomic(using=using):
            with connections[using].cursor() as cursor:
                cursor.execute(NEXT, [last, BATCH])
                rows = cursor.fetchall()
            told = {
                person: kept_keys(*(TOLD.from_db_value(value, None, None) for value in card))
                for person, *card in rows
            }
            changed += keep(told, using)
        if len(rows) < BATCH:
            return changed
        last = rows[-1][0]


def left_under_old_keys(using="owner"):
    """How many search keys were not made under the first of FIELD_KEYS."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM families_personkeys, unnest(keys) AS key"
            " WHERE left(key, 1) = ANY (%s) AND substr(key, 2, 8) <> %s",
            [list(LETTERS.values()), mark(settings.FIELD_KEYS[0])],
        )
        return cursor.fetchone()[0]
