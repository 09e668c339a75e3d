"""Messages that never left, for the administrator: why, and another try. Never to whom."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.notifications import actions
from familyhubs.notifications.models import Message
from familyhubs.notifications.pages import page_of_messages
from familyhubs.refusals import Refused
from familyhubs.web import require
from hubs.permissions import can_administer


@require_safe
def never_left(request):
    require(can_administer(request.user))
    page = page_of_messages(request, Message.objects.never_left())
    return render(request, "pages/messages.html", {"page": page})


@require_POST
def again(request, message_id):
    require(can_administer(request.user))
    message = get_object_or_404(Message.objects.never_left(), pk=message_id)
    try:
        actions.try_again(message, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The message is on its way again."))
    return redirect("pages:messages")
