"""What families tell us is wrong with an entry, and what was done about it (R025)."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused

from ..models import AskStage, Problem
from ..watching import managers_of, managers_of_site
from .freshness import ask_owner, plain


@transaction.atomic
def report_problem(key, *, kind, words, by, service=None, site=None):
    """Somebody says that an entry is wrong; sent twice it is told once."""
    problem, is_new = Problem.objects.get_or_create(
        key=key, defaults={"service": service, "site": site, "kind": kind, "words": words}
    )
    if is_new:
        record("problem.reported", by=by, about=service or site, what=kind)
        _tell(problem, by=by)
    return problem


def _tell(problem, *, by):
    """The owner, at most once a day, and whoever looks after the entry."""
    service, today = problem.service, timezone.localdate()
    if (
        service
        and not service.asks.filter(stage=AskStage.PROBLEM, recorded_at__date=today).exists()
    ):
        ask_owner(service, AskStage.PROBLEM, by=by)
    users = managers_of([service]) if service else managers_of_site(problem.site)
    for user in users:
        notify(
            user,
            key=f"listing_problem:{problem.service_id or problem.site_id}:{user.pk}:{today}",
            kind="listing_problem",
            by=by,
            about=problem,
            service=plain(str(service or problem.site)),
            link=reverse("directory:problem", args=[problem.pk]),
        )


@transaction.atomic
def close_problem(problem, *, what_was_done, by):
    """Looked into, with what was done."""
    problem = Problem.objects.lock(problem)
    if problem.closed_at:
        raise Refused(_("This has been closed already."))
    if not what_was_done.strip():
        raise Refused(_("Say what was done."))
    problem.what_was_done, problem.closed_by = what_was_done, by
    problem.closed_at = timezone.now()
    problem.save(update_fields=["what_was_done", "closed_by", "closed_at", "updated_at"])
    record("problem.closed", by=by, about=problem)
    return problem
