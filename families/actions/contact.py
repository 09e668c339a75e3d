"""A person's ways of contact and their instructions, with the family they belong to in the log."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.contact.actions import open_card, record_instructions
from familyhubs.contact.models import ContactCard
from familyhubs.contact.reach import keep, keep_all, keys_of_card
from familyhubs.database.actor import beyond_sight
from familyhubs.refusals import Refused

from ..models import FamilyMember, Person


@transaction.atomic
def change_contact(member, *, by, seen=None, **values):
    """What somebody told us about being in touch; the outbox asks it again at each delivery.

    `seen` is the version of the card that stood on the writer's page, "" where there was none.
    """
    member = FamilyMember.objects.lock(member)
    if not member.is_current:
        raise Refused(f"{member.person} has left this family.")
    person = Person.objects.lock(member.person)
    card = person.contact_card and ContactCard.objects.lock(person.contact_card)
    if seen is not None and seen != (card.version if card else ""):
        raise Refused(
            _(
                "Somebody changed these instructions after you opened this page."
                " Look at what stands now, then save again."
            )
        )
    if card:
        card = record_instructions(card, by=by, **values)
    else:
        card = person.contact_card = open_card(by=by, **values)
        person.save(update_fields=["contact_card", "updated_at"])
    keep({person.pk: keys_of_card(card)})
    record("contact.changed", by=by, about=person, family_id=member.family_id)
    return card


def keep_reach():
    """By night: whoever was missed is found by phone and e-mail too, and nobody who is hidden."""
    with beyond_sight("everybody's ways of contact, as digests that nobody reads"):
        return keep_all()
