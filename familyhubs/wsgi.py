"""The way in for gunicorn."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from familyhubs.database.kind import refuse_wrong_kind

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familyhubs.settings")
application = get_wsgi_application()

if settings.DEMO:
    # One-click sign-ins must never meet real people, however this process was started.
    with connection.cursor() as cursor:
        refuse_wrong_kind(cursor)
    connection.close()

# What is loaded by now stays to the end: the collector need not walk over it in every request.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
