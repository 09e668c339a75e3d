"""Owners are asked whether their entry is still right, and answer by a link (R025)."""

import re
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.council.current import council
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused

from ..links import token_of
from ..models import Ask, AskStage, ListUpload, Service
from ..watching import managers_of, owner_of
from .offer import mark_assured

SOON = timedelta(days=14)
LINK_HOLDS = timedelta(days=30)
UPLOAD_HOLDS = timedelta(days=1)
# As many as leave in one run of the clock; the next goes on.
BATCH = 300
KINDS = {
    AskStage.SOON: "service_check",
    AskStage.DUE: "service_check",
    AskStage.HIDDEN: "service_hidden",
    AskStage.PROBLEM: "service_problem",
}


def ask_owners(*, by, today=None):
    """Each owner once before the day, on it and when the grace is over; managers once a week."""
    today = today or timezone.localdate()
    with acting_as(by):
        rows = due_rows(today)
    asked, unowned = 0, []
    for service, stage in rows:
        with acting_as(by):
            asked += _ask_once(service, stage, by=by) or bool(unowned.append(service))
    with acting_as(by):
        _tell_managers(unowned, by=by, today=today)
    return asked


def due_rows(today):
    """(service, stage) of each whose owner has not been asked at the stage it has come to."""
    grace = timedelta(days=council().service_grace_days)
    given = Service.objects.given().select_related("owner", "owner_card")
    bounds = (
        (AskStage.HIDDEN, {"review_due_on__lte": today - grace}),
        (AskStage.DUE, {"review_due_on__lte": today, "review_due_on__gt": today - grace}),
        (AskStage.SOON, {"review_due_on__lte": today + SOON, "review_due_on__gt": today}),
    )
    return [
        (service, stage)
        for stage, bound in bounds
        for service in given.filter(**bound)
        .exclude(
            pk__in=Ask.objects.filter(stage=stage, due_on=F("service__review_due_on")).values(
                "service"
            )
        )
        .order_by("review_due_on", "id")[:BATCH]
    ]


def _ask_once(service, stage, *, by):
    """Whether its owner was asked just now; a run that comes at the same time finds it done."""
    service = Service.objects.lock(service)
    asked = service.asks.filter(stage=stage, due_on=service.review_due_on)
    return asked.exists() or ask_owner(service, stage, by=by) is not None


def ask_owner(service, stage, *, by):
    """Owe the owner a message with a link of its own; None where nobody owns it."""
    to = owner_of(service)
    if to is None:
        return None
    to_user = isinstance(to, User)
    ask = Ask.objects.create(
        service=service,
        stage=stage,
        due_on=service.review_due_on,
        user=to if to_user else None,
        card=None if to_user else to,
        expires_at=timezone.now() + LINK_HOLDS,
    )
    notify(
        to,
        key=f"service:{ask.pk}",
        kind=KINDS[stage],
        by=by,
        about=service,
        service=plain(service.name),
        when=service.review_due_on,
        sealed_link=reverse("offer:check", args=[token_of(ask)]),
    )
    record("service.owner_asked", by=by, about=service, stage=str(stage))
    return ask


def plain(name):
    """A service's name as a letter may carry it."""
    return re.sub(r"[\x00-\x1f<>@]", " ", name).strip()[:200] or "–"


def _tell_managers(unowned, *, by, today):
    """One message a week to whoever looks after entries that nobody owns."""
    year, week, _day = today.isocalendar()
    for user, services in managers_of(unowned).items():
        notify(
            user,
            key=f"services_to_check:{user.pk}:{year}-{week}",
            kind="services_to_check",
            by=by,
            count=len(services),
            link=reverse("directory:list"),
        )


def use(ask):
    """The question, held and marked as answered: once only."""
    ask = Ask.objects.lock(ask)
    if not ask.is_usable:
        raise Refused(_("This link has been used, or its time is over."))
    ask.used_at = timezone.now()
    ask.save(update_fields=["used_at", "updated_at"])
    return ask


def who_answers(ask):
    """As whom the answer stands in the log: the account asked, or the public."""
    return ask.user or SystemActor.PUBLIC


@transaction.atomic
def still_right(ask):
    """The owner pressed: all of it is right today."""
    service = Service.objects.lock(ask.service)
    ask = use(ask)
    mark_assured(service, by=ask.user)
    service.save(update_fields=["last_assured_on", "review_due_on", "assured_by", "updated_at"])
    record("service.assured", by=who_answers(ask), about=service, until=service.review_due_on)
    return service


def forget_old_uploads(*, by):
    """By the clock: a list that was looked at and never applied."""
    ListUpload.objects.filter(recorded_at__lte=timezone.now() - UPLOAD_HOLDS).delete()
