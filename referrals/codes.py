"""Codes that a family writes down: easy to read aloud, not to be guessed. Pure."""

from django.utils.crypto import get_random_string, salted_hmac

# Nothing that looks like something else on paper (0 and O, 1 and I, 5 and S, 2 and Z, 8 and B, U
# and V), and no vowel that could make a word.
LETTERS = "CDFGHJKMNPQRTVWXY34679"
LENGTH, GROUP = 12, 4
LONGEST_TYPED = 60


def new_code():
    """Twelve letters in three groups: 22 ** 12, as many as 53 bits hold."""
    text = get_random_string(LENGTH, LETTERS)
    return "-".join(text[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def plain_code(typed):
    """What was typed, in capitals and without what people put between the groups."""
    return "".join(letter for letter in typed[:LONGEST_TYPED].upper() if letter.isalnum())


def digest_of(typed):
    """What is kept of a code: without this portal's secret key nobody can try codes against it."""
    keyed = salted_hmac("referrals.codes", plain_code(typed), algorithm="sha256")
    return keyed.hexdigest()
