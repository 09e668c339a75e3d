"""Joining a hub without an account, and the one click that stops everything (R029)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from familyhubs.database.actor import SystemActor
from familyhubs.refusals import Refused
from familyhubs.web import bind

from .. import actions
from ..actions.members import is_over, web_words
from ..forms import FindHubForm
from ..models import Hub, MemberChannel, Notice
from ..postcodes import hub_for
from ..whats_on.throttle import public_page
from .forms import HearsForm, JoinForm
from .links import MINE, YES, member_of, own_link

# What the family itself does by a link is done by the public, whoever else is signed in here.
BY = SystemActor.PUBLIC


@public_page
def choose(request):
    """Which hub: by postcode, or from the list."""
    form = bind(FindHubForm, request)
    if form.is_bound and form.is_valid():
        hub = hub_for(form.cleaned_data["postcode"])
        if hub:
            return redirect("join:hub", hub.slug)
    hubs = Hub.objects.select_related("district").order_by("name")
    return render(request, "join/choose.html", {"form": form, "hubs": hubs})


@public_page
def join(request, slug):
    """Little about you, what to hear about, and one way to be told."""
    hub = get_object_or_404(Hub, slug=slug)
    form = bind(JoinForm, request, initial={"form_key": get_random_string(32)})
    if form.is_bound and form.is_valid():
        if not form.may_be_written_to:
            # Nothing of it is kept.
            return redirect("join:careful", hub.slug)
        actions.ask_to_join(hub, channel=MemberChannel.WEB, by=BY, **form.told)
        return redirect("join:sent", hub.slug)
    return render(request, "join/join.html", {"form": form, "hub": hub})


@login_not_required
@require_safe
def sent(request, slug):
    """Look at your messages; the same words for everybody."""
    return render(request, "join/sent.html", {"hub": get_object_or_404(Hub, slug=slug)})


@login_not_required
@require_safe
def careful(request, slug):
    """Where it is not safe to write to you: what you can do, and that nothing is kept."""
    return render(request, "join/careful.html", {"hub": get_object_or_404(Hub, slug=slug)})


def found(token, purpose):
    """The membership of a link, or 404."""
    member = member_of(token, purpose)
    if member is None:
        raise Http404
    return member


@public_page
def confirm(request, token):
    """Was it you? Looking at this page changes nothing: mail scanners open links too."""
    member = found(token, YES)
    if request.method == "POST":
        try:
            member = actions.confirm_member(member, by=BY)
        except Refused:
            return redirect(request.path)
        return redirect(own_link(member))
    if member.is_member:
        return redirect(own_link(member))
    gone = member.state == "ended" or is_over(member)
    context = {"member": member, "hub": member.hub, "gone": gone, "words": web_words(member.hub)}
    return render(request, "join/confirm.html", context, status=410 if gone else 200)


# A mail program presses this for its reader without our page, so without a token of our form; and
# one provider presses for many, so it is not counted. The signature in the address is what lets in.
@csrf_exempt
@login_not_required
def mine(request, token):
    """The member's own page. A look stops nothing; a press stops everything (RFC 8058)."""
    member = found(token, MINE)
    if request.method == "POST":
        actions.stop_all(member, by=BY)
        if "List-Unsubscribe" not in request.POST:
            return redirect(request.path)
        # A mail program does not follow a redirect.
        member.refresh_from_db()
    return member_page(request, token, member, HearsForm(initial={"hears": member.hears}))


def member_page(request, token, member, form):
    context = {"member": member, "hub": member.hub, "token": token, "form": form}
    return render(request, "join/mine.html", context)


@require_POST
@public_page
def again(request, token):
    """Undo the one click."""
    actions.start_again(found(token, MINE), by=BY)
    return redirect("join:mine", token)


@public_page
def hear(request, token):
    """Hear of other things."""
    member = found(token, MINE)
    form = bind(HearsForm, request, initial={"hears": member.hears})
    if request.method != "POST":
        return redirect("join:mine", token)
    if form.is_valid():
        try:
            actions.choose_what_to_hear(member, by=BY, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("join:mine", token)
    return member_page(request, token, member, form)


@public_page
def leave(request, token):
    """Leave the hub: everything that says who you are goes at once."""
    member = found(token, MINE)
    if request.method == "POST":
        actions.end_member(member, by=BY)
    if request.method == "POST" or not member.is_member:
        return redirect("join:mine", token)
    return render(request, "join/leave.html", {"member": member, "hub": member.hub, "token": token})


@login_not_required
@require_safe
def notice(request, pk):
    """News of a hub, for everybody."""
    row = get_object_or_404(Notice.objects.public().select_related("hub"), pk=pk)
    return render(request, "join/notice.html", {"notice": row, "hub": row.hub})
