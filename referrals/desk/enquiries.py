"""Staff: an enquiry in two taps, where it led, and whether that helped (R019, R050, R051)."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from familyhubs.paging import page_of
from familyhubs.refusals import Refused
from familyhubs.web import bind
from hubs.models import Service

from .. import actions
from ..models import Did, Enquiry, Helped
from .forms import EnquiryForm, HelpedForm
from .place import desk_of
from .prompts import prompt_of, prompts

FOUND = 10
OFTEN = 6


def log_form(request, **kwargs):
    """The two taps, the way it came as it was last time."""
    initial = {"channel": request.session.get("desk_channel", "desk")}
    return bind(EnquiryForm, request, user=request.user, initial=initial, **kwargs)


def log(request):
    """Topic, then what we did; a signposting asks on its own page where to."""
    hub, hubs = desk_of(request)
    form = log_form(request)
    if form.is_bound and form.is_valid():
        try:
            row = actions.log_enquiry(hub, by=request.user, **form.values)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            request.session["desk_channel"] = row.channel
            return logged(request, row)
    last = Enquiry.objects.visible_to(request.user).last_by(request.user, hub)
    context = {"form": form, "hub": hub, "hubs": hubs, "last": last, "prompts": prompts()}
    return render(request, "desk/log.html", context)


def logged(request, row):
    """Back to the desk; to the row itself where there is more to say."""
    said = _("Logged: %(topic)s. %(did)s.")
    facts = {"topic": row.topic_words, "did": row.get_did_display()}
    messages.success(request, said % facts)
    if row.did == Did.SIGNPOSTED and row.service_id is None:
        return redirect("desk:enquiry", row.pk)
    return redirect("desk:desk")


@require_POST
def same(request):
    """The same as last time, by one tap."""
    hub, _hubs = desk_of(request)
    form = EnquiryForm(request.POST, user=request.user)
    form.is_valid()  # Only its key is read: a second press finds the row of the first.
    last = Enquiry.objects.visible_to(request.user).last_by(request.user, hub)
    if last is None:
        messages.error(request, _("You have not logged anything here yet."))
        return redirect("desk:desk")
    return logged(request, actions.log_same(last, key=form.cleaned_data["once"], by=request.user))


def enquiry_of(request, pk):
    """An enquiry of a desk this person works at; any other is not there."""
    rows = Enquiry.objects.visible_to(request.user).select_related("hub", "service", "taken_by")
    return get_object_or_404(rows, pk=pk)


def enquiry(request, pk):
    """What was logged, and all that may follow from it."""
    found = enquiry_of(request, pk)
    asked = request.GET.get("service", "").strip()[:100]
    context = {
        "enquiry": found,
        "asked": asked,
        "services": services_for(asked) if asked else [],
        "often": [] if asked else often(found),
        "helped": Helped.choices,
        "lines": prompt_of(found.topic),
    }
    return render(request, "desk/enquiry.html", context)


def services_for(asked):
    """What the directory has under these words."""
    return list(Service.objects.public().matching(asked).order_by("name", "pk")[:FOUND])


def often(found):
    """Where this desk sends people most about this topic."""
    sent = Enquiry.objects.at(found.hub).filter(topic=found.topic, service__isnull=False)
    counted = sent.order_by().values("service").annotate(n=Count("pk")).order_by("-n", "service")
    by_id = Service.objects.public().in_bulk([row["service"] for row in counted[:OFTEN]])
    return list(by_id.values())


@require_POST
def signpost(request, pk):
    """They were sent there."""
    found = enquiry_of(request, pk)
    rows = Service.objects.public()
    service = get_object_or_404(rows, slug=request.POST.get("service", ""))
    try:
        actions.signpost(found, service, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:enquiry", pk)
    messages.success(request, _("Signposted to %s.") % service)
    return redirect("desk:enquiry", pk)


@require_POST
def helped(request, pk):
    """Whether it helped."""
    found, form = enquiry_of(request, pk), HelpedForm(request.POST)
    if form.is_valid():
        try:
            actions.say_whether_it_helped(found, form.cleaned_data["helped"], by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Saved. Thank you for asking."))
    else:
        messages.error(request, _("Press whether it helped"))
    return redirect("desk:enquiry", pk)


@require_POST
def take_back(request, pk):
    """A slip is undone; pressed twice it is undone once."""
    desk_of(request)
    found = Enquiry.objects.visible_to(request.user).filter(pk=pk).first()
    if found is None:
        messages.info(request, _("It is not in the list any more."))
        return redirect("desk:desk")
    try:
        actions.take_enquiry_back(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back: %s.") % found.topic_words)
    return redirect("desk:desk")


def enquiries(request):
    """All that was logged at this desk, the newest first; those to ask about by themselves."""
    hub, hubs = desk_of(request)
    rows = Enquiry.objects.visible_to(request.user).at(hub)
    to_ask = "ask" in request.GET
    if to_ask:
        rows = rows.filter(did=Did.SIGNPOSTED, helped="")
    page = page_of(request, rows.select_related("service"), "-happened_at", "-pk")
    context = {"page": page, "hub": hub, "hubs": hubs, "to_ask": to_ask}
    return render(request, "desk/enquiries.html", context | {"here": reverse("desk:enquiries")})
