"""Which table has which policy. A table that reaches a family, a person or a request stands here,
or below with the reason why not (tests/database/test_policies.py)."""

from .kinds import (
    CARD,
    CHAT,
    CONCERN,
    DRAFT,
    DRAFT_CODE,
    ENTRY,
    FAMILY,
    FILE,
    MESSAGE,
    NOBODY,
    NOTE_DRAFT,
    OF_A_DRAFT_OR_REQUEST,
    OF_THE_COUNCIL,
    OVERSEEN,
    PERSON,
    REFERRAL,
    STOP_REQUEST,
    UNBARRED,
    Policy,
    by,
    by_family,
    flag,
    held_by,
    keyed,
    mine,
    through,
)

# Of two families: whoever may know of both, and nobody else.
PAIR = Policy(
    f"{through('families_family', 'one_id')} AND {through('families_family', 'other_id')}"
)
MERGE = Policy(
    f"{through('families_family', 'source_id')} AND {through('families_family', 'target_id')}"
)
JOIN = Policy(through("families_family", "record_id"))
# What is in a copy, only inside a case of governance's (A7).
COPIED = Policy(f"{flag('role governance')} AND {through('families_family', 'family_id')}")
# What stands beside an entry has its audience.
BY_ENTRY = by("families_timelineentry", "entry_id")
OF_FAMILIES = {
    "families_family": FAMILY,
    "families_person": PERSON,
    "families_personkeys": NOBODY,
    "families_familymember": by_family(),
    "families_involvement": by_family() | mine("user_id"),
    "families_grant": by_family() | mine("user_id"),
    # Whoever is barred may know that they are, not from what: the row names no more than an id.
    "families_conflictofinterest": by_family() | mine("user_id"),
    # A request says with whom its family agreed to share, to those who read the request.
    "families_agreement": by_family() | held_by("referrals_sharingwish", "agreement_id") | OVERSEEN,
    "families_sharingdecision": by_family() | OVERSEEN,
    "families_teamtold": by_family() | OVERSEEN,
    "families_competence": by_family() | OVERSEEN,
    "families_attendance": by_family(),
    "families_crossreferral": by_family(),
    "families_ownrecord": by_family(),
    "families_timelineentry": ENTRY,
    "families_timelineentry_about": by("families_timelineentry", "timelineentry_id"),
    "families_contact": BY_ENTRY,
    "families_document": BY_ENTRY,
    "families_pin": BY_ENTRY,
    "families_presence": BY_ENTRY,
    "families_todo": by_family() | mine("owner_id"),
    # Their own part of the audience: the council's own workers alone (access.md section 3).
    "families_safeaddress": OF_THE_COUNCIL,
    "families_priorityobservation": OF_THE_COUNCIL,
    "families_prioritycheck": OF_THE_COUNCIL,
    "families_familystanding": OF_THE_COUNCIL,
    "families_helpoffer": OF_THE_COUNCIL,
    "families_rankingobjection": OF_THE_COUNCIL,
    "families_warningreason": OF_THE_COUNCIL,
    # Governance reads that any record was opened like this, as its log (A7).
    "families_emergencyaccess": by_family() | mine("user_id") | OVERSEEN,
    "families_governancecase": by_family() | OVERSEEN,
    # Which families an inspection lists: governance makes it, a second person agrees.
    "families_inspectedfamily": Policy(
        f"{UNBARRED} AND ({flag('role governance')} OR {flag('role safeguarding')})"
    ),
    # That somebody asked is governance's to know.
    "copies_copyrequest": Policy(OVERSEEN),
    "copies_pause": by("copies_copyrequest", "request_id"),
    "copies_entry": COPIED,
    "copies_paper": COPIED,
    "copies_link": COPIED,
    "copies_redaction": by("copies_entry", "entry_id"),
    # The registers are governance's; whoever sends something in reads it while they send it.
    "registers_rightsrequest": Policy(OVERSEEN, remembered=True),
    "registers_breach": Policy(flag("role governance"), remembered=True),
    "registers_breachfamily": Policy(OVERSEEN),
    # What is disputed is read with the line that it is about, or with the family.
    "registers_dispute": Policy(
        f"{through('families_family', 'family_id')} AND ({{table}}.entry_id IS NULL"
        f" OR {through('families_timelineentry', 'entry_id')})"
    ),
    # Names a record by its id alone; of a rule it names none.
    "merging_pair": PAIR,
    "merging_merge": MERGE,
    "merging_moved": NOBODY,
    "merging_personjoin": JOIN,
    "merging_joined": NOBODY,
    "keeping_hold": Policy(flag("role governance")),
    "families_receipt": by_family() | keyed("digest") | OVERSEEN,
    "families_stoprequest": STOP_REQUEST,
    "families_notedraft": NOTE_DRAFT,
    "families_contact_present": by("families_contact", "contact_id"),
} | dict.fromkeys(
    (
        "families_carearrangement",
        "families_channelanswer",
        "families_contactrestriction",
        "families_death",
        "families_invitation",
        "families_inviteanswer",
        "families_needmet",
        "families_needsasked",
        "families_networkmember",
        "families_notereader",
        "families_onlinecheck",
        "families_otherparent",
        "families_parentalresponsibility",
        "families_personidentifier",
        "families_personname",
        "families_personneed",
        "families_relationship",
        "families_residence",
        "families_sendrecord",
        "families_spokenlanguage",
        "families_stillright",
        "families_storypart",
        "families_toldethnicity",
        "families_warningnote",
    ),
    by_family(),
)
OF_PLANS = {
    "outcomes_plan": by_family(),
    "outcomes_goal": by("outcomes_plan", "plan_id"),
    "outcomes_action": by("outcomes_goal", "goal_id"),
    "outcomes_review": by("outcomes_plan", "plan_id"),
    "outcomes_score": by("outcomes_goal", "goal_id"),
    "outcomes_step": by("outcomes_plan", "plan_id"),
    "outcomes_levelchange": by_family(),
}
BY_REFERRAL = by("referrals_referral", "referral_id")
OF_REQUESTS = {
    "referrals_referral": REFERRAL,
    "referrals_concern": CONCERN,
    "referrals_chat": CHAT,
    "referrals_chatline": by("referrals_chat", "chat_id"),
    "referrals_chatpass": by("referrals_chat", "chat_id"),
    "referrals_draft": DRAFT,
    "referrals_draftcode": DRAFT_CODE,
    "referrals_professionaldraft": Policy(mine("owner_id"), remembered=True),
    "referrals_requestfile": OF_A_DRAFT_OR_REQUEST,
} | dict.fromkeys(
    (
        "referrals_abuselift",
        "referrals_askedalone",
        "referrals_assessedneed",
        "referrals_contactattempt",
        "referrals_decisionfacts",
        "referrals_filledin",
        "referrals_givingup",
        "referrals_outcomenotice",
        "referrals_professionalreferral",
        "referrals_proposedmatch",
        "referrals_referralneed",
        "referrals_referralperson",
        "referrals_safeenquiry",
        "referrals_saidsince",
        "referrals_sharingwish",
        "referrals_writtenin",
    ),
    BY_REFERRAL,
)
BESIDE = {
    "contact_contactcard": CARD,
    "uploads_storedfile": FILE,
    "notifications_message": MESSAGE,
}
POLICIES = {**OF_FAMILIES, **OF_PLANS, **OF_REQUESTS, **BESIDE}

# Tables that reach one of those and have no policy.
WITHOUT = {
    "referrals_matchingdue": "Holds no more than a request's id, and which wait is asked of all",
    "referrals_newsdue": "The same",
    "referrals_partnerrequest": "A digest and a request's id, looked up by a system of a partner",
}
