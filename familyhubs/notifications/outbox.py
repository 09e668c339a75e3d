"""The outbox: what anyone calls to tell somebody something."""

from django.db import transaction
from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.contact.models import ContactCard
from familyhubs.database.actor import beyond_sight
from familyhubs.languages.known import ENGLISH

from .doorbell import ring
from .letters import check_kind, checked_facts
from .models import WIPED, Message

WHOLE = "the outbox, of which whoever owes a message reads none but their own"


@beyond_sight(WHOLE)
def notify(to, *, key, kind, by, about=None, family_id=None, organisation=None, **facts):
    """Owe somebody a message. The same key never makes a second one.

    `to` is a User (e-mail and on-screen) or a ContactCard (text or e-mail, only as its
    instructions allow). `kind` names `templates/notifications/<kind>.txt`. `facts` hold nothing
    personal: hub, service, worker (a name), role, when, link, reference, count, language
    (letters.FACTS).
    `organisation` and `family_id` together let a withdrawal drop what is still queued.
    """
    check_kind(kind, to_card=isinstance(to, ContactCard))
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "user": to if isinstance(to, User) else None,
            "card": to if isinstance(to, ContactCard) else None,
            "organisation": organisation,
            "family_id": family_id,
            "about_model": about._meta.label_lower if about is not None else "",
            "about_id": about.pk if about is not None else None,
            "by": actor_text(by),
            "facts": checked_facts(facts),
        },
    )
    if is_new:
        ring_after_commit(message)
    return message


@beyond_sight(WHOLE)
def notify_address(
    address, *, key, kind, by, words, about=None, language=ENGLISH, leaves_at=None, **said
):
    """Owe a message to an address that somebody typed for themselves; the same key, one message.

    `words` is what they asked for; it leaves now, or at `leaves_at`. Both are encrypted until it
    has left or was given up, and then wiped: nothing tells afterwards to whom it went, or what it
    said. What else is `said` stays: a count, which says nothing of anybody.
    """
    check_kind(kind, to_card=False)
    facts = checked_facts(said if language == ENGLISH else said | {"language": language})
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "is_typed": True,
            "about_model": about._meta.label_lower if about is not None else "",
            "about_id": about.pk if about is not None else None,
            "typed_address": address,
            "words": words,
            "facts": facts,
            "by": actor_text(by),
            "due_at": leaves_at or timezone.now(),
        },
    )
    if is_new and leaves_at is None:
        ring_after_commit(message)
    return message


def ring_after_commit(message):
    """Never before the commit, and never a failure of the request that owes the message."""
    # A lambda: with robust=True a partial whose call fails raises AttributeError.
    transaction.on_commit(lambda: ring(message.pk), robust=True)


@beyond_sight(WHOLE)
def drop_for(organisation, family_id, reason):
    """Drop what is queued to an organisation about a family (withdrawal, access.md section 7)."""
    return (
        Message.objects.queued()
        .filter(organisation=organisation, family_id=family_id)
        .update(dropped_at=timezone.now(), drop_reason=reason, updated_at=timezone.now(), **WIPED)
    )


@beyond_sight(WHOLE)
def drop_to(cards, reason):
    """Drop what is queued to these cards: nobody is to be written to there."""
    return (
        Message.objects.queued()
        .filter(card__in=cards)
        .update(dropped_at=timezone.now(), drop_reason=reason, updated_at=timezone.now(), **WIPED)
    )


@beyond_sight(WHOLE)
def drop_about(thing, kind, reason):
    """Drop what is queued of this kind about a thing: what it says is no longer so."""
    about = {"about_model": thing._meta.label_lower, "about_id": thing.pk}
    return (
        Message.objects.queued()
        .filter(kind=kind, **about)
        .update(dropped_at=timezone.now(), drop_reason=reason, updated_at=timezone.now(), **WIPED)
    )


@beyond_sight(WHOLE)
def no_longer_news(thing, kind, reason):
    """What it says is done: what is queued is dropped, what has left is no new notice any more."""
    drop_about(thing, kind, reason)
    about = {"about_model": thing._meta.label_lower, "about_id": thing.pk}
    told = Message.objects.unread().filter(kind=kind, dropped_at=None, **about)
    told.update(read_at=timezone.now(), updated_at=timezone.now())


def actor_text(by):
    """A User's id or a SystemActor's name."""
    return str(getattr(by, "pk", by))
