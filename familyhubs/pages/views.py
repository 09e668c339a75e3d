"""The theme, the way out, the footer's pages, and the council's settings."""

from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.accounts.gates import beyond_the_gates
from familyhubs.accounts.models import User
from familyhubs.council.current import council
from familyhubs.council.models import Closure
from familyhubs.languages.middleware import A_MONTH
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs.models import AccessPoint
from hubs.permissions import can_administer
from referrals.views.held import SHARED as DEVICE_COOKIE

from . import actions
from .closures import moved_words
from .forms import ChangeSettingsForm

# Where "Exit this page" goes: what anybody might be looking at.
HARMLESS = "https://www.bbc.co.uk/weather"
A_DAY = 24 * 60 * 60
A_YEAR = 365 * A_DAY


@beyond_the_gates
@login_not_required
@require_safe
def theme(request, version):
    """The council's colours as a style sheet (inline style is forbidden), by their version."""
    now = council()
    css = f":root{{--fh-ink:{now.ink};--fh-accent:{now.accent};--fh-ground:{now.ground}}}\n"
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    lasts = f"public, max-age={A_YEAR}, immutable" if version == now.version else "no-store"
    response["Cache-Control"] = lasts
    return response


@beyond_the_gates
@login_not_required
@require_safe
def exit_page(request):
    """Leave at once: forget this visit, then show a harmless page.

    Only a click on our own page or an address typed in forgets; another site's link does not.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none"):
        request.session.flush()
    response = redirect(HARMLESS)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def footer_page(request, page):
    """One of the pages that every footer names."""
    return render(request, f"pages/{page}.html")


@login_not_required
@require_safe
def contact(request):
    """How to reach the front door, and when it is open."""
    days = [(name, council().hours_on(day)) for day, name in WEEKDAYS.items()]
    closures = Closure.objects.to_come()[:10]
    context = {"days": days, "closures": closures, "points": AccessPoint.objects.of_network()}
    return render(request, "pages/contact.html", context)


@login_not_required
@require_safe
def cookies(request):
    """The only cookies there are, under the names they have here."""
    return render(
        request,
        "pages/cookies.html",
        {
            "session_cookie": django_settings.SESSION_COOKIE_NAME,
            "session_days": django_settings.SESSION_COOKIE_AGE // A_DAY,
            "csrf_cookie": django_settings.CSRF_COOKIE_NAME,
            "csrf_days": django_settings.CSRF_COOKIE_AGE // A_DAY,
            "language_cookie": django_settings.LANGUAGE_COOKIE_NAME,
            "device_cookie": DEVICE_COOKIE,
            "language_days": A_MONTH // A_DAY,
        },
    )


def settings(request):
    """The council's names, contacts, colours and clocks, for system administrators."""
    require(can_administer(request.user))
    now = council()
    form = bind(ChangeSettingsForm, request, instance=now)
    if form.is_valid():
        try:
            _saved, moved = actions.change_settings(
                form.shown(), values=form.values(), by=request.user
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("The council's settings are saved.")
            messages.success(request, said if moved is None else f"{said} {moved_words(moved)}")
            return redirect("pages:settings")
    changed_by = User.objects.filter(pk=now.changed_by).first()
    return render(request, "pages/settings.html", {"form": form, "changed_by": changed_by})
