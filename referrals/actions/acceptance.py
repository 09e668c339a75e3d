"""A request is accepted: the one conductor of family, lead and plan (architecture.md 2)."""

from dataclasses import replace

from django.db import connection, transaction
from django.utils.translation import gettext as _

from families.actions import (
    add_member,
    allocate,
    carry_needs,
    keep_alone,
    note_event,
    start_family,
    tell_story,
)
from families.actions.story import STORY_AT_MOST
from families.models import (
    EntryKind,
    Family,
    InvolvementRole,
    MemberRole,
    Section,
    Sensitivity,
    StorySource,
)
from familyhubs.refusals import Refused
from outcomes.actions import open_plan
from outcomes.levels import Level
from outcomes.models import Plan

from ..doors import joinable
from ..models import ACCEPTING, Asker, Decision
from .concerns import join_concerns
from .decided import refuse_unexplained
from .joining import Joining, join_contact
from .matching import propose_matches, propose_to_waiting
from .telling import tell_about
from .triage import decide, lock_undecided
from .wishes import record_named_wishes, record_support, settle_wishes

LEVELS = (Level.EARLY, Level.TARGETED, Level.INTENSIVE)


def accept(referral, *, by, family=None, not_these=(), **given):
    """Join the family's record or start it, give it a lead, open its plan, tell who must know.

    `not_these` are the families that this person was shown and that it is none of. Where there
    are others, no record starts: they join the likely matches, and the refusal says so.
    """
    with transaction.atomic():
        unseen = family is None and look_again(referral, not_these, by=by)
        if not unseen:
            return conduct(referral, family=family, by=by, **given)
    # After the transaction, so that what was found stays found.
    raise Refused(_("We may know this family. Look who it may be, then choose."))


def look_again(referral, not_these, *, by):
    """Whether there are likely families that this person sees and has not been shown yet.

    Two requests of one family come within days, and no record is there when the second comes in.
    """
    referral, _at = lock_undecided(referral)
    with connection.cursor() as cursor:
        # One record starts at a time, so that the next start finds it.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('referrals.start_record'))")
    propose_matches(referral)
    likely = referral.matches.filter(family__in=joinable(referral)).seen_by(by)
    return likely.exclude(family__in=not_these).exists()


def conduct(
    referral, *, decision, lead, by, level, family=None, reason="", happened_at=None,
    above_level="", joining=None, settling=None, signs=(), **beside,
):  # fmt: skip
    """What accepting does, in its order.

    `above_level`: why the lead takes a family above their own level (R059). `joining` says who
    of a known family asked and which contact card holds; `settling` what becomes of the wishes
    whom we may talk to, with the one who agreed as told of in the request where the record is
    new. `beside`: what stands with the decision (DecisionFacts).
    """
    referral, at = lock_undecided(referral, happened_at)
    refuse_impossible(decision, level, family)
    refuse_elsewhere(referral, family)
    refuse_unexplained(level, signs, reason)
    family, made = record_for(referral, family, joining or Joining(), by=by, at=at)
    if settling is not None:
        giver = made.get(settling.given_by, settling.given_by)
        settle_wishes(referral, family, replace(settling, given_by=giver), by=by, at=at)
    if keeps_lead(family, decision):
        lead = None
    else:
        given = {"level": level, "above_level": above_level, "by": by, "happened_at": at}
        allocate(family, role=InvolvementRole.LEAD, user=lead, **given)
    open_plan(family, level=level, by=by, happened_at=at)
    referral.family, referral.level = family, level
    beside = {"signs": signs} | beside
    decide(referral, decision, reason.strip(), by=by, at=at, level=level, beside=beside)
    join_concerns(referral, by=by)
    told = lead or lead_of(family)
    if told is not None and told != by:
        key = f"request-accepted:{referral.pk}"
        tell_about(referral, told, kind="request_accepted", key=key, by=by)
    return referral


def record_for(referral, family, joining, *, by, at):
    """The record this request belongs to, begun or joined; whom each person told of became."""
    if family is None:
        family, contact, made = start_record(referral, by=by, at=at)
        propose_to_waiting(family, besides=referral)
        record_named_wishes(referral, family, contact, by=by, at=at)
    else:
        family, made = Family.objects.lock(family), {}
        contact = join_contact(referral, family, joining, by=by, at=at)
    if asker := contact or next((made[one] for one in made if one.is_contact), None):
        carry_needs(family, asker, referral.contact_card, by=by)
    note_request(family, referral, by=by)
    carry_story(family, referral, by=by)
    record_support(referral, family, contact, by=by, at=at)
    return family, made


