"""A copy by a link: an officer sends it."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache

from families.models import SpokenLanguage
from families.views.doors import send
from familyhubs.languages.known import ENGLISH, LANGUAGES
from familyhubs.web import bind, require

from .. import actions, forms
from ..models import Capacity
from ..permissions import can_read_content
from .requests import found


@never_cache
def send_link(request, pk):
    """To which address; the code is the answer to the press, this once."""
    asked = found(request, pk)
    require(can_read_content(request.user, asked))
    form = bind(forms.LinkForm, request, initial={"language": language_of(asked, request.user)})
    made = []
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if send(form, lambda: made.append(actions.send_link(asked, by=request.user, **said))):
        link, code = made[0]
        context = {"asked": asked, "link": link, "code": code}
        return render(request, "copies/link_sent.html", context)
    context = {"form": form, "title": "Send a link", "note": str(asked), "asked": asked}
    return render(request, "copies/form.html", context | {"button": "Send the link"})


def language_of(asked, user):
    """What whoever asks for themselves speaks most, where the portal writes it."""
    if asked.capacity != Capacity.SELF:
        return ENGLISH
    spoken = SpokenLanguage.objects.visible_to(user).of(asked.person_id).current()
    mains = spoken.filter(family=asked.family_id, is_main=True, language__in=LANGUAGES)
    return mains.values_list("language", flat=True).first() or ENGLISH
