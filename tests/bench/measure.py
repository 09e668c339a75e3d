"""Times one page: one visitor at a time for the judged median, eight at a time for the report."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import requests
from django.test import Client

from tests.bench.pages import KEPT_SEARCH, SEARCHED_FOR

WARM_UP, ALONE, TOGETHER = 2, 11, 24


class Visitor:
    """Asks for pages with the session of one role's user."""

    def __init__(self, origin):
        self.origin = origin
        self.sessions = {}

    def session_of(self, user):
        if user is None:
            return {}
        if user.pk not in self.sessions:
            client = Client()
            client.force_login(user)
            session = client.session
            session["searches"] = {KEPT_SEARCH: SEARCHED_FOR}
            session.save()
            self.sessions[user.pk] = session.session_key
        # A demo names its cookies by its port.
        return {f"session_{urlsplit(self.origin).port}": self.sessions[user.pk]}

    def get(self, path, user):
        started = time.perf_counter()
        answer = requests.get(
            self.origin + path, cookies=self.session_of(user), allow_redirects=False, timeout=60
        )
        answer.ms = (time.perf_counter() - started) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code} to {user}.")
        return answer


def measure(visitor, page):
    """The row of the table for one page, beside the empty view in the same breath."""
    empty = "/bench/public/" if page.user is None else "/bench/staff/"
    for _ in range(WARM_UP):
        visitor.get(empty, page.user)
        visitor.get(page.path, page.user)
    nothing, alone = [], []
    for _ in range(ALONE):
        nothing.append(visitor.get(empty, page.user).ms)
        alone.append(visitor.get(page.path, page.user))
    times = sorted(answer.ms for answer in alone)
    median = statistics.median(times)
    together = eight_at_once(visitor, page)
    return {
        "page": page.name,
        "role": page.role,
        "queries": int(alone[-1].headers["X-Queries"]),
        "median_ms": round(median, 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
        "ratio": round(median / statistics.median(nothing), 2),
        "db_ms": round(statistics.median(float(a.headers["X-Database-Ms"]) for a in alone), 2),
        "bytes": len(alone[-1].content),
        "eight_p95_ms": round(together, 2),
    }


def eight_at_once(visitor, page):
    with ThreadPoolExecutor(8) as visitors:
        asked = visitors.map(lambda _: visitor.get(page.path, page.user).ms, range(TOGETHER))
    return sorted(asked)[int(TOGETHER * 0.95)]
