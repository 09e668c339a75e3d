"""References that can be said over a telephone and never guessed (domain.md 2.18)."""

import secrets

# No vowels, so no words; no letters or digits that sound or look alike.
ALPHABET = "2346789BCDFGHJKMPQRTVWXY"


def new_reference(prefix):
    """A random reference like FH-7K3M-2Q9T: 24^8, about 110 thousand million of them."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


def read_reference(text, prefix):
    """The reference somebody typed or said, in its own spelling, or an empty string."""
    letters = "".join(c for c in str(text).upper() if c.isalnum())
    letters = letters.removeprefix(prefix)
    if len(letters) != 8 or any(c not in ALPHABET for c in letters):
        return ""
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
