"""A stream that only the backup key opens, and that nobody shortens or changes unseen.

Pieces of a mebibyte, each sealed with AES-256-GCM under a key of this file alone. A piece's nonce
is its number and whether it is the last: none can be left out, swapped or cut off at the end.
"""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"familyhubs-backup-1\n"
SALT, TAG = 16, 16  # Bytes
PIECE = 1024 * 1024


class Damaged(Exception):
    """The file is not what was written, or the key is another. The message says what to do."""


def key_of(text):
    """The backup key's 32 bytes; raises ValueError with what to do."""
    try:
        key = base64.urlsafe_b64decode(text)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise ValueError(
            "Set BACKUP_KEY to 32 random bytes in URL-safe base64 (docs/operations.md)."
        )
    return key


def _cipher(key, salt):
    derived = HKDF(hashes.SHA256(), length=32, salt=salt, info=MAGIC).derive(key)
    return AESGCM(derived)


def _nonce(number, is_last):
    return number.to_bytes(11, "big") + bytes([is_last])


class Sealed:
    """Writes to a file what only the key opens; `close` seals the last piece."""

    def __init__(self, file, key):
        salt = os.urandom(SALT)
        self.file, self.cipher, self.number = file, _cipher(key, salt), 0
        self.waiting = bytearray()
        file.write(MAGIC + salt)

    def write(self, data):
        self.waiting += data
        # The last piece must be known as the last: a full one waits for what follows it.
        while len(self.waiting) > PIECE:
            self._seal(bytes(self.waiting[:PIECE]), is_last=False)
            del self.waiting[:PIECE]

    def close(self):
        self._seal(bytes(self.waiting), is_last=True)

    def _seal(self, piece, *, is_last):
        self.file.write(self.cipher.encrypt(_nonce(self.number, is_last), piece, MAGIC))
        self.number += 1


class Opened:
    """Reads what was sealed, a piece at a time; raises Damaged."""

    def __init__(self, file, key):
        head = file.read(len(MAGIC) + SALT)
        if len(head) < len(MAGIC) + SALT or not head.startswith(MAGIC):
            raise Damaged("This is no backup of the portal.")
        self.file, self.cipher, self.number = file, _cipher(key, head[len(MAGIC) :]), 0
        self.ready, self.next, self.is_over = bytearray(), self._raw(), False

    def read(self, size):
        """So many bytes; fewer only at the end."""
        while len(self.ready) < size and not self.is_over:
            self._open()
        data = bytes(self.ready[:size])
        del self.ready[:size]
        return data

    def _raw(self):
        return self.file.read(PIECE + TAG)

    def _open(self):
        piece, self.next = self.next, self._raw()
        self.is_over = not self.next
        try:
            self.ready += self.cipher.decrypt(_nonce(self.number, self.is_over), piece, MAGIC)
        except InvalidTag:
            what = "the key is another" if self.number == 0 else "it was changed or cut off"
            raise Damaged(f"The backup does not open at piece {self.number}: {what}.") from None
        self.number += 1
