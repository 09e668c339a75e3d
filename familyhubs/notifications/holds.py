"""Last checks before a message leaves, added by the apps above that know the reason."""

_holds = []


def hold_if(check):
    """Register a check: given a Message, it returns why not to send it now, or an empty string.

    Called from an app's `ready()`, so that a lower app need not import a higher one.
    """
    if check not in _holds:
        _holds.append(check)
    return check


def held_because(message):
    """The first reason any check gives, or an empty string."""
    return next((reason for check in _holds if (reason := check(message))), "")
