"""A list of one's own: kept in this browser's session, nowhere else, until it is left."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hubs.finding.rows import dressed
from hubs.models import Service, Session
from referrals.views.held import public_page

KEY = "collected"
MOST = 40
KINDS = ("service", "session")


def kept(request):
    """What is on this browser's list, as "service:<id>"; asks for no session where none is."""
    return request.session.get(KEY, [])


def name_of_entry(posted):
    """What the form names, or "" where that can be nothing of ours."""
    kind, _colon, key = posted.get("entry", "").partition(":")
    try:
        return f"{kind}:{UUID(key)}" if kind in KINDS else ""
    except ValueError:
        return ""


@login_not_required
@require_safe
def collected(request):
    """The list: to read, to print, to show somebody."""
    return render(request, "help/list.html", on_list(request))


def on_list(request):
    """What is on this browser's list today: services, sessions, and how many have gone."""
    entries = kept(request)
    ids = {kind: [e.partition(":")[2] for e in entries if e.startswith(kind)] for kind in KINDS}
    shown = Service.objects.shown().filter(pk__in=ids["service"]).order_by("name", "pk")
    services, _remote = dressed([(pk, None) for pk in shown.values_list("pk", flat=True)], None)
    sessions = Session.objects.to_come().filter(pk__in=ids["session"]).with_places().in_order()
    sessions = list(sessions.select_related("activity__hub", "site", "room"))
    gone = len(entries) - len(services) - len(sessions)
    return {"services": services, "sessions": sessions, "kept": entries, "gone": gone}


@public_page
@require_POST
def change(request):
    """Put one entry on the list or take it off; sent twice it stays as it is.

    Back to the row itself, which says whether it is on the list: a message over the page would take
    whoever reads to the top.
    """
    entry, entries = name_of_entry(request.POST), list(kept(request))
    page, row = back(request), f"#{entry}"
    if entry and "off" in request.POST:
        entries = [one for one in entries if one != entry]
        if page == reverse("help:list"):
            row = ""
            messages.success(request, _("It is off your list."))
    elif entry and entry not in entries and len(entries) >= MOST:
        row = ""
        messages.error(request, _("Your list is full. Take something off it first."))
    elif entry:
        entries = [*(one for one in entries if one != entry), entry]
    request.session[KEY] = entries
    return redirect(page + row if entry else page)


@public_page
@require_POST
def clear(request):
    """Everything off the list."""
    request.session.pop(KEY, None)
    messages.success(request, _("Your list is empty."))
    return redirect("help:list")


def back(request):
    """The page that the button stood on, if it is one of ours."""
    there = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        there, {request.get_host()}, require_https=request.is_secure()
    )
    return there if ours and there.startswith("/") else reverse("help:list")
