"""Emergency access (access.md D): opened by its reason, told of at once, reviewed by another."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.audit.log import record, record_look
from familyhubs.calendar.front_door import working_calendar
from familyhubs.council.current import council
from familyhubs.database.actor import SystemActor, acting_as, beyond_sight
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.models import Membership, Role

from ..lookups import by_facts_of_all
from ..models import EmergencyAccess, Family, GrantKind
from ..models.emergency import LASTS
from ..permissions import opens_restricted_in_emergency
from ..sharing import Ground, Part, grounds_that_open
from .access import grant
from .desk import count_look_up
from .timing import words

logger = logging.getLogger(__name__)
LOOKED_UP = "looked_up_in_emergency"
QUEUE = "/families/emergencies/"


@transaction.atomic
def open_in_emergency(*, reason, by, name="", born_on=None, reference=""):
    """The one family of these facts, opened for four hours, or None.

    None where there is none, more than one, or a restricted one that this person may not open:
    the same answer after the same search.
    """
    reason = words(reason, _("Enter what the emergency is"), 500)
    count_look_up(LOOKED_UP, by)
    wide = opens_restricted_in_emergency(by)
    with beyond_sight("the one family of the facts that somebody has in an emergency"):
        found = by_facts_of_all(by, name=name, born_on=born_on, reference=reference)
        found = [family for family in found if wide or not family.is_restricted]
        if len(found) != 1:
            return None
        family = Family.objects.lock(found[0])
        if not _sees_all_of_it(by, family, wide):
            _open(family, reason, by, GrantKind.GLASS_DUTY if wide else GrantKind.BREAK_GLASS)
        return family


def _sees_all_of_it(user, family, wide):
    """Whoever reads the record anyway needs no emergency; nor does one they opened just now."""
    part = Part.SAFEGUARDING if wide else Part.NOTES_TEAM
    opened = grounds_that_open(part) - {Ground.CLOSED}
    return Family.objects.visible_by(user, *opened).filter(pk=family.pk).exists()


def _open(family, reason, by, kind):
    now = timezone.now()
    emergency = EmergencyAccess.objects.create(
        family=family,
        user=by,
        reason=reason,
        starts_at=now,
        ends_at=now + LASTS,
        review_due_at=working_calendar().end_of_next_working_day(now),
    )
    grant(family, kind=kind, by=by, user=by, until=emergency.ends_at, cause_id=emergency.pk)
    record_look(by, family, family_id=family.pk, what="opened_break_glass", reason=reason)
    told = [_tell(lead, emergency, "emergency_opened", by=by) for lead in reviewers(emergency)]
    if not told:
        logger.error("Nobody can review an emergency access", extra={"key": str(emergency.pk)})


def reviewers(emergency):
    """The safeguarding leads who may see the family, never the one who opened it."""
    leads = Membership.objects.current().filter(role=Role.SAFEGUARDING).values("user")
    people = User.objects.filter(pk__in=leads).exclude(pk=emergency.user_id)
    return [lead for lead in people.select_related("organisation") if _sees(lead, emergency)]


def _sees(person, emergency):
    seen = Family.objects.visible_by(person, Ground.SAFEGUARDING)
    return person.may_sign_in and seen.filter(pk=emergency.family_id).exists()


def _tell(person, emergency, kind, *, by, key=""):
    notify(
        person,
        key=key or f"{kind.replace('_', '-')}:{emergency.pk}:{person.pk}",
        kind=kind,
        by=by,
        about=emergency,
        family_id=emergency.family_id,
        organisation=person.organisation,
        hub=emergency.family.hub.name,
        link=QUEUE,
    )
    return person


@transaction.atomic
def review_emergency(emergency, *, finding, review, by):
    """Somebody else says whether it was needed; once."""
    emergency = EmergencyAccess.objects.lock(emergency)
    if emergency.reviewed_at:
        raise Refused(_("This has been reviewed already."))
    if emergency.user_id == by.pk:
        raise Refused(_("Nobody reviews their own emergency access. Ask another lead."))
    emergency.finding = finding
    emergency.review = words(review, _("Enter what you found"), 500)
    emergency.reviewed_at, emergency.reviewed_by = timezone.now(), by
    emergency.save()
    family = emergency.family_id
    record("emergency.reviewed", by=by, about=emergency, family_id=family, finding=finding)
    return emergency


def remind_emergencies_to_review():
    """Every lead who may review what is overdue; council-wide managers after the first days."""
    now = timezone.now()
    later = working_calendar().add_working_days
    with acting_as(SystemActor.CLOCK):
        rows = list(EmergencyAccess.objects.review_overdue(now).select_related("family__hub"))
    for emergency in rows:
        late = later(emergency.review_due_at, council().escalation_days[0]) <= now
        try:
            with acting_as(SystemActor.CLOCK):
                _remind(emergency, late)
        except Exception:
            logger.exception("A review could not be asked for", extra={"key": str(emergency.pk)})


def _remind(emergency, late):
    told = {"emergency_overdue": reviewers(emergency)}
    if late:
        told["emergency_unreviewed"] = _above(emergency)
    for kind, people in told.items():
        for person in people:
            _tell(person, emergency, kind, by=SystemActor.CLOCK)


def _above(emergency):
    """The managers of the whole council: they see that it waits, and whom to ask."""
    rows = Membership.objects.current().filter(role=Role.MANAGER, hub=None, team=None)
    people = User.objects.filter(pk__in=rows.values("user")).exclude(pk=emergency.user_id)
    return [person for person in people.select_related("organisation") if person.may_sign_in]
