"""Save and come back later: a code on paper, or a link by email."""

from functools import partial

from django.conf import settings
from django.shortcuts import redirect, render

from familyhubs.languages.middleware import remember
from familyhubs.notifications.backends import backend_for
from familyhubs.notifications.models import MessageChannel
from familyhubs.web import bind

from .. import actions
from ..forms.saving import BackForm, SaveForm
from .ask import address
from .held import actor, device, hold, public_page, with_journey


@partial(with_journey, counted="save")
def save_for_later(request, draft, journey):
    """Give a code. It is shown once, in the answer itself: nothing but its digest is kept."""
    has_mail = backend_for(MessageChannel.EMAIL) is not None
    form = bind(SaveForm, request)
    context = {"form": form, "has_mail": has_mail, "going": address(journey.gap or "check")}
    context |= {"flags": journey.flags}
    if not form.is_valid():
        return render(request, "ask/save.html", context)
    email = form.cleaned_data["email"] if has_mail else ""
    draft, code, is_mailed = actions.save_draft(draft, email=email, by=actor(request))
    hold(request, draft)
    context |= {"form": None, "code": code, "until": draft.expires_at, "email": email}
    context |= {"is_mailed": is_mailed}
    context |= {"site": settings.PUBLIC_URL}
    return render(request, "ask/saved.html", context)


@partial(public_page, counted="back")
def back(request, token=""):
    """Come back by code, or by the link, which only fills it in: a mail program opens nothing."""
    form = BackForm(request.POST) if request.method == "POST" else BackForm(initial={"code": token})
    if form.is_bound and form.is_valid():
        request.session.cycle_key()
        hold(request, form.draft, shared="shared" in request.POST)
        answer = redirect("ask:sent" if form.draft.sent_as_id else "ask:next")
        remember(answer, form.draft.language)
        return answer
    return render(request, "ask/back.html", {"form": form, **device(request)})
