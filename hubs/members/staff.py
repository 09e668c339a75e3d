"""Staff: the members of their hubs, found, added with their own yes, put right, ended (R029)."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs import searches
from familyhubs.audit.log import record_look
from familyhubs.contact.models import Channel
from familyhubs.paging import page_of
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..actions.bookings import booker_hash_of
from ..actions.members import desk_words
from ..models import Hub, Member, MemberChannel, Session
from .births import left_to_do, not_yet_members
from .forms import MemberForm, MemberSearchForm, email_field, phone_field
from .permissions import can_keep_members, can_write_news, hubs_kept_by
from .rules import spoken

AHEAD = timedelta(days=13)
ON_THE_PAGE = 40


def reach_of(typed):
    """Under which name somebody with this number or address is kept, or "" for other words."""
    for name, field in (("phone", phone_field("")), ("email", email_field())):
        try:
            found = field.clean(typed)
        except ValidationError:
            continue
        if found:
            return booker_hash_of({name: found})
    return ""


@require_safe
def member_list(request):
    """The members of one's own hubs, newest first."""
    require(can_keep_members(request.user))
    hubs = list(hubs_kept_by(request.user).order_by("name"))
    chosen = next((hub for hub in hubs if hub.slug == request.GET.get("hub")), None)
    rows = Member.objects.visible_to(request.user)
    rows = rows.filter(hub=chosen) if chosen else rows
    typed = searches.kept(request.session, request.GET.get("search", ""))
    if typed:
        rows = rows.found_by(typed, reach_of(typed))
        record_look(request.user, Member, what="searched")
    context = {
        "page": page_of(request, rows.select_related("hub"), "-recorded_at", "-pk"),
        "count": rows.count(),
        "hubs": hubs,
        "hub": chosen,
        "form": MemberSearchForm(initial={"q": typed}),
        "typed": typed,
        "births": left_to_do(hubs),
        "may_write": can_write_news(request.user),
    }
    return render(request, "members/list.html", context)


@require_POST
def search(request):
    """What was typed stays in the session, out of the address."""
    require(can_keep_members(request.user))
    chosen = {"hub": request.POST.get("hub", "")[:60]}
    if text := request.POST.get("q", "").strip():
        chosen["search"] = searches.keep(request.session, text)
    query = urlencode({name: value for name, value in chosen.items() if value})
    return redirect(f"{reverse('members:list')}?{query}")


def member_of(request, pk):
    """A member of a hub whose desk this person works at; any other is not there."""
    require(can_keep_members(request.user))
    rows = Member.objects.visible_to(request.user).select_related("hub", "card", "agreed_with")
    return get_object_or_404(rows, pk=pk)


@require_safe
def member(request, pk):
    """One member: what they told us, what they hear about and by which yes."""
    found = member_of(request, pk)
    record_look(request.user, found)
    return render(
        request,
        "members/member.html",
        {
            "member": found,
            "card": found.card,
            "today": timezone.localdate(),
        },
    )


def add(request):
    """Somebody joins at the desk: with their own yes, and nothing ticked for them."""
    require(can_keep_members(request.user))
    hubs = hubs_kept_by(request.user)
    only = hubs.first() if hubs.count() == 1 else None
    return add_page(request, {"hub": only, "channel": MemberChannel.DESK})


def invite(request, pk):
    """Who registered a birth today is invited to join; what they told us stands there already."""
    require(can_keep_members(request.user))
    booking = get_object_or_404(not_yet_members(hubs_kept_by(request.user)), pk=pk)
    record_look(request.user, booking)
    card = booking.card
    way = next((way for way in (Channel.TEXT, Channel.EMAIL) if getattr(card, f"may_{way}")), "")
    initial = {
        "hub": booking.session.activity.hub_id,
        "name": booking.name,
        "way": way,
        "phone": card.phone,
        "email": card.email,
        "must_not_know": card.must_not_know,
        "channel": MemberChannel.BIRTH,
        "heard_of": "birth",
    }
    return add_page(request, initial)


def add_page(request, initial):
    form = bind(MemberForm, request, hubs=hubs_kept_by(request.user), initial=initial)
    if form.is_bound and form.is_valid():
        told = form.told
        try:
            added = actions.add_member(told.pop("hub"), by=request.user, **told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%s is a member now. Give them the welcome pack.") % added)
            return redirect("members:member", added.pk)
    hub = Hub.objects.filter(pk=getattr(initial["hub"], "pk", initial["hub"])).first()
    words = desk_words(hub or _("… (say the hub that you chose above)"))
    context = {"form": form, "words": words, "title": _("Add a member")}
    return render(request, "members/form.html", context)


def change(request, pk):
    """Put right what a member told us, or choose with them what they hear about."""
    found = member_of(request, pk)
    card = found.card
    way = next(
        (way for way in (Channel.TEXT, Channel.EMAIL) if getattr(card, f"may_{way}")),
        Channel.IN_PERSON,
    )
    initial = {
        "name": found.name,
        "children": spoken(found.children),
        "way": way,
        "phone": card.phone,
        "email": card.email,
        "must_not_know": card.must_not_know,
        "hears": found.hears,
        "heard_of": found.heard_of,
    }
    form = bind(MemberForm, request, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.change_member(found, by=request.user, **form.told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("What %s told us is saved.") % found)
            return redirect("members:member", found.pk)
    record_look(request.user, found)
    context = {"form": form, "member": found, "title": _("Change what %s told us") % found}
    return render(request, "members/form.html", context)


def end(request, pk):
    """End a membership: it cannot be undone, so this page says so first."""
    found = member_of(request, pk)
    if request.method == "POST":
        actions.end_member(found, by=request.user)
        messages.success(request, _("The membership has ended. Nothing says any more who it was."))
        return redirect("members:list")
    record_look(request.user, found)
    return render(request, "members/end.html", {"member": found})


@require_safe
def welcome(request, slug):
    """The welcome pack, to print: what is on, how to reach the hub, how to stop (R030)."""
    require(can_keep_members(request.user))
    hub = get_object_or_404(hubs_kept_by(request.user).with_open_sites(), slug=slug)
    today = timezone.localdate()
    rows = Session.objects.planned().to_come().filter(activity__hub=hub).once_a_day()
    rows = rows.between_days(today, today + AHEAD).select_related("activity", "site").in_order()
    context = {"hub": hub, "sessions": rows[:ON_THE_PAGE], "last": today + AHEAD}
    return render(request, "members/welcome.html", context)
