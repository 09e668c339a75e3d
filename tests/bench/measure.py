"""Times one page: one visitor at a time for the judged median, eight at a time for the report."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import requests

WARM_UP, ALONE, TOGETHER = 2, 11, 24
# The aim: no page asks the database more often, or takes more times as long as the empty view.
MOST_QUERIES, MOST_TIMES = 15, 5
# What must not grow with the number of families, and by how much at the most in ten times as many.
GROWS = ("families:list", "families:list?search=bench", "families:record", "families:timeline")
MOST_GROWTH = 1.3
# Families wait for the search, machines harvest the feed, and the queue is all day on a screen:
# these are held to less.
AIMS = {"help:find": 3, "open_referral:services": 4, "referrals:queue": 4}


class Visitor:
    """Asks for one page with the session of the one whose page it is."""

    def __init__(self, origin, page):
        self.origin, self.page = origin, page
        # A demo names its cookies by its port.
        name = f"session_{urlsplit(origin).port}"
        self.cookies = {name: page.visitor().session.session_key}

    def get(self, path):
        started = time.perf_counter()
        answer = requests.get(
            self.origin + path, cookies=self.cookies, allow_redirects=False, timeout=60
        )
        answer.ms = (time.perf_counter() - started) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code} to {self.page.role}.")
        return answer


def measure(origin, page):
    """The row of the table for one page, beside the empty view in the same breath."""
    visitor = Visitor(origin, page)
    empty = "/bench/public/" if page.user is None else "/bench/staff/"
    for _ in range(WARM_UP):
        visitor.get(empty)
        visitor.get(page.path)
    nothing, alone = [], []
    for _ in range(ALONE):
        nothing.append(visitor.get(empty).ms)
        alone.append(visitor.get(page.path))
    times = sorted(answer.ms for answer in alone)
    median = statistics.median(times)
    queries = int(alone[-1].headers["X-Queries"])
    ratio = round(median / statistics.median(nothing), 2)
    return {
        "page": page.name,
        "role": page.role,
        "queries": queries,
        "median_ms": round(median, 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
        "ratio": ratio,
        "db_ms": round(statistics.median(float(a.headers["X-Database-Ms"]) for a in alone), 2),
        "bytes": len(alone[-1].content),
        "eight_p95_ms": round(eight_at_once(visitor), 2),
        "over_the_aim": queries > MOST_QUERIES or ratio > aim_of(page),
    }


def aim_of(page):
    return AIMS.get(page.name.partition("?")[0], MOST_TIMES)


def eight_at_once(visitor):
    with ThreadPoolExecutor(8) as visitors:
        asked = visitors.map(lambda _: visitor.get(visitor.page.path).ms, range(TOGETHER))
    return sorted(asked)[int(TOGETHER * 0.95)]
