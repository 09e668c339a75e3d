"""What families said lately in the demo: a receipt, a young person who decides, a stop, a case."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from families import actions
from families.models import Agreement, Family, MemberRole
from familyhubs.database.actor import SystemActor, set_actor
from familyhubs.languages.known import ENGLISH
from familyhubs.refusals import Refused
from hubs.models import Membership, Role

TRIED = 40


def agreements(*, hubs):
    """A few rows, by the same actions as colleagues press."""
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        for hub in hubs[:2]:
            receipts_at(hub)
        young_person(hubs[0])
        actions.ask_to_stop(
            hub=hubs[0], name="Joanne Platt", born_on=date(1991, 6, 3),
            reach="Text me in the mornings. My husband must not know.",
            what="Please stop telling the school about us.", key=uuid4(), language=ENGLISH,
        )  # fmt: skip
        case(hubs[0])


def led_at(hub):
    """Families of this hub that somebody leads, with their lead."""
    families = Family.objects.ordinary().filter(hub=hub, involvements__ends_at=None)
    families = families.filter(involvements__role="lead").order_by("reference")[:TRIED]
    for family in families:
        lead = family.involvements.current().leads().select_related("user").first()
        if lead and lead.user.organisation.is_council:
            yield family, lead.user


def receipts_at(hub):
    """The first family's mother has hers on paper."""
    for family, lead in led_at(hub):
        given = Agreement.objects.in_force().filter(family=family, given_by__isnull=False).first()
        if given:
            said = {"person": given.given_by, "way": "paper", "paper_is_safe": True}
            actions.give_receipt(family, by=lead, **said)
            return


def young_person(hub):
    """Somebody under 16 who decides about help for themselves, and keeps it from their parents."""
    for family, lead in led_at(hub):
        children = family.members.current().filter(role=MemberRole.CHILD).select_related("person")
        for member in children:
            age = member.person.age(timezone.localdate())
            if age in (14, 15):
                decide(family, member.person, lead)
                return


def decide(family, person, lead):
    about = {"person": person, "purpose": "research", "by": lead}
    actions.record_competence(
        family, is_able=True, kept_from_parents=True,
        understood="That we may ask about a survey, and that no is fine each time.",
        reasons="Asked good questions, and said it back in their own words.", **about,
    )  # fmt: skip
    try:
        actions.record_agreement(family, status="given", capacity="young_person", **about)
    except Refused:
        return  # They have answered already.


def case(hub):
    """The officer reads one record for a subject access request."""
    officers = Membership.objects.current().filter(role=Role.GOVERNANCE).select_related("user")
    found = next(led_at(hub), None)
    if found and officers:
        actions.open_case(
            found[0], kind="access", why="The mother asked on paper for her record.",
            due_on=timezone.localdate() + timedelta(days=21), by=officers[0].user,
        )  # fmt: skip
