"""When: hours of services and rules of activities as schedules (R013, R027)."""

from itertools import groupby

from django.utils import timezone

from ..models import Mode, SessionMode
from ..whats_on.schedule import days_of
from .ids import made
from .plain import page, without_blanks

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ATTENDING = {
    Mode.IN_PERSON: "In person",
    Mode.ONLINE: "Online",
    Mode.PHONE: "By phone",
    Mode.HOME_VISIT: "Home visit",
    Mode.HYBRID: "In person or online",
    SessionMode.WHATSAPP: "WhatsApp video call",
    SessionMode.SMS: "Text message",
}


def by_day(days):
    return ",".join(DAYS[day] for day in sorted(set(days)))


def of_service(service):
    """What holds wherever it is given, then the hours of each place."""
    found = [general(service)] if service.times or service.days else []
    for at in service.at_sites.all():
        found += of_place(service, at)
    return found


def general(service):
    return without_blanks(
        frame(service)
        | {
            "id": made(service.pk, "times"),
            "freq": "WEEKLY" if service.days else None,
            "byday": by_day(service.days),
            "description": service.times,
        }
    )


def frame(service):
    """What every schedule of a service says."""
    return {
        "service_id": str(service.pk),
        "valid_from": service.on_from and service.on_from.isoformat(),
        "valid_to": service.on_until and service.on_until.isoformat(),
        "attending_type": ", ".join(ATTENDING[mode] for mode in service.modes),
    }


def of_place(service, at):
    """One for each stretch of the day, with its days; the words alone where hours are not known."""
    here = frame(service) | {"service_at_location_id": str(at.pk), "description": at.schedule}
    hours = sorted(at.hours.all(), key=stretch)
    if not hours and at.schedule:
        return [without_blanks({"id": made(at.pk, "words"), **here})]
    return [
        without_blanks(
            {
                "id": made(at.pk, opens, closes),
                **here,
                "freq": "WEEKLY",
                "interval": 1,
                "byday": by_day(row.weekday for row in rows),
                "opens_at": opens.isoformat(),
                "closes_at": closes.isoformat(),
            }
        )
        for (opens, closes), rows in groupby(hours, stretch)
    ]


def stretch(hours):
    return hours.opens, hours.closes


def of_activity(activity, at):
    """An activity's rule; days that fall out are told in words, for the standard has no field."""
    first = next(iter(days_of(activity)), None)
    weekly = bool(activity.weekdays)
    return without_blanks(
        {
            "id": made(activity.pk, "rule"),
            "service_id": str(activity.pk),
            "service_at_location_id": at,
            "valid_from": activity.runs_from.isoformat(),
            "valid_to": activity.runs_until.isoformat(),
            "dtstart": first and first.isoformat(),
            "freq": "WEEKLY" if weekly else None,
            "interval": activity.every_weeks if weekly else None,
            "byday": by_day(activity.weekdays),
            "opens_at": activity.starts.isoformat(),
            "closes_at": activity.ends.isoformat(),
            "schedule_link": page(activity.get_absolute_url()),
            "attending_type": ATTENDING[activity.mode],
            "notes": left_out(activity),
        }
    )


def left_out(activity):
    """The days on which it does not take place after all."""
    today = timezone.localdate()
    days = {*activity.except_on, *(session.planned_on for session in activity.called_off)}
    days = sorted(day.isoformat() for day in days if day >= today)
    return f"Not on {', '.join(days)}." if days else ""
