"""A professional without an account refers a family; it counts when the address is confirmed."""

from functools import partial
from uuid import UUID

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.council.current import council
from familyhubs.database.actor import SystemActor, open_with
from familyhubs.refusals import Refused

from .. import actions, links
from ..actions.confirming import MOST_LINKS
from ..actions.professional import typed_in
from ..forms.referring import ORDER, Referring
from ..models import ProfessionalDraft
from .held import A_DAY, public_page
from .refer import ask_address, composed_for, section_page

SESSION_KEY = "refer_draft"
# What is done here is done by the public, whoever else is signed in on this computer.
BY = SystemActor.PUBLIC


class Public:
    """Where the pages of somebody without an account are, and how they look."""

    base, user, draft, by = "base_public.html", None, None, BY

    def __init__(self, draft=None):
        self.draft = draft

    def address(self, section):
        return reverse("refer:section", args=[section])

    @property
    def start(self):
        return reverse("refer:before")

    @property
    def words(self):
        return reverse("refer:words")

    def send(self, request):
        """Kept unread until its link is pressed."""
        if request.POST.get("website"):
            raise Refused(_("Clear the box that should be empty, then send it again"))
        actions.hand_in(self.draft, compose=composed_for(None), by=BY)
        return redirect("refer:handed_in")


def draft_of(request):
    """This browser's draft, or None."""
    try:
        key = UUID(str(request.session.get(SESSION_KEY)))
    except ValueError:
        return None
    open_with(key)
    rows = ProfessionalDraft.objects.in_time().filter(owner=None)
    return rows.select_related("sent_as").filter(pk=key).first()


@partial(public_page, counted="start")
def before(request):
    """Who this is for, whom to ring instead, and going on."""
    draft = draft_of(request)
    going_on = draft is not None and draft.sent_as_id is None
    if request.method == "POST":
        if not going_on:
            draft = actions.start_referral()
            request.session[SESSION_KEY] = str(draft.pk)
            if not request.user.is_authenticated:
                request.session.set_expiry(council().draft_days * A_DAY)
        return redirect(Public().address(ORDER[0]))
    context = {"going_on": going_on, "waits": going_on and draft.handed_in_at}
    return render(request, "refer/before.html", context)


@public_page
def section(request, section):
    """One page, as with an account."""
    return one_page(request, section)


def one_page(request, section):
    draft = draft_of(request)
    if draft is None:
        return render(request, "refer/not_here.html", status=404 if section not in PAGES else 200)
    if draft.sent_as_id or draft.handed_in_at:
        return redirect("refer:handed_in")
    return section_page(request, Public(draft), section)


@partial(public_page, counted="mail")
def check(request):
    """The last page of it: what is pressed there writes a letter."""
    return one_page(request, "check")


PAGES = {*ORDER, "check", "ask-first", "papers"}


@require_safe
@public_page
def handed_in(request):
    """Look at your email; the same words for everybody."""
    draft = draft_of(request)
    if draft is None or not (draft.handed_in_at or draft.sent_as_id):
        return render(request, "refer/not_here.html")
    flags = [] if draft.sent_as_id else Referring(typed_in(draft)).flags
    context = {"draft": draft, "most": MOST_LINKS, "flags": flags}
    return render(request, "refer/handed_in.html", context)


@require_POST
@partial(public_page, counted="mail")
def again(request):
    """Another letter with the link."""
    if draft := draft_of(request):
        actions.send_link_again(draft, by=BY)
    return redirect("refer:handed_in")


@require_POST
@public_page
def change(request):
    """The address was wrong, or something is to be changed."""
    if draft := draft_of(request):
        actions.take_back(draft, by=BY)
    return redirect("refer:section", "check")


@require_POST
@public_page
def start_again(request):
    """Forget it on this device; what waits for its link stays until it is deleted by the clock."""
    draft = draft_of(request)
    if draft is not None and draft.handed_in_at is None:
        actions.forget_referral(draft, by=BY)
    request.session.pop(SESSION_KEY, None)
    return redirect("refer:before")


@partial(public_page, counted="send")
def confirm(request, token):
    """Was it you? Looking changes nothing: mail scanners open links too."""
    open_with(links.key_in(token))
    rows = ProfessionalDraft.objects.in_time().filter(owner=None, pk=links.key_in(token))
    draft = rows.select_related("sent_as__hub", "sent_as__professional").first()
    # A link may have left a day after it was made; the draft's own time holds beside it.
    days = council().confirm_days + 2
    if draft is None or not links.is_ours(token, email_of(draft), links.CONFIRM, days=days):
        return render(request, "refer/confirm.html", {"gone": True}, status=410)
    refused = None
    if request.method == "POST":
        try:
            compose = composed_for(None, is_theirs_to_mend=False)
            referral = actions.confirm_referral(draft, compose=compose, by=BY)
        except Refused as problem:
            refused = str(problem)
        else:
            return render(request, "refer/confirmed.html", {"referral": referral})
    if draft.sent_as_id:
        return render(request, "refer/confirmed.html", {"referral": draft.sent_as})
    return render(request, "refer/confirm.html", {"draft": draft, "refused": refused})


def email_of(draft):
    """The address it waits for, or waited for."""
    return draft.sent_as.professional.email if draft.sent_as_id else draft.email


@require_safe
@public_page
def words_to_use(request):
    """What to say to a family, on one printed page."""
    return render(request, "refer/words.html", {"base": Public.base, "ask_url": ask_address()})
