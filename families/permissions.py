"""Who may do what with a family's record. Reading a part never grants writing it (access.md 5)."""

from hubs.models import Role
from hubs.permissions import holds, reads_only, roles_now

from .apart import About, Reader, are_apart, may_be_told
from .models import Family, MayBeTold, MemberRole
from .querysets.grounds import BREAKERS
from .querysets.ledger import ANSWER_STOPS
from .sharing import KEEPERS, Ground, Part, grounds_that_open

# Who writes notes: everybody who works with the family, the partners with their own.
WRITERS = {
    Ground.WORKER,
    Ground.DUTY,
    Ground.LEAD,
    Ground.MANAGER,
    Ground.SAFEGUARDING,
    Ground.PARTNER,
    Ground.INTEGRATED,
}
# Who takes a family's "stop": the desk too, which does not read what was agreed.
STOPPERS = KEEPERS | {Ground.DESK, Ground.LEAD}
REFERRERS = KEEPERS | {Ground.LEAD}
ALLOCATORS = {Ground.MANAGER, Ground.SAFEGUARDING}
ADULTS = (MemberRole.PARENT, MemberRole.OTHER)
# Roles that come across families at all; a commissioner never does, whatever else they are.
READERS = (
    Role.PRACTITIONER,
    Role.PARTNER,
    Role.MANAGER,
    Role.SAFEGUARDING,
    Role.TRIAGE,
    Role.SUPPORT,
    Role.INSPECTOR,
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


def can_open_in_emergency(user):
    """Practitioners, managers and triage officers of the council, on duty or not (access.md D)."""
    return holds_in_council(user, *BREAKERS)


def opens_restricted_in_emergency(user):
    """A manager on the duty rota now: restricted families and safeguarding entries too (D)."""
    if not holds_in_council(user, Role.MANAGER):
        return False
    return any(row.is_on_duty for row in roles_now(user))


def can_review_emergencies(user):
    """The queue of emergency access."""
    return holds_in_council(user, Role.SAFEGUARDING)


def can_review_emergency(user, emergency):
    """A safeguarding lead, never of their own (access.md section 5)."""
    return emergency.user_id != user.pk and can_restrict(user, emergency.family)


def can_give_reason(user, family):
    """A triage officer with an open request, for closed content (access.md A4)."""
    return Ground.TRIAGE in grounds(user, family)


def seen_as(user, family_id):
    """How the log marks this person's reading of what belongs to a family, if it does."""
    marked = can_read_out_of_hours(user) or can_open_in_emergency(user) or reads_only(user)
    if family_id is None or not marked:
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


def can_agree_to_undo_death(user, family):
    """The second person: a manager of theirs or a safeguarding lead."""
    return bool(grounds(user, family) & {Ground.MANAGER, Ground.SAFEGUARDING})


def can_stop_sharing(user, family):
    """To take a family's word that it wants us to stop, at the desk or by telephone."""
    return bool(grounds(user, family) & STOPPERS)


def can_find_duplicates(user):
    """The pages of records that may be of one family; of each pair both records must be seen."""
    return holds_in_council(user, Role.MANAGER, Role.TRIAGE, Role.SAFEGUARDING)


def can_answer_stops(user):
    """Whoever stands at a hub's desk, at its queue or at its head."""
    return holds_in_council(user, *ANSWER_STOPS)


def can_read_timeline(user, family):
    """Whoever reads shared notes; each entry by its own sensitivity (access.md section 3)."""
    return bool(grounds(user, family) & grounds_that_open(Part.NOTES_SHARED))


def can_read_story(user, family):
    """As shared notes are read."""
    return can_read_timeline(user, family)


def can_pin(user, family):
    """What everybody sees first on a record is for those who keep it."""
    return can_keep_record(user, family)


def can_refer(user, family):
    """To ask a service to help: those who keep the record, and whoever leads (R026)."""
    return bool(grounds(user, family) & REFERRERS)


def can_say_what_came_of(user, referral):
    """The service that was asked, and everybody who could have asked it."""
    return referral.receiver_id == user.pk or can_refer(user, referral.family)


def can_read_members(user, family):
    """Who is in the family, with dates and relationships; a partner only of covered people."""
    return bool(grounds(user, family) & grounds_that_open(Part.MEMBERS))


def can_read_safe_address(user, family):
    """A restricted address: the council's own workers, with a reason (access.md section 3)."""
    return bool(grounds(user, family) & grounds_that_open(Part.SAFE_ADDRESS))


def can_be_told(reader, fact, about=None):
    """Whether a paper made for this adult member may say this of another, or of the family.

    Every print-out and receipt made for one adult asks here, thing by thing (access.md section 4).
    """
    family = reader.family
    members = list(family.members.current())
    homes = {member.person_id: set() for member in members}
    for person, home in family.residences.current().values_list("person", "household"):
        homes.setdefault(person, set()).add(home)
    adults = [m.person_id for m in members if m.role in ADULTS and m.pk != reader.pk]
    mine = frozenset(homes[reader.person_id])
    parted = family.relationships.current().filter(kind="FMRSPS").exists()
    kept_away = family.restrictions.current().exists()
    is_apart = any(
        are_apart(mine, homes[adult], is_former=parted, is_restricted=kept_away) for adult in adults
    )
    of = About()
    if about is not None:
        of = About(about.person_id, about.role in ADULTS, frozenset(homes.get(about.person_id, ())))
    own_only = reader.may_be_told == MayBeTold.OWN
    return may_be_told(fact, of, Reader(reader.person_id, mine, own_only), is_apart=is_apart)


def can_read_attendance(user, family):
    """Which sessions they came to (access.md section 3)."""
    return bool(grounds(user, family) & grounds_that_open(Part.ATTENDANCE))


def can_note_attendance(user, family):
    """Whoever keeps the record, and its lead, whichever organisation they are of (R016)."""
    return bool(grounds(user, family) & (KEEPERS | {Ground.LEAD}))


def can_reach_out(user):
    """The lists of families who may need an offer of help: the council's own workers (R075)."""
    return holds_in_council(user, *STARTERS)


def can_read_priorities(user, family):
    """Priority groups never leave the council's workers (access.md section 3)."""
    council = user.organisation is not None and user.organisation.is_council
    return council and bool(grounds(user, family) & grounds_that_open(Part.PRIORITIES))


def can_keep_priorities(user, family):
    """To say at a contact what is so still, to decide about an offer, to note an objection."""
    return can_read_priorities(user, family) and can_keep_record(user, family)


def can_read_warnings(user, family):
    """What to do before somebody meets them (access.md section 3)."""
    return bool(grounds(user, family) & grounds_that_open(Part.WARNINGS))


def can_warn(user, family):
    """To begin, review and end warning notes: who keeps the record, and its lead."""
    works = grounds(user, family) & (KEEPERS | {Ground.LEAD})
    return bool(works) and not is_supervised(user)


def can_read_notes(user, family):
    """The timeline and the documents; of which, each row's own door says."""
    return bool(grounds(user, family) & grounds_that_open(Part.NOTES_SHARED))


def can_add_document(user, family):
    """Whoever writes notes, but nobody whose words wait for a supervisor."""
    return can_write_note(user, family) and not is_supervised(user)


def can_open_document(user, document):
    """A document that was withdrawn opens to those who answer for the family."""
    return document.withdrawn_at is None or can_allocate(user, document.family)


def can_withdraw_document(user, document):
    """Whoever added it, and those who answer for the family."""
    mine = document.entry.author_id == user.pk and can_add_document(user, document.family)
    return mine or can_allocate(user, document.family)


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


def can_check_in(user, family):
    """Whoever led when the episode closed, until the check is done (access.md section 2)."""
    return Ground.FOLLOW_UP in grounds(user, family)


def can_declare_conflict(user, family):
    """Anybody who sees a family can say that they know it."""
    return bool(grounds(user, family))


def can_say_who_acts(user):
    """A manager says for whom business support acts: of their own people and teams (A10)."""
    return holds_in_council(user, Role.MANAGER)


def can_end_acting(user, assignment):
    """Those who answer for whom it is; never whoever acts."""
    return can_say_who_acts(user) and assignment.user_id != user.pk


def can_see_inspections(user):
    """Whoever makes the lists, and the second person (A12)."""
    return holds_in_council(user, Role.GOVERNANCE, Role.SAFEGUARDING)


def can_decide_inspection(user, inspection):
    """The second person: never whoever made the list or reads it."""
    return can_see_inspections(user) and user.pk not in (
        inspection.made_by_id,
        inspection.inspector_id,
    )


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
    mine = entry.author_id == user.pk and entry.is_written and not is_supervised(user)
    return mine and can_write_note(user, entry.family)


def is_supervised(user):
    """A student or agency worker: what they write is a draft until their supervisor agrees."""
    return user.supervisor_id is not None


def can_agree(user, draft):
    """The supervisor of whoever wrote it; nobody agrees to their own (access.md 1 and 5)."""
    theirs = draft.author.supervisor_id == user.pk and draft.handed_in_at is not None
    return theirs and not is_supervised(user) and can_write_note(user, draft.family)
