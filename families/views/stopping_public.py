"""Stopping without an account: by the code or the link of a receipt, or by a form without one.

What somebody agreed to stands in the answer to a press, never in an address or a session.
"""

from datetime import timedelta
from functools import wraps
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from familyhubs.accounts.throttle import slow_down, too_often
from familyhubs.database.actor import SystemActor, acting_as, beyond_sight
from familyhubs.languages.known import ENGLISH, LANGUAGES
from familyhubs.web import bind, is_uuid

from .. import actions
from ..forms.stopping_public import AskToStopForm, CodeForm
from ..models import Agreement
from ..receipts import by_proof, by_token, proof_of

# In an hour from one address: wide, for a hub's wireless network.
PRESSES, FORMS = 40, 20
STOPPED_SHOWN = timedelta(days=60)


def public_page(most):
    """A page for everybody, counted outside its transaction; the public acts."""

    def counted(view):
        @login_not_required
        @transaction.non_atomic_requests
        @wraps(view)
        def page(request, *args, **kwargs):
            if request.method == "POST" and too_often(request, f"stop_{view.__name__}", most):
                return slow_down(request)
            with acting_as(SystemActor.PUBLIC):
                return view(request, *args, **kwargs)

        return page

    return counted


@public_page(PRESSES)
def start(request):
    """The code of a receipt opens what its holder agreed to."""
    form = bind(CodeForm, request)
    if form.is_bound and form.is_valid():
        return agreed(request, form.receipt)
    return render(request, "stopping/start.html", {"form": form})


@public_page(PRESSES)
def by_link(request, token):
    """The link of a message shows nothing by itself: a mail program that looks opens none."""
    receipt = by_token(token)
    if receipt is None:
        raise Http404
    if request.method == "POST":
        return agreed(request, receipt)
    return render(request, "stopping/by_link.html")


@public_page(PRESSES)
def stop(request):
    """One press stops one thing; whoever comes by a link, as to another language, begins again."""
    receipt = by_proof(request.POST.get("proof", "")[:500])
    if receipt is None:
        return redirect("stop:start")
    chosen = request.POST.get("agreement", "")
    if is_uuid(chosen):
        actions.stop_by_receipt(receipt, chosen)
    return agreed(request, receipt, has_pressed=True)


def agreed(request, receipt, *, has_pressed=False):
    """What this person agreed to and what they stopped, in plain words and first names."""
    rows = Agreement.objects.filter(family=receipt.family).said_by(receipt.person)
    rows = rows.filter(status="given").select_related("person", "organisation")
    with beyond_sight("what the holder of a receipt agreed to"):
        rows = list(rows.order_by("-starts_at", "pk"))
    now = timezone.now()
    context = {
        "proof": proof_of(receipt),
        "hub": receipt.family.hub,
        "me": receipt.person_id,
        "agreed": [row for row in rows if row.is_current],
        "stopped": [r for r in rows if r.ends_at and now - STOPPED_SHOWN < r.ends_at <= now],
        "has_pressed": has_pressed,
    }
    return render(request, "stopping/agreed.html", context)


@public_page(FORMS)
def ask(request):
    """Without a code: a person looks it up and rings; the same words for everybody."""
    form = bind(AskToStopForm, request, initial={"key": uuid4()})
    if form.is_bound and form.is_valid():
        language = get_language()
        known = language if language in LANGUAGES else ENGLISH
        actions.ask_to_stop(language=known, **form.cleaned_data)
        return redirect("stop:asked")
    return render(request, "stopping/ask.html", {"form": form})


@login_not_required
@require_safe
def asked(request):
    """What happens next; the same words whether we know them or not."""
    return render(request, "stopping/asked.html")
