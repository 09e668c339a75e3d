"""What members hear: once a week what is on, and what their hub's manager wrote (R029, R030)."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.contact.rules import machine_channels
from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused

from ..members.rules import kind_of_week, monday_of
from ..models import Activity, Hears, Member, Notice, Session
from ..whats_on.querysets import day_starts
from .bookings import form_hash_of
from .members import tell

BATCH = 200
# On Monday not before the house is awake.
FIRST_HOUR = 8
A_WEEK = timedelta(days=7)


def tell_the_week(*, by):
    """Each member at most once a week, whoever else runs this at the same time or later."""
    now = timezone.localtime()
    monday = monday_of(now.date())
    if now < day_starts(monday) + timedelta(hours=FIRST_HOUR):
        return 0
    year, week, _day = monday.isocalendar()
    with acting_as(by):
        sessions, courses = whats_on_by_hub(now.date()), new_courses_by_hub(now)
    hubs = {*sessions, *courses}
    rows = Member.objects.hearing(Hears.WHATS_ON, Hears.COURSES).filter(
        hub__in=hubs, joined_at__lt=day_starts(monday)
    )

    def owe(member, key):
        said = kind_of_week(member.hears, sessions[member.hub_id], courses[member.hub_id])
        if said:
            kind, count = said
            link = reverse("hubs:hub", args=[member.hub.slug])
            tell(member, kind, key=key, by=by, count=count, link=link)

    return tell_each(rows, f"member_week:{year}-{week:02}", owe, by=by)


def whats_on_by_hub(today):
    """How many things are on in the seven days from today, by hub: one query."""
    rows = Session.objects.planned().to_come().once_a_day()
    rows = rows.between_days(today, today + A_WEEK - timedelta(days=1)).order_by()
    counted = rows.values_list("activity__hub").annotate(n=Count("pk"))
    return Counter(dict(counted.values_list("activity__hub", "n")))


def new_courses_by_hub(now):
    """How many courses were planned within a week and have not begun, by hub: one query."""
    rows = Activity.objects.filter(is_course=True, recorded_at__gt=now - A_WEEK)
    rows = rows.filter(runs_from__gt=now.date()).order_by()
    return Counter(dict(rows.values_list("hub").annotate(n=Count("pk")).values_list("hub", "n")))


def tell_each(rows, key, owe, *, by):
    """In short transactions by key, each member held: whoever stops meanwhile is not told."""
    last, done = None, 0
    while True:
        with acting_as(by):
            batch = rows.filter(pk__gt=last) if last else rows
            batch = batch.not_told(key).select_related("hub", "card").order_by("pk")
            members = list(batch.select_for_update(of=("self",))[:BATCH])
            for member in members:
                if machine_channels(member.card):
                    owe(member, key)
        done += len(members)
        if len(members) < BATCH:
            return done
        last = members[-1].pk


@transaction.atomic
def write_notice(hub, *, form_key, about, title, words, link, by):
    """News, or a question, for the members who chose to hear; the same form twice is one."""
    told = [str(hub.pk), about, title, words, link]
    notice, is_new = Notice.objects.get_or_create(
        form_hash=form_hash_of(f"notice:{form_key}", told),
        defaults={
            "hub": hub,
            "about": about,
            "title": title,
            "words": words,
            "link": link,
            "written_by": by,
        },
    )
    if is_new:
        record("notice.written", by=by, about=notice, hub=hub.pk, kind=about)
    return notice


@transaction.atomic
def take_notice_back(notice, *, by):
    """Nobody hears of it from now on, and its page is gone."""
    notice = Notice.objects.lock(notice)
    if notice.taken_back_at is not None:
        raise Refused(_("This was taken back already."))
    notice.taken_back_at = timezone.now()
    notice.save()
    record("notice.taken_back", by=by, about=notice, hub=notice.hub_id)
    return notice


def tell_notices(*, by):
    """Every notice that has not reached all who chose to hear of it."""
    with acting_as(by):
        notices = list(Notice.objects.to_be_told().select_related("hub").order_by("recorded_at"))
    for notice in notices:
        key, kind = f"member_notice:{notice.pk}", f"member_{notice.about}"
        rows = Member.objects.hearing(notice.about).filter(
            hub=notice.hub_id, joined_at__lt=notice.recorded_at
        )
        link = notice.get_absolute_url()

        def owe(member, key, kind=kind, link=link):
            tell(member, kind, key=key, by=by, link=link)

        tell_each(rows, key, owe, by=by)
        with acting_as(by):
            Notice.objects.filter(pk=notice.pk).update(
                finished_at=timezone.now(), updated_at=timezone.now()
            )
    return len(notices)
