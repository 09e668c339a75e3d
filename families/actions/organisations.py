"""The register of sharing agreements between the council and other organisations (R069).

Without one in force an organisation's people see no family at all (access.md B).
"""

from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import Organisation, User
from familyhubs.audit.log import record
from familyhubs.database.actor import beyond_sight
from familyhubs.notifications.outbox import drop_for, notify
from familyhubs.refusals import Refused
from hubs.models import Membership, Role

from ..models import Family, Involvement, SharingAgreement
from .agreements import replace_lead
from .timing import words

LONGEST = 4_000


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


@transaction.atomic
def sign_sharing_agreement(
    organisation, *, purposes, starts_on, review_due_on, by, last_day=None, items=""
):
    """The organisation's people may see, from that day on, what families agreed to share."""
    organisation = Organisation.objects.lock(organisation)
    if organisation.is_council or organisation.has_ended:
        raise Refused(_("Select an organisation that works with the council."))
    if last_day and last_day < max(starts_on, timezone.localdate()):
        raise Refused(_("The last day must be in the future, and not before the first."))
    if review_due_on <= starts_on or (last_day and review_due_on > last_day):
        raise Refused(_("The review must be after the first day and not after the last."))
    starts_at = midnight(starts_on)
    ends_at = midnight(last_day + timedelta(days=1)) if last_day else None
    # One that ended this very day makes room for the next from that moment on.
    ended_then = SharingAgreement.objects.filter(
        organisation=organisation, ends_at__gt=starts_at, ends_at__lte=timezone.now()
    ).order_by("-ends_at")
    if starts_on == timezone.localdate() and (last := ended_then.first()):
        starts_at = last.ends_at
    said = _("There is an agreement for that time already. End it first, or begin after its end.")
    try:
        with transaction.atomic():
            agreement = SharingAgreement.objects.create(
                organisation=organisation,
                purposes=words(purposes, _("Enter what may be shared and what for"), LONGEST),
                items=items.strip()[:LONGEST],
                review_due_on=review_due_on,
                starts_at=starts_at,
                ends_at=ends_at,
            )
    except IntegrityError:
        raise Refused(said) from None
    dates = {"starts": starts_on, "last_day": last_day, "review": review_due_on}
    record("sharing_agreement.signed", by=by, about=agreement, **_facts(agreement), **dates)
    return agreement


def _facts(agreement):
    return {"organisation": agreement.organisation_id}


@transaction.atomic
def end_sharing_agreement(agreement, *, reason, by):
    """From now on the organisation's people see no family; whom they led, the manager leads."""
    agreement = SharingAgreement.objects.lock(agreement)
    now = timezone.now()
    if agreement.ends_at and agreement.ends_at <= now:
        raise Refused(_("This agreement has ended already."))
    was_in_force = agreement.starts_at <= now
    # One that has not begun ends as it begins: it never held.
    agreement.ends_at = max(now, agreement.starts_at)
    agreement.end_reason = words(reason, _("Enter why it is ending"), 200)
    agreement.save(update_fields=["ends_at", "end_reason", "updated_at"])
    record("sharing_agreement.ended", by=by, about=agreement, **_facts(agreement))
    if was_in_force:
        with beyond_sight("every family that an organisation's people work with"):
            _close_all(agreement, by)
    return agreement


def work_of(organisation):
    """What the organisation's people and teams do for families now."""
    theirs = Q(user__organisation=organisation) | Q(team__organisation=organisation)
    return Involvement.objects.current().filter(theirs)


def _close_all(agreement, by):
    """Nobody can answer for a family they cannot see: its manager leads until there is another."""
    organisation, why = agreement.organisation, "The sharing agreement has ended"
    led = set(work_of(organisation).leads().values_list("family", flat=True))
    families = Family.objects.filter(pk__in=work_of(organisation).values("family"))
    for family in families.select_related("hub").order_by("pk"):
        drop_for(organisation, family.pk, why)
        if family.pk in led:
            replace_lead(family, by=by, why=why)
    partners = Membership.objects.current().filter(role=Role.PARTNER)
    people = User.objects.may_sign_in().filter(organisation=organisation)
    for person in people.filter(pk__in=partners.values("user")):
        notify(
            person,
            key=f"sharing-agreement-ended:{agreement.pk}:{person.pk}",
            kind="sharing_agreement_ended",
            by=by,
            about=agreement,
            when=agreement.ends_at,
        )
