"""What a row of the population estimates says: one area, one sex, every single year of age."""

from datetime import date
from typing import NamedTuple

from ..geography import kind_of_area
from . import cells
from .csv_rows import read_csv
from .report import BadRow

AGES = [*map(str, range(90)), "90+"]
NEEDED = ("period", "area_code", "sex", "all_ages", *AGES)
SEXES = {"persons", "females", "males"}


class PopulationRow(NamedTuple):
    area: str
    on: date
    sex: str
    age: int
    people: int


def read(path):
    """Yields (line number, row of the file)."""
    return read_csv(path, NEEDED)


def judge(row):
    """The 91 figures of a row; BadRow where one of them is wrong or they do not add up."""
    code, sex = row["area_code"].upper(), row["sex"].casefold()
    if kind_of_area(code) is None:
        raise BadRow(f"not an area code: {code[:20]!r}")
    if sex not in SEXES:
        raise BadRow(f"not a sex we know: {row['sex'][:20]!r}")
    on = cells.day(row["period"], "period")
    people = [cells.count(row[age], f"age {age}") for age in AGES]
    told = cells.count(row["all_ages"], "all_ages")
    if sum(people) != told:
        raise BadRow(f"ages do not add up: {sum(people):,} where all_ages says {told:,}")
    return [PopulationRow(code, on, sex, age, number) for age, number in enumerate(people)]
