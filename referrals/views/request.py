"""One request: everything for the decision on one screen; for its sender, how it stands."""

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from families.models import Family, FamilyMember, Involvement, WarningNote
from families.permissions import seen_as
from familyhubs.audit import log
from familyhubs.audit.models import Event
from familyhubs.uploads.reading import attachment
from hubs.models import Hub
from outcomes.models import Plan

from ..agencies import words_of as agency_words
from ..chat.querysets import with_chats
from ..chat.words import for_staff
from ..forms.acceptance import said_of_wishes
from ..models import ACCEPTING, ADVISING, Referral
from ..permissions import can_open_alone, can_open_queue, can_triage
from ..safety import words_of
from ..topics import words_of as topic_words
from ..words import FACT_WORDS, VERDICT_WORDS, told_to_sender
from .findings import findings, prefetch_findings
from .matched import said_of, with_history


def visible(request, pk):
    """The request as this person may know it, or 404; `may_read` says whether in full."""
    rows = Referral.objects.visible_to(request.user).with_reading(request.user).with_concerns()
    rows = with_chats(rows.with_files().with_findings())
    rows = rows.select_related(
        "hub", "contact_card", "ward", "family", "screened_by", "decided_by", "taken_by",
        "held_by", "held_team", "referrer__organisation", "referrer_organisation", "filled_in",
        "professional__team_wanted", "professional__service_wanted", "notice", "alone__opened_by",
        "written_in",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


@require_safe
def detail(request, pk):
    """What was told, who, needs, safe contact, flags, time left, likely matches, tries."""
    referral = visible(request, pk)
    if not referral.may_read:
        stands = told_to_sender(referral, ACCEPTING, ADVISING)
        return render(request, "referrals/own.html", {"referral": referral, "stands": stands})
    proposed = proposed_for(referral, request.user)
    matches = seen_of(referral, proposed, request.user)
    attempts = list(referral.attempts.select_related("by"))
    prefetch_findings(referral)
    people, needs = referral.people.all(), referral.needs.all()
    marked = seen_as(request.user, referral.family_id)
    own = (referral, referral.family_id, f"seen_{marked}" if marked else "seen")
    log.record_looks(request.user, [own, *looks_at(matches)])
    context = {
        "referral": referral,
        "contact": {"card": referral.contact_card},
        "people": people,
        "needs": [(need, topic_words(need.topic)) for need in needs],
        "wishes": wishes_of(referral),
        "files": list(referral.files.select_related("file")) if referral.has_files else [],
        "flags": words_of(referral.safety_flags),
        "attempts": attempts,
        "since": referral.said_since.all() if referral.has_since else [],
        "chats": chats_of(referral) if referral.has_chats else [],
        "matches": matches,
        "moved": moved_from(referral),
        "earlier": earlier_of(referral, proposed, request.user),
        "family_url": family_address(referral, request.user),
        "may_triage": referral.is_open and can_triage(request.user, referral),
        "may_add_need": can_triage(request.user, referral),
        "may_open_queue": can_open_queue(request.user),
        "part": part_of(referral),
        "may_open_alone": referral.is_alone and can_open_alone(request.user, referral),
        "owes": can_triage(request.user, referral) and getattr(referral, "notice", None),
        **findings(referral, attempts, request.user),
    }
    return render(request, "referrals/request.html", context)


def moved_from(referral):
    """From which hub it came, when and by whom, where somebody gave a reason; else None."""
    if not referral.moved_because:
        return None
    event = Event.objects.filter(about_id=referral.pk, verb="referral.moved").latest("pk")
    hub = Hub.objects.filter(pk=event.facts["before"]).first()
    return {"hub": hub, "at": event.at, "by": event.actor_name}


def chats_of(referral):
    """What was said in a chat and is kept with this request, as the family wants it."""
    rows = list(referral.chats.filter(kept="request").prefetch_related("lines__by"))
    return [(chat, for_staff(list(chat.lines.all()), chat)) for chat in rows]


def part_of(referral):
    """What only a professional says, with where they work in words; None where nobody said it."""
    part = getattr(referral, "professional", None)
    if part is not None:
        part.workplace = agency_words(part.agency_kind)
    return part


def family_address(referral, user):
    """The way to the family's record, for those who may follow it."""
    if referral.family_id is None:
        return ""
    family = Family.objects.visible_to(user).filter(pk=referral.family_id).first()
    return family.get_absolute_url() if family else ""


def wishes_of(referral):
    """Whom the family is happy for us to talk to and what became of it, and whom not."""
    rows = referral.sharing_wishes.select_related("organisation", "agreement__organisation")
    return said_of_wishes(list(rows))


def proposed_for(referral, user):
    """Every family the request may be about, whether this person sees it, and who works there."""
    plans = Plan.objects.open().filter(family=OuterRef("family"))
    leads = Involvement.objects.current().leads().filter(family=OuterRef("family"))
    rows = referral.matches.with_sight(user).select_related("family__hub", "family__own_record")
    rows = rows.annotate(
        level=Subquery(plans.values("level")[:1]),
        lead=Subquery(leads.values("user__full_name")[:1]),
        is_warned=Exists(WarningNote.objects.current().filter(family=OuterRef("family"))),
    )
    return list(with_history(rows))


def seen_of(referral, proposed, user):
    """Those this person may see; a restricted family looks like none (access.md 6)."""
    found = [match for match in proposed if match.is_seen and referral.is_open]
    families = [match.family for match in found]
    members = list(
        FamilyMember.objects.current().filter(family__in=families).select_related("person")
    )
    warnings = warnings_for([match.family for match in found if match.is_warned], user)
    for match in found:
        match.history = said_of(match)
        match.family.now = [row for row in members if row.family_id == match.family_id]
        match.warnings = [row for row in warnings if row.family_id == match.family_id]
        match.said = [
            (FACT_WORDS.get(fact, fact), VERDICT_WORDS.get(verdict, verdict))
            for fact, verdict in match.reasons
        ]
    return found


def warnings_for(families, user):
    """What to do before somebody meets them (access.md A4)."""
    rows = WarningNote.objects.current().visible_to(user).filter(family__in=families)
    return list(rows.select_related("person").order_by("starts_at", "pk")) if families else []


def looks_at(matches):
    """For the log: names, dates of birth and reasons of these families stand on the page (A4)."""
    return [(match.family, match.family_id, "triage_seen") for match in matches]


def earlier_of(referral, proposed, user):
    """Earlier requests of the same family, or of those it may be."""
    families = {match.family_id for match in proposed} | {referral.family_id}
    rows = Referral.objects.readable_by(user).filter(family__in=families - {None})
    return list(rows.exclude(pk=referral.pk).order_by("-happened_at")[:5])


def undecided(request, pk):
    """A request this person may read; deciding is for `require` to check."""
    referral = visible(request, pk)
    if not referral.may_read:
        raise Http404
    return referral


@require_safe
def file(request, pk, file_pk):
    """One photo or PDF of a request, as a download, for whoever may read the request."""
    referral = visible(request, pk)
    if not referral.may_read:
        raise Http404
    found = get_object_or_404(referral.files.select_related("file"), pk=file_pk)
    answer = attachment(found.file)
    family = referral.family_id
    marked = seen_as(request.user, family)
    what = "file_opened"
    log.record_look(request.user, referral, family_id=family, what=what, seen_as=marked)
    return answer
