"""A request joins the record of a family we know: who of them asked, and how to reach them now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from families.actions import add_member, change_contact, note_event
from families.models import EntryKind, FamilyMember, MemberRole, Sensitivity
from familyhubs.audit import log
from familyhubs.contact.actions import WRITABLE
from familyhubs.contact.joining import Choice, joined
from familyhubs.refusals import Refused


@dataclass(frozen=True)
class Joining:
    """Who in the family asked (a member, somebody new, or nobody), and which card holds."""

    member: FamilyMember | None = None
    is_new: bool = False
    choice: str = Choice.STRICTER


def join_contact(referral, family, joining, *, by, at):
    """The person who asked, their card settled; None where it was nobody of the family."""
    if joining.is_new:
        member = add_member(
            family,
            full_name=referral.contact_name,
            role=MemberRole.OTHER,
            contact_card=referral.contact_card,
            by=by,
            happened_at=at,
        )
        return member.person
    if joining.member is None:
        return None
    member = joining.member
    if member.family_id != family.pk or not member.is_current:
        raise Refused(_("Select somebody who is in this family."))
    choice = settle_card(member, referral.contact_card, joining.choice, by=by)
    facts = {"choice": choice, "person": member.person_id, "family_id": family.pk}
    log.record("referral.contact_joined", by=by, about=referral, **facts)
    words = {
        Choice.STRICTER: _("%(who)s: only ways that the record and %(it)s both allow"),
        Choice.NEWER: _("%(who)s: to be reached as %(it)s says"),
        Choice.OLDER: _("%(who)s: to be reached as before; %(it)s says otherwise"),
    }[choice]
    note_event(
        family,
        kind=EntryKind.CONTACT,
        summary=words % {"who": str(member.person)[:200], "it": referral.reference},
        about=[member.person],
        sensitivity=Sensitivity.TEAM,
        source_id=referral.pk,
        by=by,
        happened_at=at,
    )
    return member.person


def settle_card(member, new, choice, *, by):
    """Write the card that holds from now on; the row's history and the request keep the others."""
    old = member.person.contact_card
    if choice not in Choice.values:
        raise Refused(_("Select which instructions hold."))
    if old is None:
        plain = {name: getattr(new, name) for name in WRITABLE}
        change_contact(member, by=by, **plain)
        return Choice.NEWER
    if choice != Choice.OLDER:
        change_contact(member, by=by, **joined(old, new, choice))
    return Choice(choice)
