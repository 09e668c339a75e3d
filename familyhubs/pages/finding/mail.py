"""The list by e-mail, to oneself: nothing of it or of the address is kept."""

from functools import partial
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from familyhubs.database.actor import actor_of
from familyhubs.notifications.backends import backend_for
from familyhubs.notifications.models import MessageChannel
from familyhubs.web import bind
from referrals.views.held import public_page

from . import actions
from .collected import on_list


class AddressForm(forms.Form):
    """Where to send it; the hidden key makes a second press the same letter."""

    email = forms.EmailField(
        label=gettext_lazy("Your email address"),
        help_text=gettext_lazy("We use it once, to send this list, and do not keep it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Enter your email address"),
            "invalid": gettext_lazy(
                "Enter an email address in the right form, like name@example.com"
            ),
            "max_length": gettext_lazy("The email address must be 254 characters or fewer"),
        },
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid4

    def clean_once(self):
        try:
            return UUID(self.cleaned_data["once"])
        except ValueError:
            return uuid4()


@partial(public_page, counted="mail")
def send_list(request):
    """One address, one letter; the answer is the same whatever else went to that address."""
    listed = on_list(request)
    has_way = backend_for(MessageChannel.EMAIL) is not None
    can_send = has_way and bool(listed["services"] or listed["sessions"])
    form = bind(AddressForm, request)
    if can_send and form.is_valid():
        typed = form.cleaned_data
        actions.send_list(
            typed["email"], words_of(listed), key=typed["once"], by=actor_of(request.user)
        )
        said = _(
            "We are sending your list. It comes in a few minutes, unless three have gone to that"
            " address today."
        )
        messages.success(request, said)
        return redirect("help:list")
    context = listed | {"form": form, "can_send": can_send, "has_way": has_way}
    return render(request, "help/send_list.html", context)


def words_of(listed):
    """The list as a letter has it: plain text, nothing that reports back."""
    context = listed | {"site": settings.PUBLIC_URL}
    return get_template("help/list.txt").render(context).strip()
