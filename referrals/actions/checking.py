""" "Do you work with this child already?": one answer for everybody, and the lead is told (R044).

What is asked is written down and looked into afterwards, by a system actor: whoever asks waits
equally long whatever there is to find, and learns nothing.
"""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from families import lookups
from families.actions import note_event
from families.matching import Facts
from families.models import EntryKind, Family, Involvement, Sensitivity
from familyhubs.audit import log
from familyhubs.database.actions import count_one_more
from familyhubs.database.actor import acting_as
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.escalation import Rung, climb, ladder_of
from hubs.models import Absence, Membership

from ..models import OpenCheck
from .reminders import for_each
from .telling import safeguarding_leads

A_DAY_BY_ONE_PERSON = 20
AT_ONCE = 200


def ask_if_open(*, full_name, born_on, by):
    """Write the question down; too many a day are refused, whoever they are about."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    key = f"open-check:{midnight:%Y%m%d}:{by.pk}"
    if count_one_more(key, until=midnight + timedelta(days=1), by=by) > A_DAY_BY_ONE_PERSON:
        raise Refused(_("You have asked very often today. Ring us, or ask again tomorrow."))
    check = OpenCheck.objects.create(asked_by=by, full_name=full_name, born_on=born_on.isoformat())
    log.record("open_check.asked", by=by, about=check)


def answer_checks(*, by):
    """Look into what was asked; one that fails never stops those behind it."""
    with acting_as(by):
        waiting = list(OpenCheck.objects.waiting().values_list("pk", flat=True)[:AT_ONCE])
    return sum(for_each(waiting, lambda pk: answer_check(pk, by=by)))


def answer_check(pk, *, by):
    """Tell who must know of each open family that is very likely meant; then wipe the name."""
    with acting_as(by):
        rows = OpenCheck.objects.waiting().select_for_update(of=("self",), skip_locked=True)
        check = rows.select_related("asked_by__organisation").filter(pk=pk).first()
        if check is None:
            return 0
        for family in families_meant(check):
            tell_of(check, family, by=by)
        check.full_name, check.born_on, check.handled_at = "", "", timezone.now()
        check.save(update_fields=["full_name", "born_on", "handled_at", "updated_at"])
        return 1


def families_meant(check):
    """Open ones that the name and the date of birth very likely fit, and that no bar stands on."""
    facts = Facts(check.full_name, date.fromisoformat(check.born_on), "")
    found = lookups.find([facts])
    likely = [c.family.pk for c in (*found.ordinary, *found.restricted) if c.match.is_likely]
    working = Involvement.objects.current().filter(family__in=likely).values("family")
    rows = Family.objects.not_barred_to(check.asked_by).filter(pk__in=working)
    return list(rows.select_related("hub").order_by("pk"))


def tell_of(check, family, *, by):
    """The lead, or who stands in; of a restricted family the safeguarding leads, silently."""
    day = timezone.localdate()
    told = safeguarding_leads() if family.is_restricted else [who_answers(family)]
    fresh = False
    for user in filter(None, told):
        key = f"open-asked:{family.pk}:{check.asked_by_id}:{day:%Y%m%d}:{user.pk}"
        link = family.get_absolute_url()
        sent = notify(
            user,
            key=key,
            kind="open_asked",
            by=by,
            about=check,
            reference=family.reference,
            link=link,
        )
        fresh = fresh or sent.about_id == check.pk
    if fresh:
        note_who_asked(check, family, by=by)
    log.record("open_check.told", by=by, about=check, family_id=family.pk)


def note_who_asked(check, family, *, by):
    """On the record, for the council's own workers: whom to ring back."""
    asker = check.asked_by
    said = _("%(who)s, %(organisation)s (%(email)s) asked whether we work with this family.")
    words = {"who": asker, "organisation": asker.organisation, "email": asker.email}
    note_event(
        family,
        kind=EntryKind.CONTACT,
        summary=(said % words)[:300],
        sensitivity=Sensitivity.TEAM,
        source_id=check.pk,
        by=by,
    )


def who_answers(family):
    """The lead who is at work and sees the family, else the manager, or whoever is above."""
    lead = Involvement.objects.current().leads().filter(family=family).select_related("user")
    lead = lead.first()
    memberships = list(Membership.objects.answering_for(family.hub))
    ladder = ladder_of(lead.user if lead else None, memberships)
    return climb(ladder, Rung.WORKER, lambda user: can_answer(user, family)).person


def can_answer(user, family):
    """At work, and allowed to open the record."""
    if not user.may_sign_in or Absence.objects.current().filter(user=user).exists():
        return False
    return Family.objects.visible_to(user).filter(pk=family.pk).exists()
