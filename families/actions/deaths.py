"""A death is recorded: every message stops in the same transaction (decision 70)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.contact import actions as contact
from familyhubs.contact.models import ContactCard, SilenceReason
from familyhubs.database.actor import beyond_sight
from familyhubs.notifications.outbox import drop_to, notify
from familyhubs.refusals import Refused
from hubs.escalation import Rung

from ..models import Accuracy, Death, EntryKind, Family, FamilyMember, HowWeKnow, MemberRole, Person
from .notes import note_event
from .telling import who_answers
from .timing import words

KEPT_BACK = "The person has died"
HELD_BACK = "The family is bereaved: a worker speaks with them first"
CHILDREN = (MemberRole.CHILD, MemberRole.UNBORN)


@transaction.atomic
def record_death(member, *, by, how_we_know, died_on=None, died_accuracy=Accuracy.WHOLE):
    """Nothing leaves to them any more; after a child's death nothing by itself to the family."""
    family = Family.objects.lock(member.family)
    person = Person.objects.lock(member.person)
    if person.has_died:
        raise Refused(_("This death is on the record already."))
    _refuse_impossible(person, how_we_know, died_on)
    person.has_died, person.died_on = True, died_on
    person.died_accuracy = died_accuracy if died_on else Accuracy.WHOLE
    person.save(update_fields=["has_died", "died_on", "died_accuracy", "updated_at"])
    death = Death.objects.create(
        family=family,
        person=person,
        how_we_know=how_we_know,
        is_of_a_child=member.role in CHILDREN,
        recorded_by=by,
    )
    _silence(death, person)
    record("family.death_recorded", by=by, about=person, family_id=family.pk)
    note_event(
        family, kind=EntryKind.NOTE, summary=_("A death was recorded"), about=[person], by=by
    )
    _tell(death, "death_recorded", by=by)
    return death


def _refuse_impossible(person, how_we_know, died_on):
    if how_we_know not in HowWeKnow.values:
        raise Refused(_("Select how you know"))
    if died_on and died_on > timezone.localdate():
        raise Refused(_("The date must be today or in the past."))
    if died_on and person.born_on and died_on < person.born_on:
        raise Refused(_("The date of death must not be before the date of birth."))


@beyond_sight("the cards of everybody in every family of somebody who died")
def _silence(death, person):
    """Their own card and ways fall silent; a shared number stays for whoever else uses it."""
    families = FamilyMember.objects.current().filter(person=person).values("family")
    living = FamilyMember.objects.current().filter(family__in=families, person__has_died=False)
    cards = living.exclude(person__contact_card=None).values("person__contact_card")
    others = list(ContactCard.objects.filter(pk__in=cards).order_by("pk"))
    if person.contact_card_id:
        contact.fall_silent(person.contact_card, cause_id=death.pk, others=others)
        drop_to([person.contact_card_id], KEPT_BACK)
    if death.is_of_a_child:
        contact.hold_off(others, cause_id=death.pk)
        drop_to([card.pk for card in others], HELD_BACK)


@transaction.atomic
def write_to_family_again(death, *, by):
    """A worker has spoken with the family: messages to them may leave by themselves again."""
    death = Death.objects.lock(death)
    if not death.holds_the_family:
        raise Refused(_("Messages to the family are not held back."))
    death.spoken_at, death.spoken_by = timezone.now(), by
    death.save(update_fields=["spoken_at", "spoken_by", "updated_at"])
    why = _("A worker has spoken with the family")
    contact.speak_again(cause_id=death.pk, reason=why, because=SilenceReason.BEREAVED)
    record("family.written_to_again", by=by, about=death, family_id=death.family_id)
    return death


@transaction.atomic
def ask_to_undo_death(death, *, reason, by):
    """Recorded by mistake: somebody else must agree, and nothing changes until then."""
    reason = words(reason, _("Enter what was wrong"), 500)
    death = _standing(death)
    if death.undo_asked_at:
        raise Refused(_("Somebody has asked for this already."))
    death.undo_asked_at, death.undo_asked_by, death.undo_reason = timezone.now(), by, reason
    death.save(update_fields=["undo_asked_at", "undo_asked_by", "undo_reason", "updated_at"])
    record("family.death_undo_asked", by=by, about=death, family_id=death.family_id)
    _tell(death, "death_undo_asked", by=by)
    return death


@transaction.atomic
def undo_death(death, *, by):
    """The second person agrees: they live. What was dropped meanwhile is not sent."""
    death = _standing(death)
    if death.undo_asked_at is None:
        raise Refused(_("Nobody has asked to take this back."))
    if death.undo_asked_by_id == by.pk:
        raise Refused(_("Somebody else must agree to this."))
    person = Person.objects.lock(death.person)
    person.has_died, person.died_on, person.died_accuracy = False, None, Accuracy.WHOLE
    person.save(update_fields=["has_died", "died_on", "died_accuracy", "updated_at"])
    death.undone_at, death.undone_by = timezone.now(), by
    death.save(update_fields=["undone_at", "undone_by", "updated_at"])
    contact.speak_again(cause_id=death.pk, reason=_("The death was recorded by mistake"))
    record("family.death_undone", by=by, about=person, family_id=death.family_id)
    summary = _("A death was recorded by mistake, and taken back")
    note_event(death.family, kind=EntryKind.NOTE, summary=summary, about=[person], by=by)
    return death


@transaction.atomic
def leave_death(death, *, by):
    """The second person does not agree: the death stays on the record."""
    death = _standing(death)
    if death.undo_asked_at is None:
        raise Refused(_("Nobody has asked to take this back."))
    death.undo_asked_at, death.undo_asked_by, death.undo_reason = None, None, ""
    death.save(update_fields=["undo_asked_at", "undo_asked_by", "undo_reason", "updated_at"])
    record("family.death_left", by=by, about=death, family_id=death.family_id)
    return death


def _standing(death):
    death = Death.objects.lock(death)
    if death.undone_at:
        raise Refused(_("This was taken back already."))
    return death


@beyond_sight("who leads the work with every family of somebody who died")
def _tell(death, kind, *, by):
    """The lead of each family of theirs, and the manager above: that there is something to read."""
    families = FamilyMember.objects.current().filter(person=death.person).values("family")
    for family in Family.objects.filter(pk__in=families).select_related("hub").order_by("pk"):
        lead = family.involvements.current().filter(role="lead", team=None).first()
        lead = lead.user if lead else None
        manager = who_answers(family, hub=family.hub, start=Rung.MANAGER, worker=lead).person
        for person in {lead, manager} - {None, by}:
            notify(
                person,
                key=f"{kind}:{death.pk}:{family.pk}:{person.pk}:{death.undo_asked_at or ''}",
                kind=kind,
                by=by,
                about=death,
                family_id=family.pk,
                hub=str(family.hub),
                link=family.get_absolute_url(),
            )
