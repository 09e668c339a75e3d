"""What the reporting role may read: columns that hold no name, address, contact or free text.

A table that is not listed cannot be read through DATABASE_REPORTING_URL at all. A column is added
here only when a figure needs it (tests/database/test_reporting.py refuses names and text).
"""

READABLE = {
    "database_tick": ("name", "at"),
    # Outcome change, open plans and steps that wait (familyhubs/insights/measures.py).
    "outcomes_plan": ("id", "family_id", "hub_id", "level", "opened_at", "closed_at"),
    "outcomes_goal": ("id", "plan_id"),
    "outcomes_score": ("id", "goal_id", "happened_at", "value"),
    "outcomes_step": ("id", "plan_id", "state", "due_at"),
    # Requests by level and month; what was decided of professionals' referrals.
    "referrals_referral": ("id", "hub_id", "happened_at", "level", "decided_at", "decision"),
    "referrals_professionalreferral": ("referral_id", "kind"),
    # Who asks for support, counted apart from every request (familyhubs/insights/equality.py).
    "referrals_equalityanswer": ("id", "month", "sex", "gender_same", "ethnicity", "disability"),
    # Who gives the help and whether it is paid for (familyhubs/insights/funded.py).
    "referrals_decisionfacts": ("id", "referral_id", "provider_id", "is_funded", "recorded_at"),
    # Births registered at hubs by small area (familyhubs/insights/births.py).
    "hubs_birthregistered": ("id", "hub_id", "month", "area_id"),
    # Members of hubs by month, and how many have a baby (familyhubs/insights/members.py).
    "hubs_member": ("id", "hub_id", "state", "joined_at", "children"),
    # Families by priority group and hub (familyhubs/insights/reach.py).
    "families_familystanding": ("id", "family_id", "codes"),
    "families_family": ("id", "hub_id", "is_restricted"),
    "families_prioritygroup": ("id", "code"),
    "families_priorityobservation": (
        "id",
        "family_id",
        "group_id",
        "person_id",
        "observed_on",
        "recorded_at",
        "still_true",
    ),
    # Enquiries at desks by topic, channel and month (familyhubs/insights/enquiries.py).
    "referrals_enquiry": ("id", "hub_id", "topic", "did", "channel", "helped", "happened_at"),
}
