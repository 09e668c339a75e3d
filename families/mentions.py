"""Who is mentioned in a note, by the name people use. Pure."""

import re

# Names that are also words: these count only with a capital.
ALSO_WORDS = frozenset(
    {"angel", "april", "art", "august", "autumn", "bill", "bob", "chase", "dawn", "drew", "eve"}
    | {"faith", "frank", "grace", "grant", "hope", "ivy", "jack", "joy", "june", "lily", "mark"}
    | {"max", "may", "melody", "pat", "patience", "paul", "pearl", "ray", "rich", "rob", "rose"}
    | {"ruby", "sandy", "skip", "sky", "star", "sue", "summer", "violet", "will", "winter"}
)


def called(person):
    """The words by which somebody is spoken of: the first name, and what they are known as."""
    named = [*person.full_name.split()[:1], *person.known_as.split()]
    return {word.strip(".,").casefold() for word in named if len(word.strip(".,")) > 1}


def mentioned(text, people):
    """Those of these people whom a text speaks of by name."""
    said = set()
    for word in re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", text):
        bare = re.sub(r"[’']s?$", "", word)
        if bare.casefold() not in ALSO_WORDS or bare[:1].isupper():
            said.add(bare.casefold())
    return [person for person in people if called(person) & said]
