"""Where people live; a restricted address goes nowhere but its own table (domain.md 2.18, R091)."""

from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused
from hubs.models import Postcode

from ..models import AddressUse, Family, HomeKind, Residence, SafeAddress
from .said import make_room, refuse_strangers, say
from .timing import moment, words

# Kinds for which a family has no address to be found by.
WITHOUT_ADDRESS = (HomeKind.NONE, HomeKind.ROADSIDE)


@transaction.atomic
def move(
    family,
    *,
    people,
    kind,
    by,
    use=AddressUse.HOME,
    is_main=True,
    is_family_home=False,
    lines="",
    postcode="",
    uprn="",
    happened_at=None,
):
    """These people live here together from now on; each keeps a row of their own."""
    family = Family.objects.lock(family)
    at = moment(happened_at)
    place = _place(kind, lines, postcode, uprn)
    _refuse_unfit(family, people, kind, use, is_main)
    household = _household(family, place)
    moved = [
        _move_one(family, person, at, by, use=use, is_main=is_main, household=household, **place)
        for person in people
    ]
    if is_family_home and is_main:
        _set_family_home(family, place, by)
    return moved


def _place(kind, lines, postcode, uprn):
    lines, uprn = lines.strip()[:400], uprn.strip()
    if kind == HomeKind.NONE and (lines or postcode or uprn):
        raise Refused(_("Leave the address empty, or select another kind of place."))
    if kind == HomeKind.HOME and not (lines or postcode):
        raise Refused(_("Enter an address or a postcode"))
    if uprn and not (uprn.isascii() and uprn.isdigit() and len(uprn) <= 12):
        raise Refused(_("The UPRN must be up to 12 numbers"))
    found = Postcode.objects.filter(pk=postcode).first() if postcode else None
    return {
        "kind": kind,
        "lines": lines,
        "postcode": postcode,
        "uprn": uprn.zfill(12) if uprn else "",
        "ward": found and found.ward,
        "lsoa": found and found.lsoa,
    }


def _refuse_unfit(family, people, kind, use, is_main):
    if not people:
        raise Refused(_("Select who lives there"))
    if kind not in HomeKind.values:
        raise Refused(_("Select what kind of place it is"))
    if use not in AddressUse.values:
        raise Refused(_("Select what the address is for"))
    if is_main and use == AddressUse.WORK:
        raise Refused(_("A place of work is not where somebody mainly lives."))
    refuse_strangers(family, *people)


def _household(family, place):
    """Whoever comes to an address where others of the family live joins their household."""
    same = {name: place[name] for name in ("kind", "lines", "postcode")}
    if not (place["lines"] and place["postcode"]):
        return uuid4()
    rows = Residence.objects.current().filter(family=family, **same)
    return rows.values_list("household", flat=True).first() or uuid4()


def _move_one(family, person, at, by, **values):
    rows = Residence.objects.filter(family=family, person=person)
    same = {name: values[name] for name in ("household", "is_main", "use")}
    if known := rows.filter(ends_at=None, **same).first():
        return known
    make_room(rows.filter(household=values["household"]), at)
    if values["is_main"]:
        make_room(rows.filter(is_main=True), at, reason=_("Moved"))
    return say(Residence, family, "family.moved", by=by, at=at, person=person, **values)


def _set_family_home(family, place, by):
    """By its one postcode the family is found and counted (decision 58)."""
    family.postcode = place["postcode"]
    family.no_fixed_address = not place["postcode"] and place["kind"] in WITHOUT_ADDRESS
    family.ward, family.lsoa = place["ward"], place["lsoa"]
    fields = ["postcode", "no_fixed_address", "ward", "lsoa", "updated_at"]
    family.save(update_fields=fields)
    record("family.home_changed", by=by, about=family, family_id=family.pk)


@transaction.atomic
def hide_address(family, *, people, address, by, is_refuge=False, happened_at=None):
    """These people live where nobody may learn of it: encrypted, never mapped or searched for."""
    family = Family.objects.lock(family)
    at = moment(happened_at)
    address = words(address, _("Enter the address"), 400)
    if not people:
        raise Refused(_("Select who lives there"))
    refuse_strangers(family, *people)
    rows = []
    for person in people:
        make_room(Residence.objects.filter(family=family, person=person, is_main=True), at)
        make_room(SafeAddress.objects.filter(family=family, person=person), at)
        said = {"person": person, "address": address, "is_refuge": is_refuge}
        rows.append(say(SafeAddress, family, "family.address_hidden", by=by, at=at, **said))
    _forget_home_of_nobody(family, by)
    return rows


def _forget_home_of_nobody(family, by):
    """Where all of the family are hidden, the postcode they left finds and counts them no more."""
    hidden = SafeAddress.objects.current().filter(family=family).values("person")
    if family.members.current().exclude(person__in=hidden).exists():
        return
    nowhere = {"postcode": "", "kind": HomeKind.OTHER, "ward": None, "lsoa": None}
    _set_family_home(family, nowhere, by)
