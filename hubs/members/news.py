"""Managers: news and questions for the members who chose to hear of them."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.paging import page_of
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..models import Hears, Notice
from .forms import NoticeForm
from .permissions import can_write_news, hubs_written_for


@require_safe
def news(request):
    """What was written, newest first, and whether all have heard."""
    require(can_write_news(request.user))
    rows = Notice.objects.filter(hub__in=hubs_written_for(request.user))
    page = page_of(request, rows.select_related("hub", "written_by"), "-recorded_at", "-pk")
    return render(request, "members/news.html", {"page": page})


def add_news(request):
    """Write to those who chose to hear; how many they are stands beside it."""
    require(can_write_news(request.user))
    hubs = hubs_written_for(request.user)
    initial = {
        "form_key": get_random_string(32),
        "hub": hubs.first() if hubs.count() == 1 else None,
    }
    form = bind(NoticeForm, request, hubs=hubs, initial=initial)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        written = actions.write_notice(told.pop("hub"), by=request.user, **told)
        messages.success(request, _("“%s” goes out within some minutes.") % written)
        return redirect("members:news")
    return render(request, "members/add_news.html", {"form": form, "hubs": hearers(hubs)})


def hearers(hubs):
    """Each hub with how many hear of its news and of its questions."""
    now = Q(members__state="member", members__stopped_at=None)
    return hubs.order_by("name").annotate(
        **{
            f"hear_{kind}": Count("members", now & Q(members__hears__contains=[kind]))
            for kind in (Hears.NEWS.value, Hears.SAY.value)
        }
    )


@require_POST
def take_back(request, pk):
    """Nobody hears of it from now on."""
    require(can_write_news(request.user))
    rows = Notice.objects.filter(hub__in=hubs_written_for(request.user))
    found = get_object_or_404(rows, pk=pk)
    try:
        actions.take_notice_back(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("“%s” is taken back. Who was told before was told.") % found)
    return redirect("members:news")
