"""Who may read a request, decide on it, or send one (access.md A4; domain.md 4.10)."""

from families.models import Involvement
from hubs.models import DutyKind, Hub, Role
from hubs.permissions import holds, holds_at, hubs_where, is_staff_member, roles_now
from hubs.rota import FITTING

from .desk.querysets import DESK_ROLES, hubs_of_desk
from .doors import works_queue

SENDERS = (
    Role.FRONT_OF_HOUSE,
    Role.TRIAGE,
    Role.PRACTITIONER,
    Role.MANAGER,
    Role.SAFEGUARDING,
    Role.PARTNER,
)


def is_council_worker(user):
    """Somebody of the council's own."""
    return user.organisation is not None and user.organisation.is_council


def can_open_queue(user):
    """Triage officers, managers and safeguarding leads of the council; a school's where set."""
    held = holds(user, Role.TRIAGE, Role.MANAGER, Role.SAFEGUARDING)
    return held and works_queue(user)


def can_see_capacity(user):
    """The council's own who work the queue: no school reads caseloads (decision 42)."""
    return is_council_worker(user) and can_open_queue(user)


def can_triage(user, referral):
    """Triage officers and managers of the request's hub, and safeguarding leads (access.md 6)."""
    held = holds_at(user, referral.hub, Role.TRIAGE, Role.MANAGER)
    return (held or holds(user, Role.SAFEGUARDING)) and works_queue(user)


def hubs_triaged_by(user):
    """The hubs on whose requests this person decides: a safeguarding lead on those of all."""
    if holds(user, Role.SAFEGUARDING):
        return Hub.objects.all()
    return hubs_where(user, Role.TRIAGE, Role.MANAGER)


def can_open_alone(user, referral):
    """Who may agree with a young person that parents know: whoever decides on it, or leads."""
    if can_triage(user, referral):
        return True
    leads = Involvement.objects.current().leads().filter(family=referral.family_id, user=user)
    return referral.family_id is not None and leads.exists()


def can_refer(user):
    """Staff at any desk, practitioners and partners; never commissioners or administrators."""
    return holds(user, *SENDERS) and not holds(user, Role.COMMISSIONER)


def enters_for_others(user):
    """The council's own desk takes requests by telephone, at the desk or on paper."""
    return is_council_worker(user) and can_refer(user)


def can_count_referrals(user):
    """Managers and safeguarding leads of the council, of the hubs they answer for."""
    return is_council_worker(user) and holds(user, Role.MANAGER, Role.SAFEGUARDING)


def refers_only(user):
    """A partner: they refer, and key in nothing for others (R057)."""
    return can_refer(user) and not is_council_worker(user)


def can_raise_concern(user):
    """Everybody on the staff, partners and the front desk too (R112)."""
    return is_staff_member(user)


def answers_for_safeguarding(user):
    """Safeguarding leads of the council."""
    return is_council_worker(user) and holds(user, Role.SAFEGUARDING)


def can_open_concerns(user):
    """Safeguarding leads; managers, whom a concern reaches when nobody has taken it."""
    return is_council_worker(user) and holds(user, Role.SAFEGUARDING, Role.MANAGER)


def can_work_desk(user):
    """The council's own people at the desk of some hub; never a commissioner."""
    if not is_council_worker(user) or holds(user, Role.COMMISSIONER):
        return False
    return any(
        row.role in DESK_ROLES and (row.hub_id or row.team_id is None or row.team.hub_id)
        for row in roles_now(user)
    )


def can_answer_chats(user):
    """The council's own people who can be on chat duty, or to whom a chat is passed (R048)."""
    return (
        is_council_worker(user)
        and holds(user, *FITTING[DutyKind.CHAT], Role.SAFEGUARDING)
        and not holds(user, Role.COMMISSIONER)
    )


def is_of_the_desk(user):
    """Somebody whose whole work is the front of house: their day is the desk's page."""
    others = (Role.PRACTITIONER, Role.MANAGER, Role.TRIAGE, Role.SAFEGUARDING, Role.PARTNER)
    is_it = can_work_desk(user) and holds(user, Role.FRONT_OF_HOUSE) and not holds(user, *others)
    return is_it and desk_hubs(user).exists()


def desk_hubs(user):
    """The hubs whose desk this person works at."""
    return hubs_of_desk(user)
