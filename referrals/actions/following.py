"""A family looks where its request is, adds to it, or takes it back; no account (R041, R049)."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.database.actions import count_one_more
from familyhubs.references import read_reference
from familyhubs.refusals import Refused

from ..looks import with_first_look
from ..models import Referral, SaidSince, Since
from ..safety import flags_in
from .telling import first_to_tell, tell_about, tell_safeguarding

# Tries at one reference in a day: a phone number is no secret to those near somebody.
TRIES_A_DAY = 10
MOST_ADDED = 20


def look_for_request(reference, known, *, by):
    """The request of this reference whose phone number or email that is, if it may be followed.

    None in every other case: no answer says whether there is such a request.
    """
    spelt = read_reference(reference, "ASK")
    if too_many_tries(spelt, by=by):
        return None
    request = may_be_followed(Referral.objects.filter(reference=spelt))
    if request is None or not is_known_to(request.contact_card, known):
        return None
    log.record("referral.followed", by=by, about=request)
    return request


def too_many_tries(spelt, *, by):
    """Count one more, also for a reference that nobody has."""
    now = timezone.localtime()
    until = now.replace(hour=23, minute=59, second=59, microsecond=0)
    whose = salted_hmac("ask.where", spelt, algorithm="sha256").hexdigest()[:32]
    return count_one_more(f"where:{now:%Y%m%d}:{whose}", until=until, by=by) > TRIES_A_DAY


def is_known_to(card, known):
    """Whether that is the phone number or the email address of this card."""
    own = [text.casefold() for text in (card.phone, card.email) if text]
    return any(constant_time_compare(text, known.casefold()) for text in own)


def may_be_followed(rows):
    """The one request of these rows, with its card and hub, or None.

    Where somebody must not know of it, it is told to nobody who is not on the telephone.
    """
    rows = with_first_look(rows.followable())
    found = rows.select_related("contact_card", "hub").first()
    if found is None or found.contact_card.must_not_know or found.contact_card.never_mention:
        return None
    return found


@transaction.atomic
def add_to_request(request, *, words, by):
    """Keep what a family adds; whoever answers for it is told, safeguarding too where it must be.

    A danger that these words tell of is one of the request's own from now on.
    """
    request = still_followable(request)
    if request.said_since.filter(what=Since.ADDED).count() >= MOST_ADDED:
        raise Refused(_("You have added a lot already. Please ring us."))
    said = SaidSince.objects.create(referral=request, what=Since.ADDED, words=words)
    log.record("referral.added_to", by=by, about=request)
    if new := [flag for flag in flags_in(words) if flag not in request.safety_flags]:
        request.safety_flags = [*request.safety_flags, *new]
        request.save(update_fields=["safety_flags", "updated_at"])
        tell_safeguarding(request, "request_flagged", key=f"request-since:{said.pk}", by=by)
    tell_of(said, "request_added", by=by)
    return new


@transaction.atomic
def take_request_back(request, *, words, by):
    """The family does not want the help any more; a person reads it and decides."""
    request = still_followable(request)
    said, is_new = SaidSince.objects.get_or_create(
        referral=request, what=Since.WITHDREW, defaults={"words": words}
    )
    if is_new:
        log.record("referral.taken_back", by=by, about=request)
        tell_of(said, "request_taken_back", by=by)


@transaction.atomic
def stop_following(request, *, by):
    """Nobody may look where this request is any more, whatever they know."""
    request = still_followable(request)
    SaidSince.objects.get_or_create(referral=request, what=Since.SWITCHED_OFF)
    log.record("referral.no_longer_followed", by=by, about=request)


def still_followable(request):
    """The request, locked; it may have been switched off or flagged in another window."""
    Referral.objects.lock(request)
    found = may_be_followed(Referral.objects.filter(pk=request.pk))
    if found is None:
        raise Refused(_("We can no longer show this here. Please ring us."))
    return found


def tell_of(said, kind, *, by):
    told = first_to_tell(said.referral)
    if told is not None:
        tell_about(said.referral, told, kind=kind, key=f"request-since:{said.pk}:new", by=by)
