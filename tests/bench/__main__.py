"""`script/bench [--families N] [--json FILE]`: loads, measures, prints a table, and judges.

It fails where a page is over the aim (measure.py).
"""

import argparse
import json
import os
import socket
import sys
import time
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from tests.bench import chats, world
from tests.bench.measure import measure
from tests.bench.pages import pages


def say(text):
    print(text, flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, server):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            sys.exit("gunicorn did not start.")
        time.sleep(0.1)
    sys.exit("gunicorn did not answer.")


def measured(origin, page):
    row = measure(origin, page)
    said = "{role}: {page}: {median_ms} ms, {ratio} x the empty view, {queries} queries"
    say(f"  {said.format(**row)}")
    return row


def table(rows):
    head = f"{'role':<16}{'page':<34}{'queries':>8}{'median':>9}{'ratio':>7}{'p95':>8}"
    say(f"\n{head}{'db':>8}{'8 at once':>11}{'bytes':>9}")
    for row in rows:
        remark = "  <- over the aim" if row["over_the_aim"] else ""
        say(
            f"{row['role']:<16}{row['page']:<34}{row['queries']:>8}{row['median_ms']:>7.1f}ms"
            f"{row['ratio']:>6.1f}x{row['p95_ms']:>6.1f}ms{row['db_ms']:>6.1f}ms"
            f"{row['eight_p95_ms']:>9.1f}ms{row['bytes']:>9}{remark}"
        )


def main():
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--families", type=int, default=20_000)
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    if not 1 <= options.families <= 200_000:
        parser.error("--families: between 1 and 200000.")
    say(f"Preparing {options.families} families …")
    loaded = world.prepare(options.families, say)
    said = "Loaded on {day}: {rows} rows in {seconds} s, peak memory {peak_mib} MiB."
    say(said.format(**loaded))
    port = free_port()
    server = world.serve(port)
    try:
        wait_for(port, server)
        found, without = pages()
        rows = [measured(f"http://localhost:{port}", page) for page in found]
        in_chats = chats.measure(f"http://localhost:{port}", say)
    finally:
        server.terminate()
        server.wait(20)
    table(rows)
    for line in without:
        say(f"Not timed, for want of a record in this world: {line}")
    if options.json:
        options.json.write_text(json.dumps({"loader": loaded, "pages": rows}, indent=2) + "\n")
    if any(row["over_the_aim"] for row in rows):
        sys.exit("Some pages are over the aim.")
    if in_chats:
        sys.exit("Fifty chats at once do not hold: " + "; ".join(in_chats[:10]))


if __name__ == "__main__":
    main()
