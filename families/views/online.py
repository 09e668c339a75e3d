"""Before an online group: with one person, and for its leader (R087)."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from familyhubs.database.actor import beyond_sight
from familyhubs.web import bind
from hubs.models import REMOTE, Activity, Session
from hubs.whats_on.permissions import hubs_run_by

from .. import actions
from ..forms import OnlineForm
from ..models import OnlineCheck, PersonNeed
from .doors import send
from .held import back_to_person, member_to_keep, person_form

A_DAY = timedelta(days=1)
GROUPS_SHOWN = 50


def meeting_online():
    """What is still to come and held online, wherever in the network."""
    coming = Session.objects.planned().filter(activity=OuterRef("pk"), ends_at__gt=timezone.now())
    rows = Activity.objects.filter(Q(mode__in=REMOTE) | Q(mode="hybrid"))
    return rows.filter(Exists(coming)).select_related("hub").order_by("name", "pk")


@require_safe
def groups(request, pk, member_pk):
    """The groups that somebody could join, and for which they are ready."""
    member = member_to_keep(request, pk, member_pk)
    rows = OnlineCheck.objects.visible_to(request.user, within=member.family).current()
    checks = {row.activity_id: row for row in rows.of(member.person)}
    found = [(activity, checks.get(activity.pk)) for activity in meeting_online()[:GROUPS_SHOWN]]
    context = {"family": member.family, "member": member, "groups": found}
    return render(request, "families/online.html", context)


def check(request, pk, member_pk, activity_pk):
    """One person before one group."""
    member = member_to_keep(request, pk, member_pk)
    activity = get_object_or_404(meeting_online(), pk=activity_pk)
    rows = OnlineCheck.objects.visible_to(request.user, within=member.family).current()
    known = rows.of(member.person).filter(activity=activity).first()
    form = bind(OnlineForm, request, check=known)
    told = {"activity": activity, "by": request.user}
    if send(form, lambda: actions.check_online(member, **told, **form.cleaned_data)):
        return back_to_person(request, member, _("Saved: look under online groups"), "channels")
    title = _("Before %(person)s joins online")
    return person_form(request, member, form, title, _("Save"), note=activity.name)


@require_safe
def group(request, pk):
    """For whoever leads or runs a session: who is ready to join it, and what they need."""
    rows = Session.objects.select_related("activity__hub")
    found = get_object_or_404(rows, pk=pk)
    now = timezone.now()
    leads = found.leaders.filter(user=request.user).exists()
    if not leads and not hubs_run_by(request.user).filter(pk=found.activity.hub_id).exists():
        raise Http404
    record_look(request.user, found, what="online_group_seen")
    # The day before to the day after (access.md A9); else only whom they see anyway.
    is_near = found.starts_at - A_DAY <= now <= found.ends_at + A_DAY
    if leads and is_near:
        with beyond_sight("whoever comes to the group that this person leads"):
            rows = _ready(OnlineCheck.objects.for_leader(found, request.user))
    else:
        seen = OnlineCheck.objects.visible_to(request.user).values("pk")
        rows = _ready(OnlineCheck.objects.for_leader(found, request.user).filter(pk__in=seen))
    return render(request, "families/online_group.html", {"session": found, "rows": rows})


def _ready(checks):
    """Each of them by name, with what they need."""
    checks = list(checks.select_related("person").order_by("person__full_name", "pk"))
    needs = PersonNeed.objects.current().filter(person__in=[row.person_id for row in checks])
    by_person = {}
    for need in needs.order_by("kind"):
        by_person.setdefault(need.person_id, []).append(need)
    return [(row, by_person.get(row.person_id, [])) for row in checks]
