"""Something went wrong with somebody's information (UK GDPR 33 and 34)."""

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.database.actor import open_with
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from familyhubs.rights.reminding import officers

from .. import clock
from ..models import Breach, BreachFamily, Harm
from ..permissions import can_close_breach, own_cases


@transaction.atomic
def report(*, said, found_at, by, key):
    """Anybody on the staff says that something went wrong: seventy-two hours run from then."""
    if found_at > timezone.now():
        raise Refused("When you noticed it must be now or in the past.")
    # Sent twice, the second finds what the first wrote, which its writer may not read otherwise.
    open_with(key)
    first = {"said": said, "found_at": found_at, "report_by": clock.report_by(found_at)}
    breach, is_new = Breach.objects.get_or_create(pk=key, defaults=first | {"reported_by": by})
    if is_new:
        record("breach.reported", by=by, about=breach)
        for person in officers():
            key = f"breach-new:{breach.pk}:{person.pk}"
            facts = {"reference": breach.reference, "when": breach.report_by}
            notify(person, key=key, kind="breach_new", by=by, about=breach, **facts)
    return breach


@transaction.atomic
def describe(breach, *, by, **facts):
    """What happened, to how many, how bad, how it was contained; told anew as more is known."""
    breach = locked(breach)
    happened_at = facts.get("happened_at")
    if happened_at and happened_at > breach.found_at:
        raise Refused("It happened before it was noticed. Enter an earlier time.")
    if breach.to_regulator is not None and facts["harm"] != breach.harm:
        raise Refused("The decision was made for another risk. Note what is new under lessons.")
    if breach.tells_people is False and facts["harm"] == Harm.HIGH:
        raise Refused("It was decided that people need not be told. Note what is new as lessons.")
    for name, value in facts.items():
        setattr(breach, name, value)
    breach.described_by = by
    breach.save()
    record("breach.described", by=by, about=breach, harm=breach.harm, people=breach.people_count)
    return breach


@transaction.atomic
def decide_regulator(breach, *, to_regulator, why, by):
    """Reported to the regulator, or not, and why."""
    breach = locked(breach)
    if breach.described_by_id is None:
        raise Refused("Describe first what happened and how likely harm is.")
    if breach.to_regulator is not None:
        raise Refused("This was decided already.")
    if breach.harm == Harm.HIGH and not to_regulator:
        raise Refused("At high risk the regulator must be told.")
    breach.to_regulator, breach.regulator_why = to_regulator, why
    breach.regulator_at, breach.regulator_by = timezone.now(), by
    breach.save()
    record("breach.regulator_decided", by=by, about=breach, reported=to_regulator)
    return breach


@transaction.atomic
def decide_people(breach, *, tells_people, why, by, told_on=None):
    """Those whose information it was were told, on a day, or need not be, and why."""
    breach = locked(breach)
    if breach.described_by_id is None:
        raise Refused("Describe first what happened and how likely harm is.")
    if breach.tells_people is not None:
        raise Refused("This was decided already.")
    if breach.harm == Harm.HIGH and not tells_people:
        raise Refused("At high risk people must be told without delay.")
    if tells_people == (told_on is None):
        raise Refused("Enter the day they were told, where they were told, and only there.")
    if told_on and told_on > timezone.localdate():
        raise Refused("The day they were told must be today or in the past.")
    breach.tells_people, breach.people_why, breach.people_told_on = tells_people, why, told_on
    breach.people_by = by
    breach.save()
    record("breach.people_decided", by=by, about=breach, told=tells_people)
    return breach


@transaction.atomic
def name_family(breach, *, family, by):
    """A family whose information it was; named twice, it stands once."""
    breach = locked(breach)
    if not own_cases(by).filter(family=family).exists():
        raise Refused("Open a case for this family first.")
    first = {"linked_by": by}
    named, is_new = BreachFamily.objects.get_or_create(breach=breach, family=family, defaults=first)
    if is_new:
        record("breach.family_named", by=by, about=breach, family_id=family.pk)
    return named


@transaction.atomic
def learn(breach, *, lessons, by):
    """What is done so that it does not happen again."""
    breach = locked(breach)
    breach.lessons, breach.lessons_by = lessons, by
    breach.save()
    record("breach.learnt", by=by, about=breach)
    return breach


@transaction.atomic
def close_breach(breach, *, by):
    """A second person closes it, once all is decided."""
    breach = locked(breach)
    missing = (breach.to_regulator is None, breach.tells_people is None, not breach.lessons)
    if any(missing):
        raise Refused("Decide first about the regulator and the people, and note what was learnt.")
    if not can_close_breach(by, breach):
        raise Refused("Somebody else must close it, who decided nothing of it.")
    breach.closed_at, breach.closed_by = timezone.now(), by
    breach.save()
    record("breach.closed", by=by, about=breach)
    return breach


def locked(breach):
    """The breach, held; what is closed changes no more."""
    breach = Breach.objects.lock(breach)
    if breach.closed_at is not None:
        raise Refused("This is closed already.")
    return breach
