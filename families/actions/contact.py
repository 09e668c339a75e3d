"""A person's ways of contact and their instructions, with the family they belong to in the log."""

from django.db import transaction

from familyhubs.audit.log import record
from familyhubs.contact.actions import open_card, record_instructions
from familyhubs.refusals import Refused

from ..models import FamilyMember, Person


@transaction.atomic
def change_contact(member, *, by, **values):
    """What somebody told us about being in touch; the outbox asks it again at each delivery."""
    member = FamilyMember.objects.lock(member)
    if not member.is_current:
        raise Refused(f"{member.person} has left this family.")
    person = Person.objects.lock(member.person)
    if person.contact_card:
        card = record_instructions(person.contact_card, by=by, **values)
    else:
        card = person.contact_card = open_card(by=by, **values)
        person.save(update_fields=["contact_card", "updated_at"])
    record("contact.changed", by=by, about=person, family_id=member.family_id)
    return card
