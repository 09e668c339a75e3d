"""A person's own notices; and in the demo, everything that would have been sent."""

from django.conf import settings
from django.contrib import messages as told
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.database.actor import beyond_sight

from . import actions
from .models import Message
from .pages import page_of_messages


@require_safe
def notices(request):
    mine = Message.objects.visible_to(request.user)
    page = page_of_messages(request, mine)
    has_unread = mine.unread().exists()
    return render(request, "notifications/notices.html", {"page": page, "has_unread": has_unread})


@require_POST
def read(request, message_id):
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=message_id)
    actions.mark_read(message, by=request.user)
    return redirect("notifications:notices")


@require_POST
def read_all(request):
    if actions.mark_all_read(by=request.user):
        told.success(request, _("All notices are marked as read."))
    return redirect("notifications:notices")


@login_not_required
@require_safe
def outbox(request):
    """What left, waits or was held back: in the demo only, where everybody is invented."""
    if not settings.DEMO:
        raise Http404
    with beyond_sight("all that left, where everybody is invented"):
        everything = Message.objects.select_related("user", "card")
        page = page_of_messages(request, everything)
        return render(request, "notifications/outbox.html", {"page": page})
