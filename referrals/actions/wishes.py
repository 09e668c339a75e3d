"""Whom the family would let us talk to: wishes that a person turns into agreements, or leaves."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from families.actions import record_agreement
from families.models import AgreementStatus, Capacity, MemberRole, Method, Person, Purpose
from familyhubs.refusals import Refused

from ..models import Asker, Channel, FamilyAgreement
from .triage import said

# Nobody agrees for another adult: what a neighbour or a professional sent is a worker's to ask.
FOR_THEMSELVES = frozenset({Asker.MYSELF, Asker.MY_FAMILY, Asker.YOUNG})


@dataclass(frozen=True)
class Settling:
    """What a worker makes of the wishes: which organisation each names, or why they are left."""

    chosen: dict = field(default_factory=dict)  # a wish's id → the organisation
    given_by: Person | None = None
    method: str = Method.VERBAL
    left_because: str = ""


def record_support(referral, family, contact, *, by, at):
    """The adult who asked for help agrees to be helped; of anybody else a worker asks it."""
    if contact is None or referral.asker not in FOR_THEMSELVES:
        return
    if referral.agreement not in ("", FamilyAgreement.AGREES):
        return
    yes = {"purpose": Purpose.SUPPORT, "status": AgreementStatus.GIVEN}
    how = {"method": method_of(referral), "given_by": contact}
    record_agreement(family, person=contact, by=by, happened_at=at, **yes, **how)


def record_named_wishes(referral, family, contact, *, by, at):
    """What the adult we answer said of an organisation by name, on a record their request began.

    With a family known before, who of its members said it is for a person to say, and so it is
    where somebody else sent it. A kind of organisation is a wish; an agreement names one.
    """
    if contact is None or referral.asker not in FOR_THEMSELVES:
        return
    for wish in referral.sharing_wishes.select_related("organisation"):
        if wish.organisation is None or not is_partner(wish.organisation):
            continue
        status = AgreementStatus.GIVEN if wish.agrees else AgreementStatus.DECLINED
        how = {"status": status, "method": method_of(referral), "given_by": contact}
        keep(wish, record_answers(family, wish.organisation, by=by, at=at, **how))


def settle_wishes(referral, family, settling, *, by, at):
    """Each wish that is still one becomes an agreement as chosen, or is left with the reason."""
    open_wishes = list(referral.sharing_wishes.unsettled().select_related("organisation"))
    if not open_wishes:
        return
    if settling.chosen and settling.given_by is None:
        raise Refused(_("Select who agreed."))
    for wish in open_wishes:
        organisation = settling.chosen.get(wish.pk)
        if organisation is None:
            wish.left_because = said(
                settling.left_because, _("Enter why nothing is agreed with some of them yet")
            )[:300]
            wish.save(update_fields=["left_because", "updated_at"])
            continue
        if not fits(wish, organisation):
            raise Refused(_("Select an organisation that the family named, or of that kind."))
        how = {"method": settling.method, "given_by": settling.given_by}
        how["status"] = AgreementStatus.GIVEN
        keep(wish, record_answers(family, organisation, by=by, at=at, **how))


def keep(wish, agreement):
    wish.agreement = agreement
    wish.save(update_fields=["agreement", "updated_at"])


def record_answers(family, organisation, *, given_by, status, method, by, at):
    """One adult's answer about themselves, and as a parent about each child of the family."""
    named = {"purpose": Purpose.SHARE, "organisation": organisation, "status": status}
    how = {"given_by": given_by, "method": method, "by": by, "happened_at": at}
    own = record_agreement(family, person=given_by, **named, **how)
    members = family.members.current().select_related("person")
    giver = members.get(person=given_by)
    if giver.role == MemberRole.PARENT and giver.has_parental_responsibility is not False:
        for child in members.filter(role=MemberRole.CHILD):
            record_agreement(family, person=child.person, capacity=Capacity.PARENT, **named, **how)
    return own


def fits(wish, organisation):
    """Whether an organisation is what the wish is about."""
    if not is_partner(organisation):
        return False
    return organisation == wish.organisation or organisation.kind == wish.kind


def is_partner(organisation):
    """An organisation that an agreement can name."""
    return not (organisation.is_council or organisation.has_ended)


def method_of(referral):
    return Method.ONLINE if referral.channel == Channel.WEB else Method.VERBAL
