"""One's own account: name, second factors, sessions, shortcuts."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from familyhubs.accounts.models import HeldRequest

from . import actions
from .lists import memberships_of


def my_account(request):
    factors = Authenticator.objects.filter(user=request.user).order_by("created_at")
    by_type = {kind: [f for f in factors if f.type == kind] for kind in Authenticator.Type.values}
    context = {
        "app": next(iter(by_type["totp"]), None),
        "passkeys": by_type["webauthn"],
        "codes_left": [len(f.wrap().get_unused_codes()) for f in by_type["recovery_codes"]],
        "roles": [row for row in memberships_of(request.user) if row.is_current],
        "held": HeldRequest.objects.of(request.user).waiting().count(),
    }
    return render(request, "people/my_account.html", context)


@require_POST
def sign_out_everywhere(request):
    """This session ends too: somebody else may be in it."""
    actions.sign_out_everywhere(request.user, by=request.user)
    return redirect("account_login")


@require_POST
def set_shortcuts(request):
    on = request.POST.get("on") == "yes"
    actions.set_keyboard_shortcuts(request.user, on=on, by=request.user)
    done = _("Keyboard shortcuts are on.") if on else _("Keyboard shortcuts are off.")
    messages.success(request, done)
    return redirect("people:my_account")
