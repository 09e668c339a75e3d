"""Inviting to a session families of some groups, and what came of it (R076, R078)."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.models import Session

from ..inviting import Chosen, found, needs_look
from ..models import (
    Agreement,
    Family,
    FamilyMember,
    FamilyStanding,
    Invitation,
    InvitationResult,
    InvitedBy,
    Involvement,
)
from ..sharing import Ground
from .outreach import object_to_ranking

MOST = 200  # Families on one list; a longer one is made hub by hub.


def matches(user, *, session, hub, groups, looked_at=frozenset()):
    """The parents of each family that this reader sees and one of these groups fits (R076).

    Never of a restricted family, and never where somebody objected.
    """
    codes = [group.code for group in groups]
    asked = {group.code for group in groups if group.is_looked_at_first}
    rows = FamilyStanding.objects.visible_to(user).filter(
        codes__overlap=codes, objected=False, family__is_restricted=False, family__hub=hub
    )
    rows = list(rows.select_related("family").order_by("family__name", "family_id")[:MOST])
    families = [row.family_id for row in rows]
    parents, known = _parents(families), _known(user, families, session)
    lines = []
    for row in rows:
        people = parents[row.family_id]
        careful = needs_look(row.codes, asked, [person.contact_card for person in people])
        knows = row.family_id in known["mine"]
        for person in people:
            line = Chosen(row.family, person, careful, knows)
            lines.append(_line(line, known, looked_at))
    return lines


def _line(chosen, known, looked_at):
    pair = (chosen.family.pk, chosen.person.pk)
    return found(
        chosen,
        answers=known["answers"].get(pair, {}),
        is_helped=chosen.family.pk in known["helped"],
        is_invited=chosen.person.pk in known["invited"],
        is_looked_at=chosen.person.pk in looked_at,
    )


def _parents(families):
    """Fathers and mothers alike (R080)."""
    rows = FamilyMember.objects.current().filter(
        family__in=families, role="parent", person__has_died=False
    )
    parents = defaultdict(list)
    for row in rows.select_related("person__contact_card").order_by("person__full_name", "pk"):
        parents[row.family_id].append(row.person)
    return parents


def _known(user, families, session):
    """What the rule asks of these families, in a few statements."""
    answers = defaultdict(dict)
    rows = Agreement.objects.current().filter(family__in=families, purpose__in=["news", "messages"])
    for family, person, purpose, status in rows.values_list(
        "family", "person", "purpose", "status"
    ):
        answers[family, person][purpose] = status
    work = Involvement.objects.current().exclude(role="follow_up").filter(family__in=families)
    mine = Family.objects.visible_by(user, Ground.WORKER).filter(pk__in=families)
    invited = Invitation.objects.filter(session=session)
    return {
        "answers": answers,
        "helped": set(work.values_list("family", flat=True)),
        "mine": set(mine.values_list("pk", flat=True)),
        "invited": set(invited.values_list("person", flat=True)),
    }


@transaction.atomic
def invite(session, *, hub, groups, by, looked_at=frozenset()):
    """One message to each, without a group and without a reason; the others are rung."""
    session = Session.objects.select_related("activity__kind", "activity__hub").get(pk=session.pk)
    session = _fit(Session.objects.lock(session), session.activity)
    told = {"session": session, "hub": hub, "groups": groups, "looked_at": looked_at}
    lines = [line for line in matches(by, **told) if line.way]
    if not lines:
        raise Refused(_("Nobody can be invited from this list."))
    made = [_invite_one(line, session, by) for line in lines]
    codes = [group.code for group in groups]
    facts = {"groups": codes, "invited": len(made), "purpose": "outreach"}
    record("session.families_invited", by=by, about=session, **facts)
    return made


def _fit(session, activity):
    if session.state != "planned":
        raise Refused(_("This session was cancelled."))
    if session.starts_at <= timezone.now():
        raise Refused(_("This session has begun already."))
    if activity.kind.is_joint:
        raise Refused(_("Invite to a session for both parents one by one, after a safe enquiry."))
    session.activity = activity
    return session


def _invite_one(line, session, by):
    person, family = line.chosen.person, line.chosen.family
    invitation = Invitation.objects.create(
        family=family,
        person=person,
        session=session,
        way=line.way,
        invited_by=by,
        invited_at=timezone.now(),
    )
    facts = {"session": session.pk, "way": line.way, "looked_at": line.chosen.needs_look}
    record("family.invited", by=by, about=invitation, family_id=family.pk, **facts)
    if line.way == InvitedBy.MESSAGE:
        notify(
            person.contact_card,
            key=f"session_invitation:{session.pk}:{person.pk}",
            kind="session_invitation",
            about=invitation,
            family_id=family.pk,
            by=by,
            hub=str(session.activity.hub),
            when=session.starts_at,
            link=session.activity.get_absolute_url(),
        )
    return invitation


@transaction.atomic
def say_what_came(invitation, *, result, by):
    """What they said; who wants no more of it is off the lists at once."""
    family = Family.objects.lock(invitation.family)
    invitation = Invitation.objects.lock(invitation)
    if result not in InvitationResult.values:
        raise Refused(_("Select what they said"))
    invitation.result, invitation.result_by, invitation.result_at = result, by, timezone.now()
    invitation.save()
    facts = {"result": result, "session": invitation.session_id}
    record("invitation.answered", by=by, about=invitation, family_id=family.pk, **facts)
    if result == InvitationResult.NO_MORE:
        object_to_ranking(family, person=_member(family, invitation.person), by=by)
    return invitation


def _member(family, person):
    """Whoever has left the family since speaks for nobody in it: the whole family is spared."""
    return person if family.members.current().filter(person=person).exists() else None
