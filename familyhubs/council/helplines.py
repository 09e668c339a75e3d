"""The helplines shown to families, as an administrator types them: one a line."""

import re
from dataclasses import dataclass

DEFAULT = """\
Childline | 0800 1111 | for children and young people, free, day and night
NSPCC helpline | 0808 800 5000 | if you are worried about a child
National Domestic Abuse Helpline | 0808 2000 247 | free, day and night
Samaritans | 116 123 | to talk to someone, free, day and night
NHS | 111 option 2 | help now with your mental health"""


class NotALine(ValueError):
    """A line that cannot be read, with its number."""

    def __init__(self, number):
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Helpline:
    name: str
    number: str
    about: str

    @property
    def dial(self):
        """What a phone dials: the digits, without an option to press afterwards."""
        return dial(self.number)


def dial(number):
    """The digits to ring, for a tel: link."""
    return re.sub(r"[^0-9+]", "", number.split("option")[0])


def parse(text):
    """Helplines from lines "name | number | what for"; raises NotALine."""
    found = []
    for at, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        name, number, about = (*(part.strip() for part in line.split("|", 2)), "", "")[:3]
        if not name or not dial(number):
            raise NotALine(at)
        found.append(Helpline(name, number, about))
    return found
