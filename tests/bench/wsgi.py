"""The portal under gunicorn, saying on each answer how many queries it took, and how long."""

import os
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"

from django.db import connections

from familyhubs.wsgi import application as portal


class Queries:
    """Counts the queries of one request, over every database alias."""

    def __init__(self):
        self.count, self.seconds = 0, 0.0

    def __call__(self, execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - started


def application(environ, start_response):
    queries = Queries()

    def start(status, headers, *rest):
        counted = [
            ("X-Queries", str(queries.count)),
            ("X-Database-Ms", f"{queries.seconds * 1000:.2f}"),
        ]
        return start_response(status, [*headers, *counted], *rest)

    wrappers = [connections[alias].execute_wrapper(queries) for alias in ("default", "reporting")]
    for wrapper in wrappers:
        wrapper.__enter__()
    try:
        return portal(environ, start)
    finally:
        for wrapper in wrappers:
            wrapper.__exit__(None, None, None)
