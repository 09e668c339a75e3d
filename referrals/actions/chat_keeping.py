"""After a chat: what it was about is counted, what was said is kept if the family agrees (R048)."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from families.actions import write_note
from families.models import EntryKind
from familyhubs.audit.log import record
from familyhubs.refusals import Refused
from hubs.permissions import roles_now

from ..chat.words import transcript
from ..models import Chat, ChatKept, ChatWish, Did, EnquiryChannel
from .enquiries import CATCH_UP, log_enquiry
from .receiving import answering_hub


def hub_for(chat, by):
    """Whose desk it counts for: the chat's own, else that of whoever talked."""
    mine = (role.hub or (role.team and role.team.hub) for role in roles_now(by))
    return chat.hub or next(filter(None, mine), None) or answering_hub(None)


@transaction.atomic
def log_chat(chat, *, topic, did, by):
    """What it was about and what we did: an enquiry like any other, which knows nobody."""
    chat = Chat.objects.lock(chat)
    if not chat.is_over:
        raise Refused(_("End the chat first."))
    if chat.logged_at:
        raise Refused(_("This chat is noted already."))
    now = timezone.now()
    at = chat.ended_at if now - chat.ended_at < CATCH_UP else now
    did = Did.REQUEST if chat.referral_id else did
    told = {"topic": topic, "did": did, "channel": EnquiryChannel.CHAT, "happened_at": at}
    enquiry = log_enquiry(hub_for(chat, by), key=uuid4(), by=by, **told)
    chat.logged_at = now
    chat.save(update_fields=["logged_at", "updated_at"])
    return enquiry


@transaction.atomic
def wish_for_chat(chat, wish, *, by):
    """The family's own word on keeping it; where a request came of it, it is kept with that."""
    chat = Chat.objects.lock(chat)
    if not chat.is_over:
        raise Refused(_("You can say this when the chat has ended."))
    if chat.kept_at:
        raise Refused(_("It is kept already. Ring us if it should be taken out."))
    if wish == ChatWish.KEEP and not chat.may_be_wanted:
        raise Refused(_("Nobody of ours was in this chat any more, so there is nobody to keep it."))
    chat.wish = wish
    if wish == ChatWish.FORGET:
        chat.referral = None
    elif chat.referral_id:
        chat.kept, chat.kept_at = ChatKept.REQUEST, timezone.now()
    chat.save(update_fields=["wish", "referral", "kept", "kept_at", "updated_at"])
    record("chat.wish_said", by=by, about=chat, wish=wish)
    return chat


def may_be_kept(chat, agreed):
    """Held, over, and the family has agreed: by itself, or in the chat as a colleague says."""
    chat = Chat.objects.lock(chat)
    if not chat.is_over:
        raise Refused(_("End the chat first."))
    if chat.kept_at:
        raise Refused(_("This is settled already."))
    if chat.wish == ChatWish.FORGET:
        raise Refused(
            _("The family asked us not to keep it. If somebody is at risk, raise a concern.")
        )
    if chat.wish != ChatWish.KEEP and not agreed:
        raise Refused(_("Say whether the family agreed that this is kept."))
    chat.wish = ChatWish.KEEP
    return chat


@transaction.atomic
def keep_with_family(chat, family, *, sensitivity, by, agreed=False):
    """A contact on the family's timeline, by the rules of any note there."""
    chat = may_be_kept(chat, agreed)
    told = {"channel": "chat", "kind": EntryKind.CONTACT, "sensitivity": sensitivity}
    parts = transcript(chat)
    for number, body in enumerate(parts, 1):
        # A second apart, so that they stand in their order.
        at = chat.ended_at - timedelta(seconds=len(parts) - number)
        values = {"summary": summary_of(number, len(parts)), "body": body, "key": uuid4()}
        write_note(family, happened_at=at, by=by, **told | values)
    settle(chat, ChatKept.FAMILY, by=by)


def summary_of(number, of):
    """A long one fills several notes."""
    part = {"number": number, "of": of}
    return _("Live chat, part %(number)s of %(of)s") % part if of > 1 else _("Live chat")


@transaction.atomic
def keep_with_request(chat, referral, *, by, agreed=False):
    """It stands on the request's page, and goes when the request goes."""
    chat = may_be_kept(chat, agreed)
    chat.referral = referral
    return settle(chat, ChatKept.REQUEST, by=by)


@transaction.atomic
def keep_nowhere(chat, *, by):
    """The family wants it kept, and there is nothing of theirs to keep it with."""
    return settle(may_be_kept(chat, agreed=True), ChatKept.NOWHERE, by=by)


def settle(chat, where, *, by):
    chat.kept, chat.kept_at = where, timezone.now()
    chat.save(update_fields=["wish", "kept", "kept_at", "referral", "updated_at"])
    record("chat.kept", by=by, about=chat, where=where)
    return chat


@transaction.atomic
def chat_became_request(chat, referral, *, by):
    """A request was written with them: what was said joins it where they want that."""
    chat = Chat.objects.lock(chat)
    if chat.referral_id or chat.wish == ChatWish.FORGET:
        return
    chat.referral = referral
    if chat.wish == ChatWish.KEEP and chat.is_over and not chat.kept_at:
        chat.kept, chat.kept_at = ChatKept.REQUEST, timezone.now()
    chat.save(update_fields=["referral", "kept", "kept_at", "updated_at"])
    record("chat.became_request", by=by, about=chat, request=referral.pk)
    for concern in chat.concerns.filter(referral=None):
        concern.referral = referral
        concern.save(update_fields=["referral", "updated_at"])
        record("concern.joined", by=by, about=concern, request=referral.pk)
