"""The whole record of a family, part by part as access.md section 3 opens them."""

from datetime import date
from itertools import groupby
from operator import attrgetter

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from families import permissions
from families.models import (
    Agreement,
    CrossReferral,
    Family,
    FamilyMember,
    Grant,
    Involvement,
    MemberRole,
    PersonNeed,
    Pin,
    SharingDecision,
    TimelineEntry,
    ToDo,
    WarningNote,
)
from families.sharing import Ground, Part
from families.why import why
from familyhubs.audit.log import record_look
from outcomes.models import Plan
from outcomes.querysets import WRITERS
from referrals.models import Referral

NEWEST = 5
SERVICES_SHOWN = 20
GENERATIONS = (MemberRole.PARENT, MemberRole.OTHER, MemberRole.CHILD, MemberRole.UNBORN)
SHORT_GROUNDS = {Ground.TRIAGE, Ground.DESK, Ground.RECEIVER, Ground.REFERRED}
SHORT_GROUNDS |= {Ground.OUT_OF_HOURS, Ground.GOVERNANCE}
# Who learns that somebody is in another family too (access.md section 2).
WHO_WORK = {Ground.WORKER, Ground.DUTY}
SHORT_GROUNDS |= {Ground.OUT_OF_HOURS, Ground.CLOSED}
SHORT_GROUNDS |= {Ground.BREAK_GLASS, Ground.BREAK_GLASS_DUTY, Ground.INSPECTION}


def record(request, pk):
    """Everything this person may see of one family, on one page."""
    # Most families never have a decision to share without agreement, a referral to a service, a
    # pin, a need or a warning: those are asked for none.
    decided = Exists(SharingDecision.objects.filter(family=OuterRef("pk")))
    referred = Exists(CrossReferral.objects.filter(family=OuterRef("pk")))
    families = Family.objects.with_grounds(request.user, pk).annotate(
        was_decided=decided,
        was_referred=referred,
        has_pins=Exists(Pin.objects.filter(family=OuterRef("pk"))),
        has_needs=Exists(PersonNeed.objects.filter(person__memberships__family=OuterRef("pk"))),
        has_warnings=Exists(WarningNote.objects.filter(family=OuterRef("pk"))),
    )
    family = families.with_disputes().select_related("hub", "own_record").first()
    is_gone = family is None or family.merged_into_id
    # Asked alike of what was never there, so that the answer takes as long.
    if is_gone and (instead := Family.objects.stayed_instead(request.user, pk)):
        messages.info(request, "The record that you asked for was merged into this one.")
        return redirect(instead)
    if family is None:
        raise Http404
    record_look(request.user, family, family_id=family.pk, seen_as=family.seen_as)
    context = {"family": family, "may": may(request.user, family)}
    for part, fill in FILLS:
        if part in family.parts:
            context |= fill(family, request)
    # A lead of another organisation owes tasks too, though team-only notes stay shut (A2).
    if Part.NOTES_TEAM in family.parts or Ground.LEAD in family.grounds:
        context |= todo(family, request) | cross_referrals(family, request)
    if Ground.DESK in family.grounds and Part.REQUESTS not in family.parts:
        context |= stage(family)
    context["why"] = why(
        family,
        request.user,
        involvements=context["helpers"],
        grants=short_looks(family, request.user),
    )
    return render(request, "pages/record.html", context)


def may(user, family):
    """What this person may do here, for the page's buttons."""
    return {
        "list": permissions.can_list(user),
        "govern": permissions.can_govern(user),
        "write_note": permissions.can_write_note(user, family),
        "keep_record": permissions.can_keep_record(user, family),
        "decide_sharing": permissions.can_decide_sharing(user, family),
        "allocate": permissions.can_allocate(user, family),
        "check_in": permissions.can_check_in(user, family),
        "restrict": permissions.can_restrict(user, family),
        "join": permissions.can_find_duplicates(user) and permissions.can_allocate(user, family),
        "give_reason": permissions.can_give_reason(user, family),
        "see_looks": permissions.can_see_looks(user, family),
        "refer": permissions.can_refer(user, family),
        "stop_sharing": permissions.can_stop_sharing(user, family),
        "open": {part.value: True for part in family.parts},
    }


def short_looks(family, user):
    """The grants by which this person sees it; asked only where one of them counts."""
    if not family.grounds & SHORT_GROUNDS:
        return []
    mine = Q(user=user) | Q(kind="triage")
    return list(Grant.objects.current().filter(mine, family=family).order_by("-starts_at"))


