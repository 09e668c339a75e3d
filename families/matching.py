"""Might these be the same people? Pure scoring with its reasons; a person always decides.

Each fact that both sides know counts for or against; one that either side lacks counts a little,
so that a blank is never worse than a mismatch and never better than a near match.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import islice, product

from .moments import plain_day

# Who is worth showing, and who is very likely the same.
POSSIBLE = 50
LIKELY = 80
PER_FURTHER_PERSON = 5
# Whoever writes to us may write anything as a name: what is longer than a name is not compared.
MOST_WORDS, MOST_LETTERS = 6, 30
WEIGHTS = {"name": 50, "born_on": 35, "postcode": 15}
# A phone number or an e-mail address in common adds this much; another one says nothing.
REACHED = 35
# Short names that are written for long ones; each group is one name to us.
SHORT_NAMES = (
    "alexander alexandra alex sandy sasha",
    "andrew andy drew",
    "anthony tony",
    "benjamin ben benny",
    "catherine katherine kathryn kate katie kathy cathy",
    "charles charlie charlotte lottie",
    "christopher christine christina chris",
    "daniel danielle dan danny",
    "david dave davey",
    "deborah debbie deb",
    "edward ed eddie ted teddy",
    "elizabeth elisabeth liz lizzie beth betty eliza libby",
    "frances francis fran frank",
    "james jim jimmy jamie",
    "jennifer jenny jen",
    "jessica jess jessie",
    "john jack johnny jonathan jon",
    "joseph josephine joe jo josie",
    "margaret maggie meg peggy",
    "matthew matt",
    "michael mike mick mikey",
    "mohammed muhammad mohamed mohammad mohamad",
    "nicholas nicola nick nicky",
    "patricia patrick pat paddy trish",
    "rebecca becky becca",
    "richard rick ricky dick",
    "robert rob bob bobby",
    "samuel samantha sam sammy",
    "stephen steven stephanie steve steph",
    "susan suzanne sue susie",
    "thomas tom tommy",
    "victoria vicky tori",
    "william will bill billy liam",
    "zachary zac zach zak",
)
ONE_NAME = {name: group.split()[0] for group in SHORT_NAMES for name in group.split()}
WAYS = {name: tuple(group.split()) for group in SHORT_NAMES for name in group.split()}
MOST_SPELLINGS = 16
# Letters that no accent was added to, as the database writes them without it.
PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
SOUNDS = {
    letter: code
    for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1)
    for letter in letters
}


class Verdict(StrEnum):
    """How two values of one fact compare."""

    MATCH = "match"
    NEAR = "near"
    MISMATCH = "mismatch"
    BLANK = "blank"


# How much of a fact's weight each verdict is worth.
WORTH = {Verdict.MATCH: 1.0, Verdict.NEAR: 0.7, Verdict.BLANK: 0.35, Verdict.MISMATCH: 0.0}


@dataclass(frozen=True)
class Facts:
    """What is known of one person for this purpose."""

    name: str = ""
    born_on: date | None = None
    postcode: str = ""
    # Digests of ways to reach them (familyhubs/contact/reach.py).
    reach: frozenset = frozenset()

    @cached_property
    def words(self):
        """The name's words, worked out once however many people it is held against."""
        return name_words(self.name)


@dataclass(frozen=True)
class Reason:
    """One fact side by side."""

    field: str
    verdict: Verdict
    asked: str
    known: str


