"""What happens to accounts by the clock."""

from celery import shared_task

from familyhubs.database.actor import SystemActor, acting_as

from . import actions


@shared_task
def forget_held_requests():
    with acting_as(SystemActor.CLOCK):
        actions.forget_held_requests()


@shared_task
def forget_old_sessions():
    with acting_as(SystemActor.CLOCK):
        actions.forget_old_sessions()


@shared_task
def forget_leavers():
    with acting_as(SystemActor.CLOCK):
        actions.forget_leavers()
