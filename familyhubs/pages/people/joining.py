"""An invited person's first visit."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from familyhubs.accounts.actions import hash_of
from familyhubs.accounts.adapters import SIGNED_IN_FOR
from familyhubs.accounts.forms import ChoosePasswordForm
from familyhubs.accounts.models import Invitation
from familyhubs.accounts.views import BACKEND, note_password_proof
from familyhubs.database.actor import set_actor
from familyhubs.refusals import Refused
from familyhubs.web import bind

from . import actions

TOKEN = "invitation_token"


@never_cache
@login_not_required
def open_invitation(request, token):
    """Puts the token out of sight: no address of a page that loads anything holds it.

    A made-up one is not kept, so that nobody fills the table of sessions with them.
    """
    if usable(token).exists():
        request.session[TOKEN] = token
    else:
        request.session.pop(TOKEN, None)
    return redirect("people:join")


def usable(token):
    """The invitation that this token opens now."""
    return Invitation.objects.usable().filter(token_hash=hash_of(token))


@never_cache
@login_not_required
def join(request):
    """Choose a password; then signed in, to set up the second factor before anything else."""
    token = request.session.get(TOKEN, "")
    invitation = usable(token).select_related("user").first()
    if invitation is None or request.user.is_authenticated:
        return render(request, "people/join_not.html", status=200 if invitation else 410)
    form = bind(ChoosePasswordForm, request, person=invitation.user)
    if form.is_valid():
        set_actor(invitation.user.pk)
        try:
            person = actions.accept_invitation(token, password=form.cleaned_data["password1"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return welcome(request, person)
    return render(request, "people/join.html", {"form": form, "person": invitation.user})


def welcome(request, person):
    """Signed in under a new session key, with the password just given as proof."""
    del request.session[TOKEN]
    login(request, person, backend=BACKEND)
    request.session.set_expiry(SIGNED_IN_FOR)
    note_password_proof(request, person)
    return redirect("account_second_factor")
