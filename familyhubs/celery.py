"""Celery: the doorbell. The beat timetable stands here; the rows in PostgreSQL are the queue."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familyhubs.settings")
app = Celery("familyhubs")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    # Proves to /readyz that the clock runs.
    "tick": {"task": "familyhubs.database.tasks.tick", "schedule": 30, "options": {"expires": 60}},
    # Delivers what the doorbell missed.
    "deliver_unsent": {
        "task": "familyhubs.notifications.tasks.deliver_unsent",
        "schedule": 60,
        "options": {"expires": 60},
    },
}
