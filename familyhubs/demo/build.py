"""Builds the demo council in order: places, people, five years of stories, and this week's work."""

from collections import defaultdict
from random import Random
from time import monotonic

from django.db import connections, transaction
from django.utils import timezone

from familyhubs.database.actor import SystemActor, acting_as, set_actor
from familyhubs.insights.actions import close_quarters
from hubs.models import Hub, Postcode

from .agreements import agreements
from .births import births
from .boards import build_boards
from .council import build_places
from .desk import desks
from .duty import duty
from .emergencies import emergencies
from .history import History
from .members import members
from .offer import build_offer
from .outreach import outreach
from .past import past_weeks
from .staff import build_staff
from .tables import Tables
from .terms import terms
from .this_week import this_week
from .visitors import visitors
from .whats_on import whats_on

SEED = 20_260_401
BATCH = 500
GROWN = {500, 1000, 2000, 5000, 10_000}


def build(*, families, say):
    """Everything the demo shows; the same seed tells the same stories."""
    started = monotonic()
    random = Random(SEED)
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        hubs = build_places(random)
        staff = build_staff(hubs)
        build_offer(hubs, staff)
    say(f"An invented council: {len(hubs)} hubs and their people.")
    rows = tell_stories(families, staff=staff, hubs=hubs, random=random)
    say(f"{families} families with five years of history ({rows} rows).")
    terms()
    duty(staff=staff, hubs=hubs)
    this_week(staff=staff, hubs=hubs)
    emergencies(staff=staff, hubs=hubs)
    whats_on(staff=staff, hubs=hubs)
    past_weeks(staff=staff, hubs=hubs, seed=SEED)
    outreach(staff=staff, hubs=hubs, seed=SEED)
    members(staff=staff, hubs=hubs)
    births(random=Random(SEED))
    agreements(hubs=hubs)
    visitors(hubs=hubs, staff=staff)
    build_boards(staff=staff, hubs=hubs)
    desks(hubs=hubs, random=Random(SEED))
    publish_figures()
    say(f"This week's requests and plans. Done in {monotonic() - started:.0f} seconds.")


def tell_stories(count, *, staff, hubs, random, progress=None):
    """Write this many families' histories by COPY, as the owner; gives the number of rows."""
    tables = Tables()
    history = History(
        tables,
        staff=staff,
        hubs=list(Hub.objects.filter(pk__in=[hub.pk for hub in hubs])),
        postcodes=postcodes_by_hub(),
        random=random,
        now=timezone.now(),
    )
    owner = connections["owner"]
    with transaction.atomic(using="owner"):
        set_actor(SystemActor.SETUP, using="owner")
        with owner.cursor() as cursor:
            # Checked with each batch: left to the end, millions of checks would wait in memory.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for done in range(1, count + 1):
            history.tell()
            if done % BATCH == 0 or done == count:
                write(tables, owner, analyse=done in GROWN or done == count)
                if progress:
                    progress(done, tables.count)
    return tables.count


def publish_figures():
    """What the clock does at the end of each quarter, for those that are over."""
    with acting_as(SystemActor.CLOCK):
        close_quarters(by=SystemActor.CLOCK)


def write(tables, owner, *, analyse):
    """One batch. The checks of foreign keys are planned while tables are small, and would read
    them whole for ever after: new statistics make PostgreSQL plan them again."""
    tables.write(owner.connection)
    if analyse:
        with owner.cursor() as cursor:
            cursor.execute("ANALYZE")


def postcodes_by_hub():
    found = defaultdict(list)
    for postcode in Postcode.objects.select_related("ward"):
        found[postcode.ward.hub_id].append(postcode)
    return found
