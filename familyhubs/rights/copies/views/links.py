"""A copy by a link: an officer sends it."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache

from families.views.doors import send
from familyhubs.web import bind, require

from .. import actions, forms
from ..permissions import can_read_content
from .requests import found


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
