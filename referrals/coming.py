"""How many requests came to each hub, and what became of them, counted now and then (R045, R046).

Requests about restricted families are left out, whoever asks: no number tells of one.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Q
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.crypto import salted_hmac

from familyhubs.calendar.school import first_monday, year_of
from familyhubs.calendar.working import LONDON
from familyhubs.database.actor import beyond_sight

from .models import ACCEPTING, Referral

# Seconds. Two school years of a large hub are tens of thousands of rows: every page says when.
KEPT = 600
A_YEAR = timedelta(days=365)


class Came(NamedTuple):
    """Counted at a moment: Monday → how many; source → (this school year, the one before)."""

    at: datetime
    weeks: dict
    sources: dict


def came_to(hubs, now):
    """What came to these hubs in this school year and in the one before until the same day."""
    today = timezone.localtime(now).date()
    keys = {hub.pk: f"requests:came:{hub.pk}:{today}" for hub in hubs}
    known = cache.get_many(keys.values())
    missing = [pk for pk, key in keys.items() if key not in known]
    if missing:
        counted = count_came(missing, now)
        cache.set_many({keys[pk]: came for pk, came in counted.items()}, KEPT)
        known |= {keys[pk]: came for pk, came in counted.items()}
    return added_up(list(known.values()), now)


@beyond_sight("how many requests came, and of none whose")
def count_came(hubs, now):
    """Hub → what came there, counted at this moment in one statement."""
    today = timezone.localtime(now).date()
    year = year_of(today)
    then = midnight(day_a_year_ago(today) + timedelta(days=1))
    rows = counted_at(hubs).filter(happened_at__gte=midnight(first_monday(year - 1)))
    rows = rows.order_by().values("hub", "source", week=TruncWeek("happened_at", tzinfo=LONDON))
    found = {hub: Came(now, {}, {}) for hub in hubs}
    for row in rows.annotate(n=Count("pk"), early=Count("pk", filter=Q(happened_at__lt=then))):
        came, monday = found[row["hub"]], row["week"].date()
        of_both = (row["n"], 0) if monday >= first_monday(year) else (0, row["early"])
        add(came, {monday: row["n"]}, {row["source"]: of_both})
    return found


def counted_at(hubs):
    unrestricted = Q(family=None) | Q(family__is_restricted=False)
    return Referral.objects.filter(unrestricted, hub__in=hubs)


def added_up(each, now):
    """Several hubs as one, as old as the oldest of them."""
    total = Came(min((came.at for came in each), default=now), {}, {})
    for came in each:
        add(total, came.weeks, came.sources)
    return total


def add(to, weeks, sources):
    for monday, n in weeks.items():
        to.weeks[monday] = to.weeks.get(monday, 0) + n
    for code, (came, before) in sources.items():
        known = to.sources.get(code, (0, 0))
        to.sources[code] = (known[0] + came, known[1] + before)


class Turned(NamedTuple):
    """Counted at a moment: what became of professionals' referrals, by kind and by source."""

    at: datetime
    since: datetime
    kinds: list
    sources: list


def turned_at(hubs, now):
    """What became of a year's referrals by professionals at these hubs."""
    which = salted_hmac("referrals.coming", ",".join(sorted(str(hub.pk) for hub in hubs)))
    key = f"requests:turned:{which.hexdigest()}"
    return cache.get_or_set(key, lambda: count_turned(hubs, now), KEPT)


def count_turned(hubs, now):
    """The same, counted at this moment."""
    since = now - A_YEAR
    rows = counted_at(hubs).by_professionals(since)
    fields = ("professional__kind", "source")
    return Turned(now, since, *(list(rows.turned_out(one, sorted(ACCEPTING))) for one in fields))


def midnight(day):
    return datetime.combine(day, time.min, LONDON)


def day_a_year_ago(day):
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)
