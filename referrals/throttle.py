"""What one address may do, and how often in an hour, while families ask and report."""

from familyhubs.accounts import throttle

LIMITS = {
    "start": 120,
    "page": 2_000,
    "send": 60,
    "report": 30,
    "mail": 60,
    "save": 60,
    "back": 40,
    "where": 60,
    "chat_start": 240,
    "chat_line": 6_000,
    "chat_other": 600,
}


def too_often(request, doing):
    """Count one more; True where this address has done it too often in this hour."""
    return throttle.too_often(request, f"ask:{doing}", LIMITS[doing])
