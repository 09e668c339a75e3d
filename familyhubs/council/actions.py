"""What happens to the council's record. Auditing is done by whoever calls: the log is above."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.council import current, rules
from familyhubs.council.models import Closure, CouncilSettings, Term
from familyhubs.refusals import Refused

# Snow is written down the day after; nobody plans further ahead than this.
EARLIEST, LATEST = timedelta(days=31), timedelta(days=2 * 365)
LONGEST_TERM = timedelta(days=184)


def lock_record():
    """The one record, held; made where nobody has saved it yet, even by two at once."""
    CouncilSettings.objects.get_or_create(only=True)
    return CouncilSettings.objects.select_for_update().get()


@transaction.atomic
def change(settings, *, values, by):
    """Save new values for the council, its network, its theme and its clocks."""
    locked = lock_record()
    if locked.version != settings.version:
        raise Refused("Someone else has just changed the settings. Check them and try again.")
    for name, value in values.items():
        setattr(locked, name, value)
    try:
        locked.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if problem := next(rules.problems(locked), None):
        raise Refused(problem[1])
    locked.version += 1
    locked.changed_by = getattr(by, "pk", None)
    locked.save()
    current.forget()
    return locked


@transaction.atomic
def close_day(day, *, reason, opens=None, closes=None):
    """The front door is closed on this day, or open only from one time until another."""
    council = lock_record()
    reason = reason.strip()
    refuse_impossible_day(council, day, opens, closes)
    if not reason:
        raise Refused(_("Enter why you are closed"))
    if Closure.objects.filter(day=day).exists():
        raise Refused(_("This day is in the list already. Take it out first to change it."))
    closure = Closure.objects.create(
        council=council, day=day, reason=reason[:60], opens=opens, closes=closes
    )
    current.forget()
    return closure


def refuse_impossible_day(council, day, opens, closes):
    """Within reach, on a day when we are usually open, and shorter than usual."""
    today = timezone.localdate()
    if not today - EARLIEST <= day <= today + LATEST:
        raise Refused(_("Enter a day from last month on, at most 2 years ahead."))
    usual = council.hours_on(day.weekday())
    if usual is None:
        raise Refused(_("The front door is closed on that day of the week anyway."))
    if bool(opens) != bool(closes):
        raise Refused(_("Enter both times, or neither where you are closed all day."))
    if opens and opens >= closes:
        raise Refused(_("The front door must close later than it opens."))
    if opens and (opens < usual[0] or closes > usual[1] or (opens, closes) == usual):
        raise Refused(_("Enter shorter hours than on other days of that kind."))


@transaction.atomic
def keep_term(term, *, name, starts_on, ends_on):
    """One term by its first and its last day; two never lie over each other."""
    council, name = lock_record(), name.strip()
    if not name:
        raise Refused(_("Enter what the term is called"))
    if ends_on <= starts_on:
        raise Refused(_("The last day of school must be after the first."))
    if ends_on - starts_on > LONGEST_TERM:
        raise Refused(_("A term lasts half a year at most. Enter each one by itself."))
    others = Term.objects.exclude(pk=term.pk) if term else Term.objects.all()
    if over := others.between(starts_on, ends_on).first():
        raise Refused(_("These days lie over %(term)s.") % {"term": over})
    term = term or Term(council=council)
    term.name, term.starts_on, term.ends_on = name[:40], starts_on, ends_on
    term.save()
    return term


@transaction.atomic
def take_out_term(term):
    """It was no term after all."""
    lock_record()
    Term.objects.filter(pk=term.pk).delete()


@transaction.atomic
def open_day(closure):
    """The usual hours after all."""
    lock_record()
    Closure.objects.filter(pk=closure.pk).delete()
    current.forget()
