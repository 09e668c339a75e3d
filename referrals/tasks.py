"""What happens to requests and drafts by the clock (beat timetable in familyhubs/celery.py)."""

from familyhubs.database.actor import SystemActor
from familyhubs.database.tasks import clock_task

from .actions import (
    acknowledging,
    asking,
    chat_clock,
    checking,
    drafts,
    looking,
    professional,
    reminders,
    replying,
    ringing,
    walk_ins,
)


@clock_task(atomic=False)
def remind_requests_waiting():
    """One reminder for each request past its time, then up the ladder."""
    reminders.remind_requests_waiting(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def remind_contacts_waiting():
    """One reminder for each family that nobody has reached in time, then up the ladder."""
    reminders.remind_contacts_waiting(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def remind_families_waiting():
    """One reminder for each accepted family without a lead or a first contact, then up."""
    reminders.remind_families_waiting(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def alert_screens_overdue():
    """Safeguarding leads learn of requests that nobody has looked at in time."""
    reminders.alert_screens_overdue(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def escalate_concerns_untaken():
    """A safeguarding concern that nobody has taken, or decided, in time climbs the ladder."""
    ringing.escalate_concerns(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def chase_acknowledgements():
    """What children's social care was told and has not said that it has."""
    acknowledging.chase_acknowledgements(by=SystemActor.CLOCK)


@clock_task()
def delete_expired_drafts():
    """What was never sent in its time is gone for good."""
    drafts.delete_expired_drafts(by=SystemActor.CLOCK)
    professional.delete_expired_referrals(by=SystemActor.CLOCK)


@clock_task()
def forget_walk_ins():
    """Who walked in on a day that is over is forgotten; that they came stays counted."""
    walk_ins.forget_walk_ins(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def remind_referrers_untold():
    """Answers to referrers that nobody has sent in time."""
    replying.remind_untold(by=SystemActor.CLOCK)


@clock_task(SystemActor.MATCHING, atomic=False)
def answer_open_checks():
    """Who must know that a professional asked whether we work with a child."""
    checking.answer_checks(by=SystemActor.MATCHING)


@clock_task(SystemActor.MATCHING, atomic=False)
def attend_to(referral_id):
    """Who hears of a request that just came in, and whom it may be about."""
    looking.attend_to(referral_id, by=SystemActor.MATCHING)


@clock_task(SystemActor.MATCHING, atomic=False)
def attend_to_waiting():
    """The same for those that the doorbell missed."""
    looking.attend_to_waiting(by=SystemActor.MATCHING)


@clock_task(atomic=False)
def bring_back_prepared():
    """Requests of families that were being prepared wait again on their day."""
    asking.bring_back_prepared(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def look_after_chats():
    """Chats that nobody took, whose colleague is gone or whose family is."""
    chat_clock.look_after_chats(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def remind_questions_waiting():
    """Questions to “ask us” that nobody has answered in time, up the ladder."""
    chat_clock.remind_questions_waiting(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def remind_chats_to_keep():
    """What a family wants kept and nobody has kept in its days, before it is gone."""
    chat_clock.remind_chats_to_keep(by=SystemActor.CLOCK)


@clock_task()
def delete_ended_chats():
    """Chats whose time is over are gone for good."""
    chat_clock.delete_ended_chats(by=SystemActor.CLOCK)
