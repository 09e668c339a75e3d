"""How many of each kind of professional's referral were taken up (R045, R056). Pure."""

from dataclasses import dataclass

FEW = 5


@dataclass(frozen=True)
class Turnout:
    """Of one kind: how many came, were decided, were accepted, and had the family's agreement."""

    words: str
    came: int = 0
    agreed: int = 0
    decided: int = 0
    accepted: int = 0

    @property
    def percent(self):
        """Accepted of those decided; none where so few say nothing."""
        return round(100 * self.accepted / self.decided) if self.decided >= FEW else None


def turnouts(rows, words):
    """One line for each code in `words`, those without a referral too."""
    counted = {row["code"]: row for row in rows}
    names = ("came", "agreed", "decided", "accepted")
    return [
        Turnout(said, **{name: counted.get(code, {}).get(name, 0) for name in names})
        for code, said in words
    ]
