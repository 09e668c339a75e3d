"""Families who may need an offer of help, and families nobody has spoken with (R075, R078)."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.accounts.models import User
from familyhubs.audit.log import record_look
from familyhubs.council.current import council
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..filters import QuietFilter, RankedFilter
from ..forms import NotNowForm, OfferForm
from ..models import Family, FamilyStanding, HelpOffer, Involvement, PriorityGroup
from ..permissions import can_keep_priorities, can_reach_out
from .doors import send
from .notes import one_form
from .priorities import PURPOSE, seen_for_outreach

RANK = ("-ranked", "-level", "quiet_since", "pk")


def shown(rows):
    """What a line of these lists says of a family."""
    leads = Involvement.objects.current().leads().select_related("user")
    led = Prefetch("family__involvements", leads, "leads_now")
    return rows.select_related("family__hub", "last_contact_by").prefetch_related(led)


@require_safe
def ranked(request):
    """By groups, then level, then days without contact; a person decides, the page shows why."""
    require(can_reach_out(request.user))
    record_look(request.user, Family, what="ranked", reason=PURPOSE)
    rows = FamilyStanding.objects.visible_to(request.user).ranked()
    chosen = RankedFilter(request.GET, queryset=rows, user=request.user)
    rows = chosen.qs if chosen.form.is_valid() else rows.none()
    page = page_of(request, shown(rows), *RANK)
    groups = PriorityGroup.objects.filter(in_rank=True).with_words()
    words = dict(groups.values_list("code", "words_now"))
    now = timezone.now()
    for row in page.rows:
        row.groups = [words[code] for code in row.codes if code in words]
        row.quiet_days = max((now - row.quiet_since).days, 0)
    return render(request, "families/ranked.html", {"page": page, "form": chosen.form})


@require_safe
def quiet(request):
    """Families we work with and have not spoken with for so many weeks, the longest first."""
    require(can_reach_out(request.user))
    record_look(request.user, Family, what="quiet")
    given = {"weeks": council().quiet_weeks} | request.GET.dict()
    helped = Involvement.objects.current().exclude(role="follow_up")
    rows = FamilyStanding.objects.visible_to(request.user)
    rows = rows.filter(Exists(helped.filter(family=OuterRef("family"))))
    chosen = QuietFilter(given, queryset=rows, user=request.user)
    rows = chosen.qs if chosen.form.is_valid() else rows.none()
    page = page_of(request, shown(rows), "quiet_since", "pk")
    now = timezone.now()
    for row in page.rows:
        row.quiet_weeks = max((now - row.quiet_since) // timedelta(weeks=1), 0)
    context = {"page": page, "form": chosen.form, "today": timezone.localdate()}
    return render(request, "families/quiet.html", context)


def offer(request, pk):
    """Offer help: somebody gets in touch by a day."""
    family = seen_for_outreach(request, pk)
    require(can_keep_priorities(request.user, family))
    owners = User.objects.filter(pk__in=[request.user.pk, *workers_of(family)])
    form = bind(OfferForm, request, owners=owners)
    by = request.user
    if send(form, lambda: actions.offer_help(family, by=by, **form.cleaned_data)):
        return decided(request, _("Help will be offered"))
    title = _("Offer help to %(family)s") % {"family": family.name}
    return one_form(request, family, form, title, _("Save"), note=said_before(family, by))


def not_now(request, pk):
    """Not now, because."""
    family = seen_for_outreach(request, pk)
    require(can_keep_priorities(request.user, family))
    again = timezone.localdate() + timedelta(weeks=council().look_again_weeks)
    form = bind(NotNowForm, request, initial={"look_again_on": again})
    by = request.user
    if send(form, lambda: actions.not_now(family, by=by, **form.cleaned_data)):
        return decided(request, _("Remembered until that day"))
    title = _("Not now for %(family)s") % {"family": family.name}
    return one_form(request, family, form, title, _("Save"), note=said_before(family, by))


def workers_of(family):
    rows = Involvement.objects.current().filter(family=family, user__organisation__kind="council")
    return rows.values_list("user", flat=True)


def said_before(family, user):
    """The last decision, so that nobody decides without it."""
    last = HelpOffer.objects.visible_to(user, within=family).select_related("decided_by").first()
    if last is None:
        return ""
    said = f"{last}: {last.reason}" if last.reason else str(last)
    told = {"who": last.decided_by, "day": f"{last.decided_at:%-d %b %Y}", "what": said}
    return _("Decided by %(who)s on %(day)s. %(what)s") % told


def decided(request, words):
    messages.success(request, words)
    return redirect("families:outreach")
