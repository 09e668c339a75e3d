"""Logging a contact with the family, of any channel (R072, R086)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from familyhubs.contact.rules import allowed_channels
from familyhubs.web import bind, require

from .. import actions
from ..forms import LogContactForm
from ..permissions import can_keep_priorities, can_write_note
from .doors import back_to, family_for, members_of, people_of, send


def log(request, pk):
    """A contact, or a try: how, with whom, what came of it."""
    family = family_for(request, pk)
    require(can_write_note(request.user, family))
    people = people_of(family, request.user)
    form = bind(LogContactForm, request, user=request.user, people=people)
    done = []
    if send(form, lambda: done.append(actions.log_contact(family, by=request.user, **form.values))):
        return after(request, family, done[0])
    context = {
        "family": family,
        "form": form,
        "ways": ways_of(family, request.user),
        "may_confirm": can_keep_priorities(request.user, family),
    }
    return render(request, "families/log_contact.html", context)


def after(request, family, contact):
    """On to the priority groups, unless the family sees this screen (decision 61)."""
    shared = "shared_screen" in request.POST
    if shared or not contact.reached or not can_keep_priorities(request.user, family):
        return back_to(request, family, _("Contact logged"), "timeline")
    messages.success(request, _("Contact logged"))
    return redirect("families:confirm_groups", family.pk, contact.pk)


def ways_of(family, user):
    """How each person may be reached, for those who may be shown."""
    members = members_of(family, user).exclude(role="unborn").select_related("person__contact_card")
    return [
        {
            "person": member.person,
            "card": member.person.contact_card,
            "allowed": [channel.label for channel in allowed_channels(member.person.contact_card)],
        }
        for member in members
        if member.person.contact_card
    ]
