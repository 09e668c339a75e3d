"""Which ways of contact a person allows, asked one by one (R086)."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Allows, CardWay, ChannelAnswer, Source
from .contact import change_contact
from .held import close, hold, lock_member
from .timing import moment


@transaction.atomic
def answer_channels(member, *, answers, said_by, source, by, seen=None, happened_at=None):
    """Yes, no or not asked, for each way; whatever is no yes is not done from this moment on.

    The contact card follows in the same transaction: the outbox and every page obey it.
    """
    member, at = lock_member(member), moment(happened_at)
    if not set(answers) <= set(CardWay.values) or not set(answers.values()) <= set(Allows.values):
        raise Refused(_("Select an answer for each way"))
    # Again each time, though it be the same: it says when we asked last.
    standing = {row.way: row for row in ChannelAnswer.objects.told_of(member)}
    for way, answer in answers.items():
        if way in standing:
            close(standing[way], reason="Asked again", at=at)
        told = {"way": way, "answer": answer, "said_by": said_by.strip()}
        hold(ChannelAnswer, member, source=source, by=by, at=at, **told)
    may = {CardWay(way).on_card: answer == Allows.MAY for way, answer in answers.items()}
    if member.person.contact_card or any(may.values()):
        change_contact(member, by=by, seen=seen, **may)
    facts = {"family_id": member.family_id}
    record("person.channels_answered", by=by, about=member.person, **facts)


@transaction.atomic
def change_instructions(member, *, by, seen=None, **values):
    """The contact card as a worker has it in front of them; a way that turns is an answer too."""
    card = member.person.contact_card
    before = {way: bool(card and getattr(card, way.on_card)) for way in CardWay}
    card = change_contact(member, by=by, seen=seen, **values)
    turned = [way for way in CardWay if getattr(card, way.on_card) != before[way]]
    if not turned:
        return card
    member, at = lock_member(member), moment(None)
    standing = {row.way: row for row in ChannelAnswer.objects.told_of(member)}
    for way in turned:
        if way in standing:
            close(standing[way], reason="Changed with the contact card", at=at)
        answer = Allows.MAY if getattr(card, way.on_card) else Allows.MAY_NOT
        told = {"way": way, "answer": answer}
        hold(ChannelAnswer, member, source=Source.THEMSELVES, by=by, at=at, **told)
    return card
