"""How hard English words are to read, by the Flesch–Kincaid formula, and how many there are."""

import re

from lxml import html

VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$")
WORD = re.compile(r"[A-Za-z]+(?:[’'][a-z]+)?")
PARTS = (
    "p",
    "li",
    "label",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "legend",
    "button",
    "td",
    "th",
    "caption",
)
BLOCKS = (*PARTS, "summary", "div", "span")
# The formula counts years of school: a child is five in the first.
FIRST_YEAR_AT = 5


def syllables(word):
    """How many a word has, roughly: its groups of vowels without a silent ending."""
    word = word.lower().replace("’s", "s").replace("'s", "s")
    silent = len(word) > 3 and bool(SILENT.search(word))
    return max(1, len(VOWELS.findall(word)) - silent)


def sentences(page, left_out=()):
    """What main says, in sentences of three words or more; the names in `left_out` are one word."""
    main = main_of(page)
    for line_end in main.iter("br"):
        line_end.tail = f"\n{line_end.tail or ''}"
    for block in main.iter(*BLOCKS):
        if next(block.iterdescendants(*BLOCKS), None) is not None and block.tag not in PARTS:
            continue
        if block.tag not in PARTS and any(one.tag in PARTS for one in block.iterancestors()):
            continue
        for line in block.text_content().splitlines():
            text = " ".join(line.split())
            for name in left_out:
                text = text.replace(name, "it")
            yield from (s for s in re.split(r"(?<=[.?!:])\s+", text) if len(words_of(s)) > 2)


def main_of(page):
    """The page's own part, without scripts."""
    main = html.fromstring(page).xpath("//main")[0]
    for script in main.xpath(".//script|.//*[contains(@class, 'fh-trap')]"):
        script.drop_tree()
    return main


def words_of(text):
    return WORD.findall(text)


def reading_age(said):
    """At what age somebody reads these sentences with ease."""
    words = [word for one in said for word in words_of(one)]
    each = sum(syllables(word) for word in words) / len(words)
    return 0.39 * len(words) / len(said) + 11.8 * each - 15.59 + FIRST_YEAR_AT
