"""Which language a request is in, and whether a person has checked a group of its words."""

from .groups import GROUPS, PAGES
from .known import ENGLISH
from .models import LanguageCheck


def language_of(request):
    """The language the family has chosen, though a guarded page of it may be in English."""
    return getattr(request, "language", ENGLISH)


def is_checked(request, group, code):
    """Whether the group's words, as they are now, were checked: asked once a request."""
    if request is None:
        return False
    known = request.__dict__.setdefault("checked_groups", {})
    if code not in known:
        known[code] = LanguageCheck.objects.checked_groups(code)
    return group.code in known[code]


def steps_in_english(request):
    """The questions that stay in English wherever they stand: guarded, and checked by nobody."""
    code, step = language_of(request), "ask:step:"
    if code == ENGLISH:
        return set()
    guarded = {at: GROUPS[group] for at, group in PAGES.items() if at.startswith(step)}
    return {
        at.removeprefix(step)
        for at, group in guarded.items()
        if group.guarded and not is_checked(request, group, code)
    }
