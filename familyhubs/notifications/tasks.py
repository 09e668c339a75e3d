"""The two ways a message leaves: the doorbell, and the sweep for what the doorbell missed."""

from familyhubs.database.actor import SystemActor
from familyhubs.database.tasks import clock_task

from . import delivery


@clock_task(SystemActor.DELIVERY, atomic=False)
def deliver(message_id):
    delivery.deliver(message_id)


@clock_task(SystemActor.DELIVERY, atomic=False)
def deliver_unsent():
    """Every minute: deliver whatever is due and nobody has taken."""
    delivery.deliver_due()
