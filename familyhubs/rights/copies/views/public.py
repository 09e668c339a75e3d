"""A copy by a link: whoever asked opens it once, with a code that was told another way."""

from django.http import HttpResponse
from django.shortcuts import render

from families.views.stopping_public import public_page
from familyhubs.database.actor import beyond_sight
from familyhubs.web import bind

from ..actions.linking import open_link as open_once
from ..actions.linking import still_opening
from ..pack import file_of
from ..public_forms import CodeForm

# Presses in an hour from one address: beside the few tries that each link has.
PRESSES = 20


@public_page(PRESSES)
def open_link(request, token):
    """A look opens nothing, as mail programs look; a press with the code opens it once."""
    form = bind(CodeForm, request)
    if form.is_bound and form.is_valid():
        asked = open_once(token, form.cleaned_data["code"])
        if asked is not None:
            with beyond_sight("the copy that a link and its code open"):
                content = file_of(asked)
            response = HttpResponse(content, content_type="application/zip")
            response["Content-Disposition"] = 'attachment; filename="copy.zip"'
            response["Cache-Control"] = "no-store, private"
            return response
        form.add_wrong_code()
    link = still_opening(token)
    if link is None:
        return render(request, "copies/link_gone.html", status=404)
    return render(request, "copies/open_link.html", {"form": form, "link": link})
