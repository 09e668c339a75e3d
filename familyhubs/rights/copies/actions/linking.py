"""A copy by a link: sent to an address, opened once with a code that was told another way."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from families.receipts import LETTERS
from familyhubs.audit.log import record
from familyhubs.council.current import council
from familyhubs.database.actor import SystemActor, beyond_sight
from familyhubs.languages.known import ENGLISH
from familyhubs.notifications.outbox import drop_about, notify_address
from familyhubs.refusals import Refused

from ..models import MOST_TRIES, CopyRequest, Link, Paper, Way
from .asking import locked

KIND = "copy_link"
TOKEN, CODE = 43, 8


@transaction.atomic
def send_link(asked, *, address, by, language=ENGLISH):
    """A link and its code, which is shown to the officer this once; an earlier link ends.

    The letter, and the page that it opens, are in the language of whoever asked.
    """
    asked = locked(asked)
    if asked.agreed_at is None:
        raise Refused("Somebody else must agree to the copy first.")
    if asked.paused:
        raise Refused("The clock is paused: end the pause first.")
    if not Paper.objects.filter(request=asked).exists():
        raise Refused("The copy is being made. Try again in a minute.")
    for earlier in asked.links.filter(opened_at=None, withdrawn_at=None):
        end(earlier, by)
    token, code = get_random_string(TOKEN), get_random_string(CODE, LETTERS)
    link = Link.objects.create(
        request=asked,
        family_id=asked.family_id,
        address=address,
        digest=digest_of(token),
        code_digest=digest_of(code),
        ends_at=timezone.now() + timedelta(days=council().copy_link_days),
        sent_by=by,
    )
    tell_of_link(link, token, language, by=by)
    record("copy.link_sent", by=by, about=link, family_id=asked.family_id)
    return link, code


def tell_of_link(link, token, language, *, by):
    """Where it opens, and for how many days."""
    words = settings.PUBLIC_URL + reverse("your_copy:open", args=[token])
    if language != ENGLISH:
        words += f"?{settings.LANGUAGE_ASKED}={language}"
    letter = {"key": f"copy-link:{link.pk}", "kind": KIND, "about": link, "words": words}
    notify_address(link.address, by=by, language=language, count=link.days, **letter)


@transaction.atomic
def withdraw_links(asked, *, by):
    """From now on no link of this copy opens; one that has not left yet does not leave."""
    asked = CopyRequest.objects.lock(asked)
    open_ones = list(asked.links.filter(opened_at=None, withdrawn_at=None))
    if not open_ones:
        raise Refused("No link of this copy is open.")
    for link in open_ones:
        end(link, by)
    return asked


@transaction.atomic
def take_back(asked, *, why, by):
    """Whoever asked wants it no more: the clock ends, and no link of it opens."""
    asked = locked(asked)
    for link in asked.links.filter(opened_at=None, withdrawn_at=None):
        end(link, by)
    asked.released_by, asked.released_at = by, timezone.now()
    asked.released_as, asked.taken_back_why = Way.TAKEN_BACK, why
    asked.save()
    record("copy.taken_back", by=by, about=asked, family_id=asked.family_id)
    return asked


def end(link, by):
    link = Link.objects.lock(link)
    link.withdrawn_at, link.withdrawn_by = timezone.now(), by
    link.save()
    drop_about(link, KIND, "withdrawn")
    record("copy.link_withdrawn", by=by, about=link, family_id=link.family_id)


@beyond_sight("whether a link that somebody holds still opens")
def still_opening(token):
    """The link, if it is unused and within its days and its tries."""
    return standing(token).first()


@transaction.atomic
@beyond_sight("the copy that a link and its code open")
def open_link(token, code):
    """The copy, once; None for a wrong code, which counts, and for a link that opens no more."""
    link = standing(token).select_for_update().first()
    if link is None:
        return None
    public = {"by": SystemActor.PUBLIC, "about": link, "family_id": link.family_id}
    if not constant_time_compare(link.code_digest, digest_of(code.strip().upper())):
        link.tries += 1
        link.save()
        record("copy.link_wrong_code", **public, tries=link.tries)
        return None
    link.opened_at = timezone.now()
    link.save()
    asked = CopyRequest.objects.lock(link.request)
    if asked.released_at is None:
        asked.released_by, asked.released_at = link.sent_by, link.opened_at
        asked.released_as = Way.LINK
        asked.save()
    record("copy.link_opened", **public)
    return asked


def standing(token):
    rows = Link.objects.filter(digest=digest_of(token), opened_at=None, withdrawn_at=None)
    return rows.filter(tries__lt=MOST_TRIES, ends_at__gt=timezone.now())


def digest_of(secret):
    """What is kept of a link and a code: without the portal's secret key nobody can try them."""
    return salted_hmac("copies.links", secret[:100], algorithm="sha256").hexdigest()
