"""Which tables each rule of the schedule covers, and what stays of a record for the figures.

A table that hangs on the record which a rule begins with, by however many links, goes with it:
the database's own foreign keys say so (migration 0002). So only beginnings and exceptions stand
here.
"""

# Rule → the table that its record is a row of.
ROOTS = {
    "family": "families_family",
    "request": "referrals_referral",
    "stop_request": "families_stoprequest",
    "rights_request": "registers_rightsrequest",
}
# Beside the records: what the erasure reaches without a foreign key.
BESIDE = {
    "notifications_message": "family",
    "contact_contactcard": "family",
    "uploads_storedfile": "family",
}
# Rules that end by themselves, with the task that does it and the tables that it empties.
BY_THEMSELVES = {
    "draft": (
        "referrals.tasks.delete_expired_drafts",
        ("referrals_draft", "referrals_draftcode", "referrals_professionaldraft"),
    ),
    "note_draft": ("families.tasks.delete_expired_note_drafts", ("families_notedraft",)),
    "chat": (
        "referrals.tasks.delete_ended_chats",
        ("referrals_chat", "referrals_chatline", "referrals_chatpass"),
    ),
    "member": ("hubs.tasks.forget_members", ("hubs_member",)),
    "volunteer": ("hubs.tasks.forget_who_left", ("hubs_volunteer",)),
    "board_member": (
        "hubs.tasks.forget_who_left",
        ("hubs_boardmember", "hubs_boardattendance"),
    ),
    "booking": ("hubs.tasks.forget_bookings", ("hubs_booking", "hubs_attendance")),
    "walk_in": ("referrals.tasks.forget_walk_ins", ("referrals_walkin",)),
    "access_log": ("familyhubs.rights.keeping.tasks.forget_old_looks", ("audit_event",)),
    "account": (
        "familyhubs.accounts.tasks.forget_leavers",
        ("accounts_user", "account_emailaddress", "mfa_authenticator"),
    ),
    "invitation": ("familyhubs.accounts.tasks.forget_leavers", ("accounts_invitation",)),
    "held_request": ("familyhubs.accounts.tasks.forget_held_requests", ("accounts_heldrequest",)),
}
# What says nothing of anybody.
FOR_GOOD = {
    "enquiry": ("referrals_enquiry",),
    "equality": ("referrals_equalityanswer",),
    "figures": ("insights_closedquarter",),
}
# Tables that hang on a record and are under no rule of their own, or under none at all.
NOT_LISTED = {
    "keeping_hold": "Why something is not erased must outlast it; the officers' own record",
    "registers_breach": "What the council must show of every breach; whom it names hangs on them",
} | dict.fromkeys(
    (
        "families_inspection",
        "families_integratedteam",
        "families_sharingagreement",
        "families_supportassignment",
        "hubs_areaaction",
        "hubs_boardaction",
        "hubs_deputy",
        "hubs_dutyshift",
        "hubs_dutyswap",
        "hubs_minutes",
        "hubs_worklimit",
        "hubs_yousaid",
        "languages_languagecheck",
        "referrals_deskprompt",
        "referrals_partnertoken",
    ),
    "About the council's own work and workers, and of no family",
)

# Rows that stay because figures count them (familyhubs/database/reporting.py). Of their texts,
# lists and links only these columns stay; any other text becomes "Erased", or "" where it was "".
STAYS = {
    "families_family": (),
    "families_person": ("born_accuracy", "died_accuracy"),
    "families_familystanding": ("codes",),
    "families_priorityobservation": ("basis",),
    "outcomes_plan": ("closure_reason",),
    "outcomes_goal": ("state", "need_id"),
    "outcomes_review": (),
    "outcomes_score": (),
    "outcomes_step": ("direction", "reason", "state"),
    "referrals_referral": (
        "channel",
        "source",
        "asker",
        "agreement",
        "status",
        "decision",
    ),
    "referrals_professionalreferral": ("kind", "agency_kind", "why_without", "role_wanted"),
    "referrals_decisionfacts": ("national", "signs", "signs_version", "is_funded"),
    "contact_contactcard": ("preferred",),
}
# And columns that become something else, as SQL.
BECOMES = {
    "families_family": {
        "reference": "'X' || upper(left(replace(gen_random_uuid()::text, '-', ''), 11))",
        "postcode": "''",
        "ward_id": "NULL",
        "lsoa_id": "NULL",
        "first_known_at": "date_trunc('year', first_known_at)",
    },
    "families_person": {
        "born_on": "NULL",
        "born_accuracy": "'UUU'",
        "due_on": "NULL",
        "died_on": "NULL",
        "died_accuracy": "'AAA'",
        "contact_card_id": "NULL",
    },
    "families_priorityobservation": {"contact_id": "NULL"},
    "outcomes_goal": {"person_id": "NULL"},
    "referrals_referral": {
        "reference": "'X' || upper(left(replace(gen_random_uuid()::text, '-', ''), 12))",
        "postcode": "''",
        "ward_id": "NULL",
    },
    "referrals_decisionfacts": {"booking_id": "NULL"},
    "contact_contactcard": {"interpreter_language": "''", "checked_at": "NULL"},
}


def tables_of(code):
    """The tables that a rule begins with or empties, for the page of the schedule."""
    if root := ROOTS.get(code):
        return [root, *sorted(table for table, rule in BESIDE.items() if rule == code)]
    if code in BY_THEMSELVES:
        return list(BY_THEMSELVES[code][1])
    return list(FOR_GOOD.get(code, ())) or [t for t, rule in BESIDE.items() if rule == code]
