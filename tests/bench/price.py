"""What row-level security costs a page: the same pages with the policies and without, in turn."""

import statistics
from contextlib import contextmanager

from django.db import connections, transaction

from familyhubs.database import roles
from familyhubs.database.policies.tables import POLICIES
from tests.bench.measure import Visitor

# The aim of decision 55, for all pages together.
MOST_PRICE = 0.15
TURNS, ASKED = 3, 7
# Sight is worked out in every transaction: without the policies nobody needs it.
NO_SIGHT = """
CREATE OR REPLACE FUNCTION policies_take_sight(
    actor text, at timestamptz, today date, grow boolean DEFAULT false
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN PERFORM set_config('familyhubs.sight', 'all', true); END $$
"""
PAGES = (
    "pages:today",
    "families:list",
    "families:record",
    "families:timeline",
    "families:people",
    "families:person",
    "families:agreements",
    "referrals:queue",
    "referrals:request",
    "outcomes:plan",
    "help:find",
)


@contextmanager
def without_policies():
    """Inside, every row is anybody's; then all of it is put back as prepare_database makes it."""
    owner = connections["owner"]
    switch(owner, "DISABLE")
    with owner.cursor() as cursor:
        cursor.execute(NO_SIGHT)
    try:
        yield
    finally:
        switch(owner, "ENABLE")
        with transaction.atomic(using="owner"):
            roles.grant(owner)


def switch(owner, verb):
    with owner.cursor() as cursor:
        for table in sorted(POLICIES):
            cursor.execute(f'ALTER TABLE "{table}" {verb} ROW LEVEL SECURITY')


def measure_price(origin, found):
    """{page and role: (with, without)} in ms, and how much more the one is than the other."""
    visitors = [Visitor(origin, page) for page in found if page.name in PAGES]
    guarded, open_to_all = ([[] for _ in visitors] for _ in range(2))
    for _ in range(TURNS):
        ask(visitors, guarded)
        with without_policies():
            ask(visitors, open_to_all)
    rows = [
        (visitor.page.role, visitor.page.name, statistics.median(a), statistics.median(b))
        for visitor, a, b in zip(visitors, guarded, open_to_all, strict=True)
    ]
    return rows, statistics.median(a / b for *_of, a, b in rows) - 1


def ask(visitors, times):
    for visitor, found in zip(visitors, times, strict=True):
        visitor.get(visitor.page.path)  # The first after a switch plans anew.
        found += [visitor.get(visitor.page.path).ms for _ in range(ASKED)]
