"""Few rows in which every pair of values meets: what a product finds, for a part of its price."""

from itertools import combinations, product


def rows_of_pairs(factors):
    """Rows (dicts) in which each pair of values of any two factors stands; always the same rows."""
    names = list(factors)
    wanted = {
        pair(one, first, other, second)
        for one, other in combinations(names, 2)
        for first, second in product(factors[one], factors[other])
    }
    rows = []
    while wanted:
        rows.append(filled(dict(first(wanted)), factors, wanted))
    return rows


def pair(one, first, other, second):
    return frozenset({(one, first), (other, second)})


def first(wanted):
    return min(wanted, key=lambda found: sorted(map(str, found)))


def filled(row, factors, wanted):
    """Each missing factor gets the value that meets the most pairs which nobody met yet."""
    for name, values in factors.items():
        if name not in row:
            row[name] = max(values, key=lambda value: newly_met(row, name, value, wanted))
    wanted -= {frozenset(two) for two in combinations(row.items(), 2)}
    return row


def newly_met(row, name, value, wanted):
    return sum(pair(name, value, *other) in wanted for other in row.items())
