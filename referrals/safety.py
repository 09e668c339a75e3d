"""Answers that a person must look at first. Words only raise a flag for people to read:
nothing is ever refused, closed or decided by them (domain.md 3.4). Pure.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from .scanning import english, panjabi, polish, romanian, urdu

# What somebody may tick, in families' words.
TODAY = {
    "harm": _("Someone is being hurt, or might be"),
    "fear": _("Someone is scared of a person they know"),
    "self_harm": _("Someone is thinking of hurting or killing themselves"),
    "hunger": _("We have no food or heating tonight"),
    "homeless": _("We have nowhere safe to sleep tonight"),
}
# What staff read for each flag, those raised by words included.
STAFF_WORDS = {
    "harm": _("Harm"),
    "fear": _("Fear of somebody"),
    "self_harm": _("Self-harm"),
    "hunger": _("No food or heating tonight"),
    "homeless": _("Nowhere to sleep tonight"),
    "abuse": _("Domestic abuse"),
    "words_harm": _("Words: harm"),
    "words_fear": _("Words: fear"),
    "words_self_harm": _("Words: self-harm"),
    "words_hunger": _("Words: no food or heating"),
    "words_homeless": _("Words: nowhere to sleep"),
}
FLAGGED_TOPICS = {"abuse": "abuse", "missing": "harm", "self_harm": "self_harm"}

# The same flags in each language, and all languages are looked for in every text: somebody may
# write Polish on the English page. Endings are written ~ (any letters), up to three other words …,
# apart from these they are regular expressions of whole words, without capitals.
BY_LANGUAGE = {
    "en-gb": english.WORDS,
    "pl": polish.WORDS,
    "ro": romanian.WORDS,
    "pa": panjabi.WORDS,
    "ur": urdu.WORDS,
}
# Longer than any story the form takes, so that a scan can never be made slow.
LONGEST = 20_000
# Marks that people leave out or add as they like: accents, Arabic vowel signs, nukta and addak.
MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0a3c\u0a71]")
# Letters that look alike and are typed for each other.
ALIKE = str.maketrans("łيىكهھةںੰ’‘`´", "lییکہہہنਂ''''")


def folded(text):
    """As it is compared: no capitals, no accents, letters that look alike as one."""
    return MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(ALIKE)


def plain(text):
    """The text as words with a space at each side: invisible characters and punctuation out."""
    seen = "".join(c for c in text[:LONGEST] if unicodedata.category(c) != "Cf")
    kept = (c if c == "'" or unicodedata.category(c)[0] in "LMN" else " " for c in folded(seen))
    return f" {' '.join(word.strip(chr(39)) for word in ''.join(kept).split())} "


def pattern_of(lines):
    """One regular expression of all the lines of a list."""
    text = folded("|".join(lines).replace(" … ", "(?: [^ ]+){0,3} "))
    return re.compile(f"(?<= )(?:{text.replace('~', '[^ ]*+')})(?= )")


PATTERNS = {
    flag: [pattern_of(words[flag]) for words in BY_LANGUAGE.values()] for flag in english.WORDS
}


def flags_in(*texts):
    """The flags that these words raise, for a person to look at."""
    read = plain(" \n ".join(text for text in texts if text))
    found = {flag: any(one.search(read) for one in each) for flag, each in PATTERNS.items()}
    return [flag for flag, is_said in found.items() if is_said]


def flags_of(ticked, topics, *texts):
    """Every flag of a request once: those ticked, those of its topics, those of its words."""
    told = [flag for flag in ticked if flag in TODAY]
    told += [FLAGGED_TOPICS[code] for code in topics if FLAGGED_TOPICS.get(code)]
    return list(dict.fromkeys([*told, *flags_in(*texts)]))


def words_of(flags):
    """What staff read for these flags."""
    return [STAFF_WORDS.get(flag, flag) for flag in flags]
