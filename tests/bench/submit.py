"""Times the last button of a family's request: the request is kept, and matching is owed."""

import re
import statistics
import time

import requests
from django.urls import reverse

from tests.bench.measure import WARM_UP, Visitor
from tests.bench.pages import ASKER, Page, answered_draft

SENT = 21
MOST_TIMES = 4
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def measure_submit(origin):
    """A row like a page's, beside the empty view in the same breath."""
    nothing, sent = [], []
    for _ in range(WARM_UP + SENT):
        page = Page(
            role=ASKER,
            name="ask:check, sent",
            path=reverse("ask:check"),
            kept={"ask_draft": str(answered_draft().pk)},
        )
        visitor = Visitor(origin, page)
        nothing.append(visitor.get("/bench/public/").ms)
        sent.append(send(visitor, origin + page.path))
    nothing, sent = nothing[WARM_UP:], sent[WARM_UP:]
    times = sorted(answer.ms for answer in sent)
    ratio = round(statistics.median(times) / statistics.median(nothing), 2)
    return {
        "page": page.name,
        "role": page.role,
        "queries": int(sent[-1].headers["X-Queries"]),
        "median_ms": round(statistics.median(times), 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
        "ratio": ratio,
        "db_ms": round(statistics.median(float(a.headers["X-Database-Ms"]) for a in sent), 2),
        "bytes": 0,
        "eight_p95_ms": 0.0,
        "over_the_aim": ratio > MOST_TIMES,
    }


def send(visitor, address):
    """Read the answers once more, as a family does; the button alone is timed."""
    read = requests.get(address, cookies=visitor.cookies, timeout=60)
    token = TOKEN.search(read.text).group(1)
    started = time.perf_counter()
    answer = requests.post(
        address,
        {"csrfmiddlewaretoken": token, "website": ""},
        cookies={**visitor.cookies, **read.cookies.get_dict()},
        headers={"Origin": address.rsplit("/", address.count("/") - 2)[0]},
        allow_redirects=False,
        timeout=60,
    )
    answer.ms = (time.perf_counter() - started) * 1000
    if answer.status_code != 302:
        raise SystemExit(f"Sending a request answered {answer.status_code}.")
    return answer
