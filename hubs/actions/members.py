"""Members of a hub: each by their own yes, stopped by one click, ended without a trace (R029)."""

import re
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.contact.actions import open_card, record_instructions
from familyhubs.contact.rules import machine_channels
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused

from ..members.links import confirm_link, own_link
from ..models import EndReason, Member, MemberState
from .bookings import booker_hash_of, form_hash_of
from .forgetting import LINK_HOLDS, wipe_members

NO_PART_OF_A_NAME = re.compile(r"[\d@/:<>\x00-\x1f]+")
# So that nobody's telephone is filled with our questions by somebody else.
MOST_ASKED_A_DAY = 3


def hold_way(reach_hash):
    """Whoever joins, leaves or stops by this number or address waits for the one before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"hubs.members:{reach_hash}"])


def web_words(hub):
    """To what somebody says yes by their link."""
    return (_("Yes, I want to join %s") % hub)[:400]


def desk_words(hub):
    """What is read to somebody at the desk before they say yes."""
    said = _(
        "Do you want to join %s? We keep your name, how to reach you and the months in which your"
        " children were born or are due. We write only about what you choose, and you can stop it"
        " at any time. If we may write to you, one message comes now: who signed you up, and how to"
        " stop."
    )
    return (said % hub)[:400]


@transaction.atomic
def ask_to_join(hub, *, form_key, name, contact, children, hears, heard_of, channel, by):
    """Somebody asked on the web: a link goes to the address given, which alone can say yes.

    What comes back does not tell whether anybody with this address is a member already.
    """
    reach = booker_hash_of(contact)
    hold_way(reach)
    told = [str(hub.pk), name, contact, children, hears, heard_of]
    form_hash = form_hash_of(f"join:{form_key}", told)
    if Member.objects.filter(form_hash=form_hash).exists() or _asked_too_often(reach):
        return None
    member = Member.objects.create(
        hub=hub,
        name=name,
        card=open_card(by=by, **contact),
        children=children,
        hears=hears,
        heard_of=heard_of,
        state=MemberState.ASKED,
        channel=channel,
        reach_hash=reach,
        form_hash=form_hash,
    )
    record("member.asked", by=by, about=member, hub=hub.pk, channel=str(channel))
    notify(
        member.card,
        key=f"member_confirm:{member.pk}",
        kind="member_confirm",
        by=by,
        about=member,
        hub=str(hub),
        sealed_link=confirm_link(member),
    )
    return member


def _asked_too_often(reach):
    since = timezone.now() - timedelta(days=1)
    rows = Member.objects.filter(reach_hash=reach, recorded_at__gt=since)
    return rows.filter(state=MemberState.ASKED).count() >= MOST_ASKED_A_DAY


@transaction.atomic
def confirm_member(member, *, by):
    """It was they who asked: from now on a member. Pressing twice changes nothing."""
    hold_way(member.reach_hash)
    member = Member.objects.lock(member)
    if member.state == MemberState.MEMBER:
        return member
    if member.state == MemberState.ENDED or is_over(member):
        raise Refused(_("The time of this link is over. Join again, and we send you a new one."))
    if known := _living(member.hub, member.reach_hash):
        return _join_again(known, member, by=by)
    now = timezone.now()
    member.state, member.joined_at, member.used_on = MemberState.MEMBER, now, timezone.localdate()
    member.agreed_at, member.agreed_words = now, web_words(member.hub)
    member.save()
    record("member.joined", by=by, about=member, hub=member.hub_id, channel=member.channel)
    return member


def is_over(member):
    """Whether nobody said yes while the link held."""
    asked = member.state == MemberState.ASKED
    return asked and member.recorded_at <= timezone.now() - LINK_HOLDS


def _living(hub, reach):
    rows = Member.objects.members().select_for_update(of=("self",)).select_related("card")
    return rows.filter(hub=hub, reach_hash=reach).first()


def _join_again(known, asked, *, by):
    """The membership there is takes what was said now; the second one leaves nothing."""
    known.name, known.children = asked.name, asked.children
    if machine_channels(known.card):
        known.hears, known.heard_before, known.stopped_at = asked.hears, [], None
    known.used_on = timezone.localdate()
    known.save()
    wipe_members([asked], EndReason.AGAIN, by=by)
    record("member.joined_again", by=by, about=known, hub=known.hub_id)
    return known


@transaction.atomic
def add_member(hub, *, name, contact, children, hears, heard_of, channel, by):
    """At the desk, with their own yes, said to whoever adds them and confirmed in writing."""
    reach = booker_hash_of(contact)
    hold_way(reach)
    if _living(hub, reach):
        raise Refused(
            _("Somebody with this number or address is a member already. Search for them.")
        )
    card = open_card(by=by, **contact)
    refuse_unheard(card, hears)
    now = timezone.now()
    member = Member.objects.create(
        hub=hub,
        name=name,
        card=card,
        children=children,
        hears=hears,
        heard_of=heard_of,
        state=MemberState.MEMBER,
        channel=channel,
        reach_hash=reach,
        joined_at=now,
        agreed_at=now,
        agreed_with=by,
        agreed_words=desk_words(hub),
    )
    record("member.joined", by=by, about=member, hub=hub.pk, channel=str(channel))
    _confirm_in_writing(member, key="welcome", by=by)
    return member


def _confirm_in_writing(member, *, key, by):
    """The first message to this number or address: who signed them up, and one link to stop."""
    if machine_channels(member.card):
        worker = NO_PART_OF_A_NAME.sub(" ", by.full_name).strip() or _("A colleague")
        tell(member, "member_welcome", key=key, by=by, worker=worker, when=timezone.now())


def refuse_unheard(card, hears):
    """Nobody hears of anything where a machine must not write (access.md section 3)."""
    if hears and not machine_channels(card):
        raise Refused(
            _("The portal must not write to them. Untick what they hear about, and tell them here.")
        )


def tell(member, kind, *, key, by, **facts):
    """One message to a member, with the link that stops them all."""
    return notify(
        member.card,
        key=f"{key}:{member.pk}",
        kind=kind,
        by=by,
        about=member,
        hub=str(member.hub),
        sealed_stop=own_link(member),
        **facts,
    )


@transaction.atomic
def change_member(member, *, name, contact, children, hears, heard_of, by):
    """Put right at the desk what a member told us."""
    reach = booker_hash_of(contact)
    hold_way(reach)
    member = hold_member(member)
    known = _living(member.hub, reach)
    if known and known != member:
        raise Refused(_("Somebody else with this number or address is a member already."))
    record_instructions(member.card, by=by, **contact)
    member.card.refresh_from_db()
    refuse_unheard(member.card, hears)
    member.name, member.children, member.heard_of = name, children, heard_of
    is_new_way, member.reach_hash = reach != member.reach_hash, reach
    _hear(member, hears)
    member.save()
    record("member.changed", by=by, about=member, hub=member.hub_id)
    if is_new_way:
        key = f"welcome:{timezone.now().timestamp():.0f}"
        _confirm_in_writing(member, key=key, by=by)
    return member


def hold_member(member):
    """The membership, locked and read afresh; one that has ended is not changed."""
    member = Member.objects.lock(member)
    if member.state != MemberState.MEMBER:
        raise Refused(_("This membership has ended."))
    return member


def _hear(member, hears):
    member.hears, member.used_on = hears, timezone.localdate()
    if hears:
        member.heard_before, member.stopped_at = [], None


@transaction.atomic
def choose_what_to_hear(member, *, hears, by):
    """By their own link: other things to hear about, or none."""
    member = hold_member(member)
    refuse_unheard(member.card, hears)
    _hear(member, hears)
    member.save()
    record("member.chose", by=by, about=member, hub=member.hub_id, number=len(hears))
    return member


def _of_one_person(member):
    """Every membership by the same number or address, held in one order."""
    hold_way(member.reach_hash)
    rows = Member.objects.members().select_for_update(of=("self",))
    return list(rows.filter(reach_hash=member.reach_hash).order_by("pk"))


@transaction.atomic
def stop_all(member, *, by):
    """One click: they hear of nothing any more, from any hub. Clicking twice changes nothing."""
    for row in _of_one_person(member):
        if row.stopped_at is None:
            row.heard_before, row.hears, row.stopped_at = row.hears, [], timezone.now()
            row.used_on = timezone.localdate()
            row.save()
            record("member.stopped", by=by, about=row, hub=row.hub_id)


@transaction.atomic
def start_again(member, *, by):
    """Undo the one click: they hear of what they heard of before."""
    for row in _of_one_person(member):
        if row.stopped_at is not None:
            row.hears, row.heard_before, row.stopped_at = row.heard_before, [], None
            row.used_on = timezone.localdate()
            row.save()
            record("member.started_again", by=by, about=row, hub=row.hub_id)


@transaction.atomic
def end_member(member, *, by):
    """They belong to the hub no more: all that says who they were goes at once."""
    hold_way(member.reach_hash)
    member = Member.objects.lock(member)
    if member.state == MemberState.ENDED:
        return member
    wipe_members([member], EndReason.ASKED, by=by)
    record("member.ended", by=by, about=Member, hub=member.hub_id)
    return member
