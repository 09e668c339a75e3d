"""`python -m familyhubs.healthcheck web|beat`: what the containers' health checks run.

Needs nothing but Python's standard library, so that asking often costs little.
"""

import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

# Beat writes its timetable down every three minutes.
OLDEST_TIMETABLE = 600


def web():
    """The web process answers on its own port, asked as the proxy would ask."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz",
        headers={"Host": os.environ["ALLOWED_HOSTS"].split(",")[0].lstrip(".")},
    )
    try:
        # Never through the proxy that the container may have been given for the world outside.
        directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with directly.open(request, timeout=4) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def beat():
    """Beat has written its timetable down lately."""
    written = [path.stat().st_mtime for path in Path(os.environ["BEAT_FOLDER"]).glob("beat*")]
    return bool(written) and time.time() - max(written) < OLDEST_TIMETABLE


CHECKS = {"web": web, "beat": beat}

if __name__ == "__main__":
    sys.exit(0 if CHECKS[sys.argv[1]]() else 1)
