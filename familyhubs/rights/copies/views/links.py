"""A copy by a link: an officer sends it, whoever asked opens it once, with a code."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from families.views.doors import send
from families.views.stopping_public import public_page
from familyhubs.database.actor import beyond_sight
from familyhubs.web import bind, require

from .. import actions, forms
from ..pack import file_of
from ..permissions import can_read_content
from .requests import found

# Presses in an hour from one address: beside the few tries that each link has.
PRESSES = 20


@never_cache
def send_link(request, pk):
    """To which address; the code is the answer to the press, this once."""
    asked = found(request, pk)
    require(can_read_content(request.user, asked))
    form = bind(forms.LinkForm, request)
    made = []
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if send(form, lambda: made.append(actions.send_link(asked, by=request.user, **said))):
        link, code = made[0]
        context = {"asked": asked, "link": link, "code": code}
        return render(request, "copies/link_sent.html", context)
    context = {"form": form, "title": "Send a link", "note": str(asked), "asked": asked}
    return render(request, "copies/form.html", context | {"button": "Send the link"})


@public_page(PRESSES)
def open_link(request, token):
    """A look opens nothing, as mail programs look; a press with the code opens it once."""
    form = bind(forms.CodeForm, request)
    if form.is_bound and form.is_valid():
        asked = actions.open_link(token, form.cleaned_data["code"])
        if asked is not None:
            with beyond_sight("the copy that a link and its code open"):
                content = file_of(asked)
            response = HttpResponse(content, content_type="application/zip")
            response["Content-Disposition"] = 'attachment; filename="copy.zip"'
            response["Cache-Control"] = "no-store, private"
            return response
        form.add_wrong_code()
    if not actions.still_opens(token):
        return render(request, "copies/link_gone.html", status=404)
    return render(request, "copies/open_link.html", {"form": form})
