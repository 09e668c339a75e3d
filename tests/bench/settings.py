"""The portal's own settings, with two empty pages to measure against."""

from familyhubs.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
