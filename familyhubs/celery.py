"""Celery: the doorbell. The beat timetable stands here; the rows in PostgreSQL are the queue."""

import os
from datetime import UTC, datetime

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familyhubs.settings")
app = Celery("familyhubs")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_log_lines(**kwargs):
    """With a receiver here Celery leaves settings.LOGGING as it is: JSON, and nothing personal."""


# A new timetable begins with everything at once: /readyz learns without waiting that the clock
# runs, and what comes every six hours is not put off by each restart of a container.
NEVER_RUN = datetime(2000, 1, 1, tzinfo=UTC)
TIMETABLE = {
    # Proves to /readyz that the clock runs.
    "tick": {"task": "familyhubs.database.tasks.tick", "schedule": 30, "options": {"expires": 60}},
    # Delivers what the doorbell missed.
    "deliver_unsent": {
        "task": "familyhubs.notifications.tasks.deliver_unsent",
        "schedule": 60,
        "options": {"expires": 60},
    },
    # What met the idle lock is kept for a day, a session for half a day.
    "forget_held_requests": {
        "task": "familyhubs.accounts.tasks.forget_held_requests",
        "schedule": 15 * 60,
        "options": {"expires": 15 * 60},
    },
    # Who left a year ago, and invitations that nobody took up.
    "forget_leavers": {
        "task": "familyhubs.accounts.tasks.forget_leavers",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "forget_old_sessions": {
        "task": "familyhubs.accounts.tasks.forget_old_sessions",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # What is counted by the hour, and what is kept for a while: rate limits and figures.
    "forget_what_ran_out": {
        "task": "familyhubs.database.tasks.forget_what_ran_out",
        "schedule": 15 * 60,
        "options": {"expires": 15 * 60},
    },
    "remind_requests_waiting": {
        "task": "referrals.tasks.remind_requests_waiting",
        "schedule": 5 * 60,
        "options": {"expires": 5 * 60},
    },
    "look_after_chats": {
        "task": "referrals.tasks.look_after_chats",
        "schedule": 30,
        "options": {"expires": 30},
    },
    "remind_questions_waiting": {
        "task": "referrals.tasks.remind_questions_waiting",
        "schedule": 5 * 60,
        "options": {"expires": 5 * 60},
    },
    "remind_chats_to_keep": {
        "task": "referrals.tasks.remind_chats_to_keep",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "delete_ended_chats": {
        "task": "referrals.tasks.delete_ended_chats",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "remind_contacts_waiting": {
        "task": "referrals.tasks.remind_contacts_waiting",
        "schedule": 5 * 60,
        "options": {"expires": 5 * 60},
    },
    "remind_families_waiting": {
        "task": "referrals.tasks.remind_families_waiting",
        "schedule": 15 * 60,
        "options": {"expires": 15 * 60},
    },
    "alert_screens_overdue": {
        "task": "referrals.tasks.alert_screens_overdue",
        "schedule": 5 * 60,
        "options": {"expires": 5 * 60},
    },
    "escalate_concerns_untaken": {
        "task": "referrals.tasks.escalate_concerns_untaken",
        "schedule": 5 * 60,
        "options": {"expires": 5 * 60},
    },
    "answer_open_checks": {
        "task": "referrals.tasks.answer_open_checks",
        "schedule": 60,
        "options": {"expires": 60},
    },
    # Tells of requests that the doorbell missed, and looks for their families.
    "attend_to_waiting": {
        "task": "referrals.tasks.attend_to_waiting",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "remind_referrers_untold": {
        "task": "referrals.tasks.remind_referrers_untold",
        "schedule": 15 * 60,
        "options": {"expires": 15 * 60},
    },
    "bring_back_prepared": {
        "task": "referrals.tasks.bring_back_prepared",
        "schedule": 15 * 60,
        "options": {"expires": 15 * 60},
    },
    "chase_acknowledgements": {
        "task": "referrals.tasks.chase_acknowledgements",
        "schedule": 5 * 60,
        "options": {"expires": 5 * 60},
    },
    "delete_expired_drafts": {
        "task": "referrals.tasks.delete_expired_drafts",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # Photos that belong to no request, no draft and nothing else.
    "sweep_uploads": {
        "task": "familyhubs.uploads.tasks.sweep_uploads",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # What nobody has confirmed for a year no longer counts for the rank (R072, R075).
    "let_groups_lapse": {
        "task": "families.tasks.let_groups_lapse",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # Tasks for a family that nobody has done in time, such as a risk check (access.md section 7).
    "remind_todos_overdue": {
        "task": "families.tasks.remind_todos_overdue",
        "schedule": 5 * 60,
        "options": {"expires": 5 * 60},
    },
    # Agreements that end soon, or are to be looked at again (domain.md 2.16).
    "remind_agreements_running_out": {
        "task": "families.tasks.remind_agreements_running_out",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # Families that asked us to stop sharing and have not heard from us.
    "remind_stop_requests_overdue": {
        "task": "families.tasks.remind_stop_requests_overdue",
        "schedule": 15 * 60,
        "options": {"expires": 15 * 60},
    },
    # Two wordings of one rule say the same, or somebody hears of it.
    "check_access": {
        "task": "families.tasks.check_access",
        "schedule": 24 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # Somebody else reviews each emergency access on the next working day.
    "remind_emergencies_to_review": {
        "task": "families.tasks.remind_emergencies_to_review",
        "schedule": 15 * 60,
        "options": {"expires": 15 * 60},
    },
    # A role or an account that ends by its date tells nobody: restricted families are looked after.
    "watch_named_people": {
        "task": "families.tasks.watch_named_people",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "remind_warnings_due": {
        "task": "families.tasks.remind_warnings_due",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # By what a phone number or an e-mail address is found (decision 83).
    "keep_reach": {
        "task": "families.tasks.keep_reach",
        "schedule": 24 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "delete_expired_note_drafts": {
        "task": "families.tasks.delete_expired_note_drafts",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # Once a week for each site that is open for too few hours (R003).
    "alert_short_hours": {
        "task": "hubs.tasks.alert_short_hours",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # Owners of services are asked whether their entry is right (R025).
    "ask_owners": {
        "task": "hubs.tasks.ask_owners",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "forget_walk_ins": {
        "task": "referrals.tasks.forget_walk_ins",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "forget_old_uploads": {
        "task": "hubs.tasks.forget_old_uploads",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # What members of hubs chose to hear about (R029, R030).
    "tell_the_week": {
        "task": "hubs.tasks.tell_the_week",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "tell_notices": {
        "task": "hubs.tasks.tell_notices",
        "schedule": 5 * 60,
        "options": {"expires": 5 * 60},
    },
    # Meetings of advisory boards, and what they asked for (R036).
    "tell_boards": {
        "task": "hubs.tasks.tell_boards",
        "schedule": 15 * 60,
        "options": {"expires": 15 * 60},
    },
    # Members and those who booked, when their time is over.
    "forget_members": {
        "task": "hubs.tasks.forget_members",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "forget_who_left": {
        "task": "hubs.tasks.forget_who_left",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "forget_bookings": {
        "task": "hubs.tasks.forget_bookings",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # Gaps in the duty rota, today and on the next working day.
    "tell_duty_gaps": {
        "task": "hubs.tasks.tell_duty_gaps",
        "schedule": 15 * 60,
        "options": {"expires": 15 * 60},
    },
    # Copies for whoever asks: gathered once the asker is known; who is late (R065).
    "gather_copies": {
        "task": "familyhubs.rights.copies.tasks.gather_copies",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "draw_papers": {
        "task": "familyhubs.rights.copies.tasks.draw_papers",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "remind_copies_due": {
        "task": "familyhubs.rights.copies.tasks.remind_copies_due",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # What people asked about their information, and breaches whose 72 hours run (R065).
    "remind_rights_due": {
        "task": "familyhubs.rights.registers.tasks.remind_rights_due",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "remind_breaches": {
        "task": "familyhubs.rights.registers.tasks.remind_breaches",
        "schedule": 15 * 60,
        "options": {"expires": 15 * 60},
    },
    # What the schedule of keeping says is over; what two people agreed to erase.
    "find_due": {
        "task": "familyhubs.rights.keeping.tasks.find_due",
        "schedule": 24 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "forget_old_looks": {
        "task": "familyhubs.rights.keeping.tasks.forget_old_looks",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "erase_approved": {
        "task": "familyhubs.rights.keeping.tasks.erase_approved",
        "schedule": 5 * 60,
        "options": {"expires": 5 * 60},
    },
    # Records that may be of one family.
    "find_pairs": {
        "task": "familyhubs.rights.merging.tasks.find_pairs",
        "schedule": 24 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # Published once, ten working days after the end of a quarter.
    "close_quarters": {
        "task": "familyhubs.insights.tasks.close_quarters",
        "schedule": 6 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    # Reviews: before, on and after the day they are due (R122).
    "remind_reviews_due": {
        "task": "outcomes.tasks.remind_reviews_due",
        "schedule": 300,
        "options": {"expires": 300},
    },
    # Steps that nobody answers (R114).
    "escalate_steps_unanswered": {
        "task": "outcomes.tasks.escalate_steps_unanswered",
        "schedule": 300,
        "options": {"expires": 300},
    },
}
# The configuration itself is not read here: script/server imports this before there is any.
app.conf.beat_schedule = {
    name: {**line, "last_run_at": NEVER_RUN} for name, line in TIMETABLE.items()
}