def card(family, request):
    """Names and ages of those who may be shown, and who leads."""
    members = FamilyMember.objects.current().visible_to(request.user, within=family)
    if family.grounds & WHO_WORK:
        members = members.with_other_families()
    members = sorted(members.select_related("person__contact_card"), key=in_order)
    today = timezone.localdate()
    for member in members:
        member.age = member.person.age(today)
    helpers = Involvement.objects.current().visible_to(request.user, within=family)
    helpers = list(
        helpers.select_related("user__organisation", "team").order_by("role", "starts_at")
    )
    lead = next((row for row in helpers if row.role == "lead"), None)
    return {"members": members, "helpers": helpers, "lead": lead}


def in_order(member):
    """Parents first, then other adults, then children from the eldest."""
    born_on = member.person.born_on
    return (GENERATIONS.index(member.role), born_on or date.max, member.person.full_name)


def contact(family, request):
    """How to be in touch, and how not; only of those who may be shown."""
    return {"shows_contact": True}


def needs(family, request):
    """What must be met whenever somebody is in touch, by person."""
    if not family.has_needs:
        return {"needs": []}
    rows = PersonNeed.objects.current().visible_to(request.user, within=family)
    rows = rows.select_related("person").order_by("person__full_name", "person", "kind")
    return {"needs": [(person, [*of]) for person, of in groupby(rows, attrgetter("person"))]}


def agreements(family, request):
    """Answers in force and decisions without one, the newest first, and those that ended."""
    rows = Agreement.objects.visible_to(request.user, within=family)
    rows = list(rows.select_related("person", "organisation", "given_by").order_by("-starts_at"))
    decided = []
    if family.was_decided:
        decided = SharingDecision.objects.visible_to(request.user, within=family)
        decided = decided.select_related("person", "organisation", "decided_by", "asked_by")
        decided = list(decided.order_by("-starts_at"))
    return {
        "agreements": [row for row in rows if row.is_current],
        "ended_agreements": [row for row in rows if not row.is_current],
        "decisions": [row for row in decided if row.is_current],
        "ended_decisions": [row for row in decided if not row.is_current],
    }


def plan(family, request):
    """The open plan, or the last one, with what is to be done."""
    today = timezone.localdate()
    to_do = Q(goals__state="open", goals__actions__state="to_do")
    plans = Plan.objects.visible_to(request.user, within=family)
    plans = plans.for_page(request.user, within=family)
    latest = (
        plans.annotate(
            goals_open=Count("goals", Q(goals__state="open"), distinct=True),
            goals_achieved=Count("goals", Q(goals__state="achieved"), distinct=True),
            actions_to_do=Count("goals__actions", to_do, distinct=True),
            actions_late=Count(
                "goals__actions", to_do & Q(goals__actions__due_on__lt=today), distinct=True
            ),
        )
        .order_by("-opened_at", "pk")
        .first()
    )
    may_open = (latest is None or latest.closed_at) and bool(family.grounds & set(WRITERS))
    return {"plan": latest, "may_open_plan": may_open}


def requests(family, request):
    """What was asked of us, the newest first."""
    rows = Referral.objects.visible_to(request.user).filter(family=family)
    return {"requests": list(rows.order_by("-happened_at", "pk")[:10])}


def stage(family):
    """Of the request itself the desk learns the stage alone (access.md A5)."""
    rows = Referral.objects.filter(family=family).order_by("-happened_at", "pk")
    return {"stage": rows.values("happened_at", "decided_at").first()}


def timeline(family, request):
    """What is pinned, and the newest few; the whole of it is a page of its own."""
    rows = TimelineEntry.objects.visible_to(request.user, within=family).with_names()
    pinned = rows.filter(pin__isnull=False).order_by("pin__place") if family.has_pins else []
    newest = rows.filter(pin=None).order_by("-happened_at", "-recorded_at", "-pk")[:NEWEST]
    return {"timeline": list(newest), "pins": list(pinned)}


def todo(family, request):
    """What is open, and what a withdrawal gave cause for."""
    rows = ToDo.objects.visible_to(request.user, within=family).open()
    return {"todos": list(rows.select_related("owner", "organisation"))}


def cross_referrals(family, request):
    """The services that were asked to help, the newest first (R026)."""
    if not family.was_referred:
        return {"cross_referrals": []}
    rows = CrossReferral.objects.visible_to(request.user, within=family).select_related("service")
    return {"cross_referrals": list(rows[:SERVICES_SHOWN])}


def bars(family, request):
    """Who is barred, for the safeguarding lead who may lift it."""
    return {"bars": list(family.conflicts.current().filter(lifted_by=None).select_related("user"))}


FILLS = (
    (Part.CARD, card),
    (Part.CONTACT, contact),
    (Part.NEEDS, needs),
    (Part.AGREEMENTS, agreements),
    (Part.PLAN, plan),
    (Part.REQUESTS, requests),
    (Part.NOTES_SHARED, timeline),
    (Part.ACCESS_LOG, bars),
)
