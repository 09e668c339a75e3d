"""Who has looked: what governance filters, and the view that a family is given (access.md 4)."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from familyhubs.accounts.models import Organisation, OrganisationKind
from familyhubs.audit.models import Event
from hubs.models import Membership, Role

from .models import Agreement, Answer, Involvement, SharingDecision, ToDo, ToDoKind

# What a family is told of is told after so long.
TOLD_AFTER = timedelta(days=7)
# Looks at the record by somebody at work with the family: never at the desk, at triage or on the
# rota, where another member may have been the cause, or a danger.
TOLD = ("family.seen", "family.form_seen", "family.agreements_seen", "plan.seen")
NEVER_TOLD = (Role.SAFEGUARDING, Role.GOVERNANCE)
# Work of these is not told of, whatever it was about (access.md section 4).
SILENT = (OrganisationKind.POLICE, OrganisationKind.PROBATION)

SEARCHES = Q(verb="family.granted") | Q(verb__contains="opened") | Q(verb__contains="searched")
EXPORTS = Q(verb__contains="exported") | Q(verb="receipt.given")
KINDS = {
    "look": Q(kind="saw") & ~SEARCHES & ~EXPORTS,
    "search": SEARCHES,
    "export": EXPORTS,
    "denial": Q(kind="refused"),
}
ANY_KIND = Q(kind__in=["saw", "refused"]) | SEARCHES | EXPORTS


def looks_at(family, *, kind="", who="", organisation=None, since=None, until=None):
    """Reads, searches, exports and refusals of one record, as somebody filters them."""
    events = Event.objects.about_family(family.pk).filter(KINDS.get(kind, ANY_KIND))
    if who:
        events = events.filter(actor_name__icontains=who)
    if organisation:
        events = events.filter(organisation_id=organisation.pk)
    if since:
        events = events.filter(at__date__gte=since)
    if until:
        events = events.filter(at__date__lte=until)
    return events


def is_risky_to_tell(family):
    """A worker has written down that somebody may be at risk, or the record is restricted."""
    checks = ToDo.objects.filter(family=family, kind=ToDoKind.RISK_CHECK)
    at_risk = checks.filter(done_at=None) | checks.filter(
        anyone_at_risk__in=[Answer.YES, Answer.NOT_SURE]
    )
    return family.is_restricted or at_risk.exists()


def told_to(person, family, now=None):
    """Looks at this person's own part: organisation, role and day, and never who it was."""
    if is_risky_to_tell(family):
        return Event.objects.none()
    before = (now or timezone.now()) - TOLD_AFTER
    events = Event.objects.filter(family_id=family.pk, kind="saw", verb__in=TOLD, at__lte=before)
    council = Organisation.objects.filter(kind=OrganisationKind.COUNCIL).values("pk")
    silent = Organisation.objects.filter(kind__in=SILENT).values("pk")
    return (
        events.filter(at_work(family))
        .filter(Q(organisation_id__in=council) | Exists(agreed(family, person)))
        .exclude(organisation_id__in=silent)
        .exclude(Exists(roles_then().filter(role__in=NEVER_TOLD)))
        .exclude(Exists(without_agreement(family)))
        .annotate(role=Subquery(roles_then().order_by("starts_at").values("role")[:1]))
        .order_by("-pk")
    )


def then(prefix=""):
    """The period of a row holds the moment of the event."""
    moment = OuterRef("at")
    return Q(**{f"{prefix}starts_at__lte": moment}) & (
        Q(**{f"{prefix}ends_at": None}) | Q(**{f"{prefix}ends_at__gt": moment})
    )


def roles_then():
    """What whoever looked was, when they looked."""
    return Membership.objects.annotate(who=Cast("user_id", TextField())).filter(
        then(), who=OuterRef("actor")
    )


def at_work(family):
    """Whoever looked worked with the family then, by themselves or through a team."""
    work = Involvement.objects.filter(then(), family=family)
    own = work.annotate(who=Cast("user_id", TextField())).filter(who=OuterRef("actor"))
    of_team = Membership.objects.annotate(who=Cast("user_id", TextField())).filter(
        then(), who=OuterRef("actor"), team__isnull=False
    )
    teams = Involvement.objects.filter(family=family, team__isnull=False).values("team")
    return Q(Exists(own)) | Q(Exists(of_team.filter(team__in=teams)))


def agreed(family, person):
    """The family had agreed then to share this person with whoever's organisation it was."""
    given = Agreement.objects.filter(then(), family=family, person=person, purpose="share")
    return given.filter(status="given", organisation=OuterRef("organisation_id"))


def without_agreement(family):
    """The organisation stood under a decision without agreement then."""
    decided = SharingDecision.objects.filter(then(), family=family)
    return decided.filter(organisation=OuterRef("organisation_id"))