@dataclass(frozen=True)
class Match:
    """How alike two people, or two families, are: 0 to 100, and why."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self):
        return self.score >= LIKELY

    @property
    def is_possible(self):
        return self.score >= POSSIBLE


def score(asked, known):
    """How alike two people are, fact by fact."""
    reasons = tuple(
        Reason(
            field,
            compare(field, asked, known),
            _text(getattr(asked, field)),
            _text(getattr(known, field)),
        )
        for field in WEIGHTS
    )
    total = sum(WEIGHTS[reason.field] * WORTH[reason.verdict] for reason in reasons)
    if asked.reach & known.reach:
        total += REACHED
        reasons += (Reason("reach", Verdict.MATCH, "", ""),)
    return Match(min(100, round(total)), reasons)


def score_families(asked, known):
    """The best pair of people decides; each further pair that is likely adds a little."""
    best = Match(0, ())
    likely = 0
    for person in asked:
        nearest = max(
            (score(person, other) for other in known), key=lambda m: m.score, default=best
        )
        likely += nearest.is_likely
        best = max(best, nearest, key=lambda match: match.score)
    further = PER_FURTHER_PERSON * max(0, likely - 1)
    return Match(min(100, best.score + further), best.reasons)


def compare(field, asked, known):
    """The verdict on one fact of two people."""
    one, other = getattr(asked, field), getattr(known, field)
    if not one or not other:
        return Verdict.BLANK
    if field == "name":
        return compare_words(asked.words, known.words)
    return {"born_on": compare_births, "postcode": compare_postcodes}[field](one, other)


def compare_names(one, other):
    """The verdict on two names."""
    return compare_words(name_words(one), name_words(other))


def compare_words(left, right):
    """Words in any order, short names for long ones, small slips, and sounds alike."""
    if not left or not right:
        return Verdict.BLANK
    if sorted(map(_full, left)) == sorted(map(_full, right)):
        return Verdict.MATCH
    alike = [
        (here, there)
        for here, word in enumerate(left)
        for there, other in enumerate(right)
        if words_alike(word, other)
    ]
    found = min(len({here for here, _there in alike}), len({there for _here, there in alike}))
    enough = max(1, min(2, len(left), len(right)))
    return Verdict.NEAR if found >= enough else Verdict.MISMATCH


def compare_births(one, other):
    """The same day; or the slips that people make: day and month swapped, one part wrong."""
    if one == other:
        return Verdict.MATCH
    swapped = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    same_parts = sum((one.year == other.year, one.month == other.month, one.day == other.day))
    return Verdict.NEAR if swapped or same_parts == 2 else Verdict.MISMATCH


def compare_postcodes(one, other):
    one, other = ("".join(text.split()).upper() for text in (one, other))
    if one == other:
        return Verdict.MATCH
    # The same sector: all but the last two letters.
    return Verdict.NEAR if len(one) > 4 and one[:-2] == other[:-2] else Verdict.MISMATCH


def name_words(name):
    """A name's first words in plain lower-case letters, without accents and marks."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN_LETTERS))
    kept = (
        c if c.isalpha() else " " for c in plain if not unicodedata.combining(c) and c not in "'’"
    )
    return tuple(word[:MOST_LETTERS] for word in "".join(kept).split()[:MOST_WORDS])


def names_of(full_name, known_as):
    """What somebody may be called: their name, and what they are known as with their last name."""
    last = full_name.split()[-1:]
    return (full_name, " ".join([known_as, *last])) if known_as else (full_name,)


def spellings(name):
    """The name with each short name in it written out in every way of its group."""
    ways = [WAYS.get(word, (word,)) for word in name_words(name)]
    return [name, *map(" ".join, islice(product(*ways), MOST_SPELLINGS))]


@lru_cache(maxsize=50_000)
def words_alike(one, other):
    """The same name or its beginning, one slip for every four letters, or the same sound."""
    shorter, longest = sorted(map(len, (one, other)))
    if _full(one) == _full(other):
        return True
    if shorter > 2 and one[:shorter] == other[:shorter]:
        return True
    if longest <= 3:
        return False
    if may_be_within(longest // 4, one, other) and slips(one, other) <= longest // 4:
        return True
    return bool(sound(one)) and sound(one) == sound(other)


def may_be_within(most, one, other):
    """Whether so few slips could do: each takes away one letter, or one kind of letter, at most."""
    letters, others = set(one), set(other)
    return max(abs(len(one) - len(other)), len(letters - others), len(others - letters)) <= most


def _full(word):
    return ONE_NAME.get(word, word)


def slips(one, other):
    """How many letters to change, add, drop or swap to make one word the other."""
    before, row = None, list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        nextrow = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, nextrow[j - 1] + 1, row[j - 1] + (a != b))
            if before and i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            nextrow.append(cost)
        before, row = row, nextrow
    return row[-1]


@lru_cache(maxsize=10_000)
def sound(word):
    """Soundex: the first letter and the sounds that follow; empty outside the Latin letters."""
    if not word or not word.isascii():
        return ""
    codes, last = [], SOUNDS.get(word[0])
    for letter in word[1:]:
        code = SOUNDS.get(letter)
        if code and code != last:
            codes.append(str(code))
        if letter not in "hw":
            last = code
    return (word[0] + "".join(codes) + "000")[:4]


def _text(value):
    return plain_day(value) if isinstance(value, date) else value or ""
