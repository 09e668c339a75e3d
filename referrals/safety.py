"""Answers that a person must look at first. Words only raise a flag for people to read:
nothing is ever refused, closed or decided by them (domain.md 3.4). Pure.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

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

_PATTERNS = {
    "words_harm": r"\b(hit|hits|hitting|punch\w*|kick(s|ed|ing)|slap\w*|strangl\w*|chok(e|ed|ing)"
    r"|beat(s|en|ing)? (me|him|her|us|them|my|the)|bruis\w*|rap(e|ed|es|ing)|molest\w*|abus\w*"
    r"|hurt(s|ing)? (me|him|her|us|them|my|the)|knife|weapon|violen\w*|attack\w*)\b",
    "words_fear": r"\b(scared|afraid|frighten\w*|terrified|threat\w*|unsafe|not safe"
    r"|he('| i)?ll kill|control(s|ling) me|stalk\w*|in danger)\b",
    "words_self_harm": r"\b(suicid\w*|kill(ing)? (myself|himself|herself|themsel\w*|me)"
    r"|self[ -]?harm\w*|cut(s|ting)? (myself|himself|herself|themsel\w*)|end (it all|my life)"
    r"|(don.?t|do not|doesn.?t) want to (live|be here|be alive)|overdos\w*|want(s)? to die)\b",
    "words_hunger": r"\b(no (food|heat\w*|gas|electric\w*)|nothing to eat|starving"
    r"|(can.?t|cannot) (feed|afford (food|to eat|heating)))\b",
    "words_homeless": r"\b(homeless|nowhere to (sleep|live|stay|go)|sleeping rough|evict\w*"
    r"|kicked out|thrown out|sleep(ing)? in (the|a|my|our) car)\b",
}
PATTERNS = {flag: re.compile(text, re.IGNORECASE) for flag, text in _PATTERNS.items()}
# Longer than any story the form takes, so that a scan can never be made slow.
LONGEST = 20_000


def plain(text):
    """The text as it reads: compatibility forms undone, invisible characters out, one space."""
    text = unicodedata.normalize("NFKC", text[:LONGEST])
    seen = (c for c in text if unicodedata.category(c) != "Cf")
    return re.sub(r"\s+", " ", "".join(seen)).replace("’", "'")


def flags_in(*texts):
    """The flags that these words raise, for a person to look at."""
    read = plain(" \n ".join(text for text in texts if text))
    return [flag for flag, pattern in PATTERNS.items() if pattern.search(read)]


def flags_of(ticked, topics, *texts):
    """Every flag of a request once: those ticked, those of its topics, those of its words."""
    told = [flag for flag in ticked if flag in TODAY]
    told += [FLAGGED_TOPICS[code] for code in topics if FLAGGED_TOPICS.get(code)]
    return list(dict.fromkeys([*told, *flags_in(*texts)]))


def words_of(flags):
    """What staff read for these flags."""
    return [STAFF_WORDS.get(flag, flag) for flag in flags]
