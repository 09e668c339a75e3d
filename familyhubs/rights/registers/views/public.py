"""Your information and your rights: asked without an account; checked later, by a person."""

from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from families.views.stopping_public import public_page
from familyhubs.languages.known import ENGLISH, LANGUAGES
from familyhubs.web import bind

from .. import actions
from ..forms import public as forms
from ..models import Kind

# In an hour from one address: wide, for a hub's wireless network.
FORMS_AN_HOUR = 20
FORMS = {
    "copy": (forms.CopyForm, Kind.COPY),
    "correct": (forms.CorrectForm, Kind.CORRECT),
    "object": (forms.ObjectForm, Kind.OBJECT),
    "complain": (forms.ComplainForm, Kind.COMPLAINT),
}
# What was sent last from this browser: leaving the page quickly forgets it.
SENT = "your_information_sent"


@login_not_required
@require_safe
def start(request):
    """What can be asked, in four doors."""
    return render(request, "your_information/start.html")


@public_page(FORMS_AN_HOUR)
def tell_us(request, name):
    """One form; the same words whether we know them or not."""
    form_class, kind = FORMS[name]
    form = bind(form_class, request, initial={"key": uuid4()})
    if form.is_bound and form.is_valid():
        language = get_language()
        known = language if language in LANGUAGES else ENGLISH
        asked = actions.send_in(kind=kind, language=known, **form.facts)
        request.session[SENT] = {"reference": asked.reference, "kind": asked.kind}
        return redirect("your_information:sent")
    return render(request, "your_information/tell_us.html", {"form": form, "kind": kind})


@login_not_required
@require_safe
def sent(request):
    """The number, and what happens by when; a bookmark of it leads to the beginning."""
    told = request.session.get(SENT)
    if not told:
        return redirect("your_information:start")
    return render(request, "your_information/sent.html", told)