def carry_story(family, referral, *, by):
    """What was told on the request stands in the family's story: nobody asks it again (R065).

    The council's own where somebody else told it, or where an answer was about danger: a worker
    talks with the family first about who else may read it.
    """
    own = referral.asker != Asker.SOMEBODY_ELSE and referral.referrer_id is None
    shared = own and not referral.safety_flags
    for section, words in ((Section.HAPPENING, referral.story), (Section.TRIED, referral.tried)):
        if words.strip():
            tell_story(
                family,
                section=section,
                words_told=words.strip()[:STORY_AT_MOST],
                source=StorySource.REQUEST,
                source_id=referral.pk,
                sensitivity=Sensitivity.SHARED if shared else Sensitivity.TEAM,
                happened_at=referral.happened_at,
                by=by,
            )


def refuse_impossible(decision, level, family):
    """What no acceptance may be."""
    if decision not in ACCEPTING:
        raise Refused(_("Select a decision from the list."))
    if level not in LEVELS:
        raise Refused(_("Select level 2, 3 or 4. Level 5 is passed to children’s social care."))
    if decision != Decision.ADD_TO_OPEN:
        return
    if family is None or not Plan.objects.open().filter(family=family).exists():
        raise Refused(_("There is no open plan to join. Select another decision."))


def refuse_elsewhere(referral, family):
    """What a young person sent alone stands in a record of their own; nothing else does."""
    if family is None or joinable(referral).filter(pk=family.pk).exists():
        return
    if referral.is_alone:
        raise Refused(
            _(
                "A young person sent this alone. It cannot stand in a record that a parent is in:"
                " start a record of their own, or agree with them first who may know."
            )
        )
    raise Refused(
        _(
            "A young person began that record alone, and nobody else may be in it until they"
            " agree. Choose another family, or start a new record."
        )
    )


def keeps_lead(family, decision):
    """Joining an open plan leaves its lead in place."""
    return decision == Decision.ADD_TO_OPEN and lead_of(family) is not None


def lead_of(family):
    """The lead practitioner now, or None."""
    lead = family.involvements.current().leads().select_related("user").first()
    return lead.user if lead else None


def start_record(referral, *, by, at):
    """A new family with the people as told; the one we answer keeps the contact card.

    Gives the family, the adult we answer, and each person made by the one told of.
    """
    family = start_family(
        name=family_name(referral),
        hub=referral.hub,
        by=by,
        postcode=referral.postcode,
        no_fixed_address=referral.no_fixed_address,
        ward=referral.ward,
        happened_at=at,
    )
    people = referral.people.all()
    if referral.is_alone:
        keep_alone(family, by=by, happened_at=at)
        people = people.filter(is_contact=True)
    contact, taken, made = None, set(), {}
    for person in people:
        member = add_member(
            family,
            full_name=name_once(person, taken),
            role=role_of(person, young=referral.is_young),
            by=by,
            born_on=person.born_on,
            due_on=person.due_on,
            lives_with=not person.lives_elsewhere,
            contact_card=referral.contact_card if person.is_contact else None,
            happened_at=at,
        )
        made[person] = member.person
        contact = member.person if person.is_contact and not person.is_child else contact
    return family, contact, made


def family_name(referral):
    """What colleagues call them: the last name of the one we answer, or the only one."""
    return referral.contact_name.split()[-1]


def role_of(person, *, young=False):
    if person.is_unborn:
        return MemberRole.UNBORN
    if young and not person.is_child:
        return MemberRole.OTHER
    return MemberRole.CHILD if person.is_child else MemberRole.PARENT


def name_once(person, taken):
    """The name as told; twins both told of as "baby" are told apart by a number."""
    name, number = person.full_name, 1
    while (name.casefold(), person.born_on, person.due_on) in taken:
        number += 1
        name = f"{person.full_name} {number}"
    taken.add((name.casefold(), person.born_on, person.due_on))
    return name


def note_request(family, referral, *, by):
    """The request on the timeline, dated when it was received; its words stay with it."""
    note_event(
        family,
        kind=EntryKind.REQUEST,
        summary=_("Request for support %(reference)s (%(channel)s)")
        % {"reference": referral.reference, "channel": referral.get_channel_display().lower()},
        by=by,
        sensitivity="team",
        source_id=referral.pk,
        happened_at=referral.happened_at,
    )
