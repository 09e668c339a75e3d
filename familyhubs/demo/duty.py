"""Who is on duty in the demo, this week and the next; some time is left for somebody to fill."""

from datetime import time

from django.db import transaction
from django.utils import timezone

from familyhubs.database.actor import SystemActor, set_actor
from familyhubs.refusals import Refused
from hubs.actions import name_deputy, plan_shifts
from hubs.rota import Rota
from hubs.rota_hours import WEEK, monday_of

DAY = {"starts": time(9), "ends": time(17)}
NIGHT = {"starts": time(17), "ends": time(9)}
MORNING = {"starts": time(9), "ends": time(13)}
AFTERNOON = {"starts": time(13), "ends": time(17)}
PHONE = "+441632960298"


def duty(*, staff, hubs):
    """Safeguarding and chat for the council, triage at each hub; what is over is left out."""
    first = monday_of(timezone.localdate())
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        for monday in (first, first + WEEK):
            plan(Rota("safeguarding"), staff.safeguarding, monday, range(4), DAY)
            plan(Rota("safeguarding"), staff.safeguarding, monday, [4], MORNING)
            plan(Rota("out_of_hours"), staff.managers[hubs[0].pk], monday, range(4), NIGHT)
            for hub in hubs:
                plan(Rota("triage", hub), staff.triage[hub.pk], monday, range(5), DAY)
            # The chat is open while somebody is on this duty and the front door is open.
            plan(Rota("chat"), staff.triage[hubs[0].pk], monday, range(5), MORNING)
            plan(Rota("chat"), staff.triage[hubs[1].pk], monday, range(5), AFTERNOON)
        for hub in hubs:
            one, other, *_rest = staff.workers[hub.pk]
            name_deputy(one, deputy=other, by=SystemActor.SETUP)


def plan(rota, user, monday, days, hours):
    for day in days:
        try:
            plan_shifts(
                rota, user=user, monday=monday, weekdays=[day], phone=PHONE,
                by=SystemActor.SETUP, **hours,
            )  # fmt: skip
        except Refused:
            continue  # Over already.
