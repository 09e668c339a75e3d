"""What a row of an edition of the Indices of Deprivation says of one small area (R008)."""

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from . import cells
from .csv_rows import read_csv
from .report import BadRow, WrongFile

# Our names for the columns, and what the official files of 2019 and 2025 call them.
INDEX = "index of multiple deprivation (imd)"
NAMES = {
    "lsoa_code": ("lsoa_code", "lsoa code (2021)", "lsoa code (2011)"),
    "decile": (
        "decile",
        "imd_decile",
        f"{INDEX} decile (where 1 is most deprived 10% of lsoas)",
    ),
    "rank": ("rank", "imd_rank", f"{INDEX} rank (where 1 is most deprived)"),
    "score": ("score", "imd_score", f"{INDEX} score"),
}
NEEDED = ("lsoa_code", "decile")
HIGHEST_SCORE = 100


class DeprivationRow(NamedTuple):
    area: str
    decile: int
    rank: int | None
    score: Decimal | None


def read(path):
    """Yields (line number, row of the file under our names)."""
    for line, row in read_csv(path, ()):
        yield line, row if isinstance(row, BadRow) else _renamed(row)


def _renamed(row):
    found = {
        ours: next((row[name] for name in theirs if name in row), None)
        for ours, theirs in NAMES.items()
    }
    missing = [name for name in NEEDED if found[name] is None]
    if missing:
        raise WrongFile(
            f"The file has no column {', '.join(missing)}: it is not the file this import reads."
        )
    return {name: value or "" for name, value in found.items()}


def judge(row):
    """The one DeprivationRow of a row; BadRow where it cannot be used."""
    code = cells.area_code(row, "lsoa_code", "lsoa")
    if code is None:
        raise BadRow("lsoa_code is missing")
    decile = cells.count(row["decile"], "decile")
    if not 1 <= decile <= 10:
        raise BadRow(f"decile is not 1 to 10: {decile}")
    rank = cells.count(row["rank"].replace(",", ""), "rank") if row["rank"] else None
    if rank == 0:
        raise BadRow("rank is not 1 or more: 0")
    return [DeprivationRow(code, decile, rank, _score(row["score"]))]


def _score(typed):
    if not typed:
        return None
    try:
        score = Decimal(typed)
    except InvalidOperation:
        raise BadRow(f"score is not a number: {typed[:20]!r}") from None
    if not (score.is_finite() and 0 <= score <= HIGHEST_SCORE):
        raise BadRow(f"score is not 0 to {HIGHEST_SCORE}: {typed[:20]}")
    return round(score, 3)
