"""A family looks where its request is, adds to it, or takes it back; no account (R041, R049)."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.database.actions import count_one_more, count_so_far
from familyhubs.database.actor import beyond_sight, open_with
from familyhubs.references import read_reference
from familyhubs.refusals import Refused

from ..looks import with_first_look
from ..models import Referral, SaidSince, Since
from ..safety import flags_in
from .dangers import mark_red
from .telling import first_to_tell, tell_about

# Wrong tries at one reference in a day: a phone number is no secret to those near somebody.
TRIES_A_DAY = 10
MOST_ADDED = 20


def look_for_request(reference, known, *, by):
    """The request of this reference whose phone number or email that is, if it may be followed.

    None in every other case: no answer says whether there is such a request.
    """
    spelt = read_reference(reference, "ASK")
    tries, until = tries_at(spelt)
    if count_so_far(tries) >= TRIES_A_DAY:
        return None
    request = may_be_followed(Referral.objects.filter(reference=spelt))
    if request is None or not is_known_to(request.contact_card, known):
        count_one_more(tries, until=until, by=by)
        return None
    log.record("referral.followed", by=by, about=request)
    return request


def tries_at(spelt):
    """Under which key the wrong tries of today are counted, also at a reference that nobody has;
    and until when. Whoever knows both may look as often as they like."""
    now = timezone.localtime()
    whose = salted_hmac("ask.where", spelt, algorithm="sha256").hexdigest()[:32]
    until = now.replace(hour=23, minute=59, second=59, microsecond=0)
    return f"where:{now:%Y%m%d}:{whose}", until


def is_known_to(card, known):
    """Whether that is the phone number or the email address of this card."""
    own = [text.casefold() for text in (card.phone, card.email) if text]
    return any(constant_time_compare(text, known.casefold()) for text in own)


@beyond_sight("whether something bars a request from being followed")
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
    """Keep what a family adds; whoever works on it is told. The same words twice are one.

    Gives back what dangers they tell of: the request's own from now on.
    """
    request = still_followable(request)
    added = [one.words for one in request.said_since.all() if one.what == Since.ADDED]
    if words in added:
        return flags_in(words)
    if len(added) >= MOST_ADDED:
        raise Refused(_("You have added a lot already. Please ring us."))
    said = SaidSince.objects.create(referral=request, what=Since.ADDED, words=words)
    log.record("referral.added_to", by=by, about=request)
    mark_red(request, flags_in(words), said=said.pk, by=by)
    tell_of(said, "request_added", by=by)
    return flags_in(words)


@transaction.atomic
def take_request_back(request, *, words, by):
    """The family does not want the help any more; a person reads it and decides.

    Gives back what dangers the words tell of, as `add_to_request`.
    """
    request = still_followable(request)
    said, is_new = SaidSince.objects.get_or_create(
        referral=request, what=Since.WITHDREW, defaults={"words": words}
    )
    if is_new:
        log.record("referral.taken_back", by=by, about=request)
        mark_red(request, flags_in(words), said=said.pk, by=by)
        tell_of(said, "request_taken_back", by=by)
    return flags_in(words)


@transaction.atomic
def stop_following(request, *, by):
    """Nobody may look where this request is any more, whatever they know."""
    request = still_followable(request)
    SaidSince.objects.get_or_create(referral=request, what=Since.SWITCHED_OFF)
    log.record("referral.no_longer_followed", by=by, about=request)


def still_followable(request):
    """The request, locked; it may have been switched off or flagged in another window."""
    open_with(request.pk)
    Referral.objects.lock(request)
    found = may_be_followed(Referral.objects.filter(pk=request.pk))
    if found is None:
        raise Refused(_("We can no longer show this here. Please ring us."))
    return found


def tell_of(said, kind, *, by):
    told = first_to_tell(said.referral, after_decision=said.referral.was_accepted)
    if told is not None:
        tell_about(said.referral, told, kind=kind, key=f"request-since:{said.pk}:new", by=by)
