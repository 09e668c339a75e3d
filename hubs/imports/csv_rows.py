"""Reads a CSV file row by row, in constant memory, and refuses what is not one."""

import csv
from contextlib import contextmanager

from .report import BadRow, WrongFile

LONGEST_LINE = 100_000
NOT_GIVEN = {"", "NA", "N/A"}


@contextmanager
def open_text(path):
    """The file as UTF-8 text, or WrongFile in words."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError:
        raise WrongFile(
            "This file is not UTF-8 text. Save it as CSV UTF-8 (or GeoJSON) and try again."
        ) from None
    except OSError as problem:
        raise WrongFile(f"The file {path} could not be opened: {problem.strerror}.") from None


def read_csv(path, needed):
    """Yields (line number, row) for each row: a dict of text by column name, or a BadRow.

    Column names are matched whatever their case; a cell that says NA is empty.
    """
    with open_text(path) as file:
        reader = csv.reader(_lines(file), strict=True)
        names = _heading(reader, needed)
        empty = True
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error as problem:
                yield line, _quoting(problem, line)
                continue
            if cells:
                empty = False
                yield line, _row(names, cells)
        if empty:
            raise WrongFile("The file has a heading and no rows.")


def _lines(file):
    """Lines of a bounded length, so that no file can fill the memory."""
    number = 0
    while text := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(text) > LONGEST_LINE:
            raise WrongFile(f"Line {number} is longer than {LONGEST_LINE:,} characters.")
        if "\0" in text:
            raise WrongFile(f"Line {number} holds a NUL character: this is not a text file.")
        yield text


def _heading(reader, needed):
    try:
        names = [cell.strip().casefold() for cell in next(reader)]
    except StopIteration:
        raise WrongFile("The file is empty.") from None
    except csv.Error:
        names = []
    missing = [name for name in needed if name not in names]
    if missing:
        raise WrongFile(
            f"The file has no column {', '.join(missing)}: it is not the file this import reads."
        )
    return names


def _quoting(problem, line):
    """A stray quotation mark spoils one row; one that is never closed swallows the rest."""
    if "expected after" in str(problem):
        return BadRow("quotation marks: text follows a closing one")
    raise WrongFile(f"A quotation mark opened on line {line} is not closed.")


def _row(names, cells):
    if len(cells) != len(names):
        return BadRow(f"number of cells: {len(cells)} where the heading has {len(names)}")
    cells = [cell.strip() for cell in cells]
    return {
        name: "" if cell.upper() in NOT_GIVEN else cell
        for name, cell in zip(names, cells, strict=True)
    }
