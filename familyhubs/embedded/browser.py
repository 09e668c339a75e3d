"""Finds the Chromium that the browser tests drive, or gets it where that is possible."""

import os
import shutil
import subprocess

# The first is the same browser without its windows, a quarter quicker to test with.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "The browser tests need Chromium. Install it (Debian: apt install chromium), name one with"
    " CHROMIUM=/path/to/it, or leave those tests out: script/test --no-browser"
)


def chromium():
    """The path of a Chromium; stops with a sentence where there is none."""
    return find() or install() or stop()


def find():
    if given := os.environ.get("CHROMIUM"):
        return shutil.which(given) or stop(f"CHROMIUM={given} is not a program. ")
    return next(filter(None, map(shutil.which, NAMES)), None)


def install():
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Chromium with apt …", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "--quiet", "update"], env=quiet)
    for package in (SHELL, "chromium"):  # Older releases have no package of the first.
        arguments = ["install", "--yes", "--no-install-recommends", package]
        if not subprocess.run(["apt-get", "--quiet", *arguments], env=quiet).returncode:
            break
    return find()


def stop(why=""):
    raise SystemExit(why + ADVICE)
