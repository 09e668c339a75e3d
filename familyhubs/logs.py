"""Log lines as JSON, without anything about people.

A traceback is kept as places in the code: the text of an exception may quote what somebody typed.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

from familyhubs.requests import current_request_id, without_key

FIELDS = ("method", "path", "status", "milliseconds", "user", "task", "message_id")


class JsonFormatter(logging.Formatter):
    """One JSON object a line: when, how bad, from where, which request, what."""

    def format(self, record):
        # Django logs a refused or failed request after the middleware has ended.
        request_id = getattr(getattr(record, "request", None), "id", None) or current_request_id()
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": str(request_id) if request_id else None,
            "message": what_happened(record),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, default=str)


def what_happened(record):
    """The message, without keys that let their reader in; a failed task's name in place of the text
    that Celery makes of its error."""
    task = getattr(record, "data", None)
    if record.name == "celery.app.trace" and record.exc_info and isinstance(task, dict):
        return f"Task {task.get('name')} {task.get('id')} failed"
    return without_key(record.getMessage())


def describe(error):
    """What went wrong and where, innermost last, in names of ours: no values, no message text."""
    chain = []
    while error is not None and len(chain) < 5:
        frames = traceback.extract_tb(error.__traceback__)[-25:]
        chain.append(
            {
                "type": f"{type(error).__module__}.{type(error).__qualname__}",
                "sqlstate": getattr(error, "sqlstate", None),
                "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
            }
        )
        error = error.__cause__ or error.__context__
    return chain
