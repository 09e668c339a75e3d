"""Who may do what with a family's record. Reading a part never grants writing it (access.md 5)."""

from hubs.models import Role
from hubs.permissions import holds, roles_now

from .models import Family
from .querysets.ledger import ANSWER_STOPS
from .sharing import Ground, Part, grounds_that_open

# Who writes notes: everybody who works with the family, the partners with their own.
WRITERS = {
    Ground.WORKER,
    Ground.DUTY,
    Ground.LEAD,
    Ground.MANAGER,
    Ground.SAFEGUARDING,
    Ground.PARTNER,
}
# Who keeps the record itself: members and agreements are the council's to write.
KEEPERS = {Ground.WORKER, Ground.DUTY, Ground.MANAGER, Ground.SAFEGUARDING}
# Who takes a family's "stop": the desk too, which does not read what was agreed.
STOPPERS = KEEPERS | {Ground.DESK, Ground.LEAD}
REFERRERS = KEEPERS | {Ground.LEAD}
ALLOCATORS = {Ground.MANAGER, Ground.SAFEGUARDING}
# Roles that come across families at all; a commissioner never does, whatever else they are.
READERS = (
    Role.PRACTITIONER,
    Role.PARTNER,
    Role.MANAGER,
    Role.SAFEGUARDING,
    Role.TRIAGE,
)
STARTERS = (Role.PRACTITIONER, Role.MANAGER, Role.SAFEGUARDING)


def grounds(user, family):
    """Why this user sees this family; nothing where they do not."""
    if getattr(family, "grounds_of", None) != str(user.pk):
        family = Family.objects.with_grounds(user, family.pk).first()
    return family.grounds if family else frozenset()


def can_list(user):
    """The list of families and the search over it; never the front desk (A5)."""
    return holds(user, *READERS) and not holds(user, Role.COMMISSIONER)


def can_start(user):
    """A record outside the front door: council workers, after a search."""
    return holds_in_council(user, *STARTERS)


def can_look_up(user):
    """The front desk's look-up by two facts; what it finds opens to the council alone (A5)."""
    return holds_in_council(user, Role.FRONT_OF_HOUSE)


def can_read_out_of_hours(user):
    """Whoever is on the out-of-hours duty now, with a role that works with families (A6)."""
    if not holds_in_council(user, *STARTERS):
        return False
    return any(row.is_out_of_hours for row in roles_now(user))


def seen_as(user, family_id):
    """How the log marks this person's reading of what belongs to a family, if it does."""
    if family_id is None or not can_read_out_of_hours(user):
        return ""
    family = Family.objects.with_grounds(user, family_id).first()
    return family.seen_as if family else ""


def holds_in_council(user, *roles):
    """One of these roles, in the council, and no commissioner."""
    return (
        holds(user, *roles)
        and not holds(user, Role.COMMISSIONER)
        and user.organisation is not None
        and user.organisation.is_council
    )


def can_write_note(user, family):
    return bool(grounds(user, family) & WRITERS)


def can_keep_record(user, family):
    """Members, agreements and their withdrawal."""
    return bool(grounds(user, family) & KEEPERS)


def can_stop_sharing(user, family):
    """To take a family's word that it wants us to stop, at the desk or by telephone."""
    return bool(grounds(user, family) & STOPPERS)


def can_answer_stops(user):
    """Whoever stands at a hub's desk, at its queue or at its head."""
    return holds_in_council(user, *ANSWER_STOPS)


def can_refer(user, family):
    """To ask a service to help: those who keep the record, and whoever leads (R026)."""
    return bool(grounds(user, family) & REFERRERS)


def can_say_what_came_of(user, referral):
    """The service that was asked, and everybody who could have asked it."""
    return referral.receiver_id == user.pk or can_refer(user, referral.family)


def can_read_attendance(user, family):
    """Which sessions they came to (access.md section 3)."""
    return bool(grounds(user, family) & grounds_that_open(Part.ATTENDANCE))


def can_note_attendance(user, family):
    """Whoever keeps the record, and its lead, whichever organisation they are of (R016)."""
    return bool(grounds(user, family) & (KEEPERS | {Ground.LEAD}))


def can_allocate(user, family):
    """Who works with the family: its manager, or a safeguarding lead."""
    return bool(grounds(user, family) & ALLOCATORS)


def can_decide_sharing(user, family):
    """To share without agreement: its manager, or a safeguarding lead (R115)."""
    return bool(grounds(user, family) & ALLOCATORS)


def can_see_sharing_agreements(user):
    """The register of organisations: information governance, and those who keep the accounts."""
    return holds(user, Role.GOVERNANCE, Role.ADMINISTRATOR)


def can_sign_sharing_agreements(user):
    """Who lets an organisation in is not who makes its accounts (access.md A7)."""
    return holds(user, Role.GOVERNANCE)


def can_declare_conflict(user, family):
    """Anybody who sees a family can say that they know it."""
    return bool(grounds(user, family))


def can_restrict(user, family):
    return Ground.SAFEGUARDING in grounds(user, family)


def can_lift_conflict(user, conflict):
    """A safeguarding lead who is not the one barred."""
    return conflict.user_id != user.pk and can_restrict(user, conflict.family)


def can_see_looks(user, family):
    """Who has looked: safeguarding leads, whoever reads as one, and governance (A6, A7)."""
    held = family.grounds if getattr(family, "grounds_of", None) == str(user.pk) else frozenset()
    return bool((held or grounds(user, family)) & grounds_that_open(Part.ACCESS_LOG))


def can_govern(user):
    """Information governance officers of the council (access.md A7)."""
    return holds_in_council(user, Role.GOVERNANCE)


def can_read_denials(user):
    """Who was refused, over all records: governance and safeguarding leads."""
    return holds_in_council(user, Role.GOVERNANCE, Role.SAFEGUARDING)


def can_open_case(user, family):
    """Only from the pages of agreements and logs, which any officer may read."""
    return can_govern(user) and Ground.OVERSIGHT in family.grounds


def can_finish(user, todo):
    """Whoever it falls to, or who answers for the family."""
    return todo.owner_id == user.pk or can_allocate(user, todo.family)


def can_amend(user, entry):
    return entry.author_id == user.pk and entry.is_written and can_write_note(user, entry.family)
