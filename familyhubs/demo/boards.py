"""The demo's advisory boards, one hub without any, and other ways to a hub: all by actions."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from familyhubs.accounts.models import Organisation
from familyhubs.database.actor import SystemActor, set_actor
from hubs import actions
from hubs.models import Membership, Role
from hubs.opening import LONDON

# Whom they speak for, the agency, whether they take the chair and are independent, and an address.
MEMBERS = (
    ("Dilys Price", "agency", "Calderwick Parish Churches", True, "dilys@churches.example"),
    ("Farah Malik", "parents", "", None, "farah@parents.example"),
    ("Owen Tate", "parents", "", None, ""),
    ("Grace Obi", "agency", "Calderwick NHS Trust", None, ""),
)
AGENDA = "Opening hours in the holidays\nWhat parents told us\nFigures of the last quarter"
MINUTES = (
    "Parents asked for a group at the weekend. The hub tries one on Saturdays.\n"
    "The gate at the main building sticks. It is to be mended before the winter."
)


def build_boards(*, staff, hubs):
    """One board for two hubs with a history, and one that has just begun."""
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        by = staff.managers[hubs[0].pk]
        board = actions.save_board(
            None,
            name="Northgate and Riverside board",
            hubs=hubs[:2],
            months_apart=4,
            by=Membership.objects.filter(role=Role.ADMINISTRATOR).first().user,
        )
        members = [join(board, *member, by=by) for member in MEMBERS]
        held(board, members, by)
        meet(board, in_days=24, by=by)
        started = staff.managers[hubs[2].pk]
        new = actions.save_board(
            None, name="Millbrook board", hubs=hubs[2:3], months_apart=3, by=started
        )
        join(new, "Ray Holt", "hub", "", False, "", by=started)
        meet(new, in_days=10, by=started)
        build_ways(hubs, by)
        bring_health_visitors(hubs[0], by)


def build_ways(hubs, by):
    """Ways in without a building: one of the whole network, the others of the first hub."""
    rows = (
        (None, "chat", "Chat with a health visitor", "https://chat.calderwick.example/", "en"),
        (hubs[0], "phone", "Advice line", "+441632960150", "en"),
        (hubs[0], "form", "Ask us online", "https://calderwick.example/northgate/ask", "ar"),
    )
    for hub, channel, label, value, language in rows:
        actions.save_access_point(
            None,
            hub=hub,
            channel=channel,
            label=label,
            value=value,
            hours="Monday to Friday, 9am to 5pm",
            language=language,
            by=by,
        )


def bring_health_visitors(hub, by):
    """A partner's team at the hub's main building."""
    team = actions.save_team(
        None,
        name="Calderwick health visitors",
        hub=hub,
        organisation=Organisation.objects.get(name="Calderwick Health Visiting"),
        by=by,
    )
    site = hub.sites.get(kind="main")
    when = "Tuesdays and Thursdays, 9am to midday"
    actions.save_team_here(site, team=team, called="Health visitors", here_when=when, by=by)


def join(board, name, stands_for, of, independent, email, *, by):
    return actions.save_board_member(
        None,
        board=board,
        name=name,
        stands_for=stands_for,
        of=of,
        user=None,
        email=email,
        starts_on=timezone.localdate() - timedelta(days=400),
        ends_on=None,
        is_chair=independent is not None,
        is_independent=independent,
        by=by,
    )


def meet(board, *, in_days, by):
    day = timezone.localdate() + timedelta(days=in_days)
    return actions.save_meeting(
        None,
        board=board,
        starts_at=datetime.combine(day, time(18), LONDON),
        place="Northgate main building, and online",
        link="",
        agenda=AGENDA,
        by=by,
    )


def held(board, members, by):
    """A meeting two months ago: who came, what was agreed, and what is to be done."""
    meeting = meet(board, in_days=-60, by=by)
    states = dict.fromkeys(members[:3], "came") | {members[3]: "apologies"}
    actions.record_attendance(meeting, states=states, by=by)
    draft = actions.write_minutes(meeting, text=MINUTES, seen=0, by=by)
    actions.agree_minutes(draft, seen=draft.revision, by=by)
    today = timezone.localdate()
    ask = {"board": board, "meeting": meeting, "by": by}
    group = actions.save_board_action(
        None, what="Try a Saturday group", owner=members[1], due_on=today, **ask
    )
    actions.finish_board_action(
        group, done_on=today - timedelta(days=9), outcome="Twelve families came", by=by
    )
    told = actions.save_you_said(
        None,
        hub=board.hubs.first(),
        said="There is nothing for us on Saturdays.",
        did="We tried a group on Saturday mornings. Twelve families came, so it goes on.",
        done_on=today - timedelta(days=9),
        action=group,
        by=by,
    )
    actions.publish_you_said(told, by=by)
    late = today - timedelta(days=5)
    actions.save_board_action(None, what="Mend the gate", owner=members[0], due_on=late, **ask)
