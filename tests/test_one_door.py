"""One door to each row: by list, page, search, link or file, everybody reaches the same rows.

In worlds drawn by chance, for somebody in every role. A model that gets a `visible_to` of its own
gets a line in DOORS, or says under PARTS on which page its rows stand.
"""

import csv
import io
import re
import uuid
from collections import Counter
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.urls import reverse

from families.models import (
    Agreement,
    CrossReferral,
    EmergencyAccess,
    Family,
    GovernanceCase,
    StopRequest,
)
from families.querysets.cross_referrals import WHOLE, opened
from familyhubs.insights.closing import settled
from familyhubs.insights.measures import MEASURES
from familyhubs.insights.models import ClosedQuarter
from familyhubs.insights.periods import default, offered
from familyhubs.insights.sums import ALL, EVERYWHERE
from familyhubs.notifications.models import Message
from familyhubs.pages.people.permissions import can_see_people, people_visible_to
from hubs.models import AdvisoryBoard, BoardMeeting, Member
from hubs.permissions import reads_only
from outcomes.models import Action, Goal, Plan, Review, Step
from referrals.models import Chat, Concern, Enquiry, Referral, WalkIn
from tests.world import World

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NOBODY = uuid.UUID(int=0)
SEEN = {200, 403}  # Seen, and allowed here or not. What is not seen is 404.


class Reader:
    """Somebody who goes through the portal page by page."""

    def __init__(self, client, user):
        self.client, self.user, self.links, self.answers = client, user, {}, {}
        client.force_login(user)

    def __repr__(self):
        return f"{self.user} ({self.user.role})"

    def get(self, address, **query):
        """The answer, asked for once: several rules look at a record's page."""
        key = (address, *query.items())
        if key not in self.answers:
            self.answers[key] = self.client.get(address, query)
        return self.answers[key]

    def page(self, address, **query):
        """The page, or None where this person may not open it; its links are kept for later."""
        answer = self.get(address, **query)
        assert answer.status_code in (200, 302, 403, 404), address
        if answer.status_code != 200:
            return None
        for link in re.findall(r'<a [^>]*href="([^"#]*)', answer.content.decode()):
            self.links.setdefault(urlsplit(link).path, address)
        return answer

    def listed(self, name, address, **query):
        """The rows to whose own page this list leads; None where the list is shut."""
        answer = self.page(address, **query)
        return None if answer is None else linked(answer, name)

    def opened(self, name, things):
        """Those whose own page does not say that there is no such thing."""
        answers = {thing.pk: self.get(reverse(name, args=[thing.pk])) for thing in things}
        assert {answer.status_code for answer in answers.values()} <= SEEN | {404}
        return {pk for pk, answer in answers.items() if answer.status_code in SEEN}


def linked(answer, name):
    """The rows to whose page of this name an answer leads."""
    address = re.escape(reverse(name, args=[NOBODY])).replace(re.escape(str(NOBODY)), f"({UUID})")
    found = re.findall(f'href="{address}(?:#[^"]*)?"', answer.content.decode())
    return {uuid.UUID(text) for text in found}


def ids(rows):
    return {row.pk for row in rows}


def families(reader, world):
    seen = ids(Family.objects.visible_to(reader.user))
    assert reader.opened("families:record", world.families) == seen
    listed = reader.listed("families:record", reverse("families:list"))
    if listed is None:
        return seen
    assert listed == seen
    for family in world.families:
        found = search(reader, family.reference)
        assert found == ({family.pk} if family.pk in seen else set()), "search by reference"
        alike = {other.pk for other in world.families if family.name in other.name}
        assert alike & seen <= search(reader, family.name) <= seen, "search by name"
    return seen


def search(reader, words):
    answer = reader.client.post(reverse("families:search"), {"q": words}, follow=True)
    return linked(answer, "families:record")


def plans(reader, world):
    seen = ids(Plan.objects.visible_to(reader.user))
    every = Plan.objects.all()
    assert reader.opened("outcomes:plan", every) == seen
    listed = reader.listed("outcomes:plan", reverse("outcomes:plans"))
    if listed is not None:
        assert listed == ids(every.filter(pk__in=seen, closed_at=None))
    for plan in every.filter(pk__in=seen):
        parts_of_a_plan(reader, plan)
        family = Family.objects.with_grounds(reader.user, plan.family_id).get()
        assert may(plan, reader.user, family) == may(plan, reader.user), "by the record"
    return seen


def may(plan, user, within=None):
    """What a page says of a plan: the same by its own door and by the family's record."""
    row = Plan.objects.visible_to(user, within=within).for_page(user, within=within).get(pk=plan.pk)
    return row.is_whole, row.reads_whole, row.may_write, row.on_duty, row.by_out_of_hours


def parts_of_a_plan(reader, plan):
    """What stands on its page is what each part's own door shows."""
    page = reader.page(plan.get_absolute_url()).context
    goals = {row.goal.pk for row in page["goals"]}
    assert goals == ids(Goal.objects.visible_to(reader.user).filter(plan=plan))
    acts = {action.pk for row in page["goals"] for action in row.actions}
    acts |= ids(page["own_actions"])
    assert acts == ids(Action.objects.visible_to(reader.user).filter(goal__plan=plan))
    for model, name in ((Review, "reviews"), (Step, "steps")):
        assert ids(page[name]) == ids(model.objects.visible_to(reader.user).filter(plan=plan))


def goals(reader, world):
    seen = ids(Goal.objects.visible_to(reader.user))
    assert reader.opened("outcomes:finish_goal", Goal.objects.all()) == seen
    return seen


def actions(reader, world):
    seen = ids(Action.objects.visible_to(reader.user))
    one_of_each_goal = Action.objects.order_by("goal_id", "pk").distinct("goal_id")
    opened = reader.opened("outcomes:finish_action", one_of_each_goal)
    assert opened == ids(one_of_each_goal) & seen
    return seen


def steps(reader, world):
    seen = ids(Step.objects.visible_to(reader.user))
    assert reader.opened("outcomes:step", Step.objects.all()) == seen
    return seen


def requests(reader, world):
    seen = ids(Referral.objects.visible_to(reader.user))
    assert reader.opened("referrals:request", world.requests) == seen
    listed = in_queue(reader, world)
    listed |= reader.listed("referrals:request", reverse("referrals:sent")) or set()
    for family in Family.objects.visible_to(reader.user):
        listed |= reader.listed("referrals:request", family.get_absolute_url())
    assert listed == seen
    return seen


def in_queue(reader, world):
    """Everything on the queue's tabs, where a search for the reference finds it too."""
    queue, found = reverse("referrals:queue"), set()
    for tab in (
        "waiting",
        "screen",
        "mine",
        "unclaimed",
        "family",
        "reach",
        "preparing",
        "decided",
    ):
        here = reader.listed("referrals:request", queue, tab=tab) or set()
        for request in world.requests:
            if request.pk in here:
                alone = {"tab": tab, "reference": request.reference}
                assert reader.listed("referrals:request", queue, **alone) == {request.pk}
                named = {"tab": tab, "called": request.contact_name}
                assert request.pk in reader.listed("referrals:request", queue, **named) <= here
        found |= here
    return found


def cross_referrals(reader, world):
    """On the record, and on the list of those that nobody has passed on yet."""
    seen = ids(CrossReferral.objects.visible_to(reader.user))
    every = CrossReferral.objects.all()
    assert reader.opened("families:cross_referral", every) == seen
    waiting = reader.listed("families:cross_referral", reverse("families:to_pass_on"))
    if waiting is not None:
        assert waiting == ids(every.to_pass_on().filter(pk__in=seen))
    listed = set()
    for family in Family.objects.visible_to(reader.user):
        listed |= reader.listed("families:cross_referral", family.get_absolute_url())
    # Whoever owns the service comes by a link: the record's card does not list it.
    on_a_card = ids(every.filter(opened(reader.user, WHOLE)))
    assert listed == on_a_card
    by_link = every.filter(pk__in=seen - on_a_card)
    assert {asked.receiver for asked in by_link} <= {reader.user}
    return seen


def concerns(reader, world):
    """The list of those who answer for safeguarding; whoever raised one sees that it came."""
    seen = ids(Concern.objects.visible_to(reader.user))
    assert reader.opened("referrals:concern", world.concerns) == seen
    listed = reader.listed("referrals:concern", reverse("referrals:concerns"))
    assert (listed or set()) == seen
    raised = {concern.pk for concern in world.concerns if concern.raised_by == reader.user}
    assert reader.opened("referrals:concern_received", world.concerns) == raised
    return seen


def enquiries(reader, world):
    """At the desk of a hub: the page of each, and the list of one's own desk."""
    seen = ids(Enquiry.objects.visible_to(reader.user))
    assert reader.opened("desk:enquiry", world.enquiries) == seen
    listed = set()
    for hub in world.hubs:
        listed |= reader.listed("desk:enquiry", reverse("desk:enquiries"), hub=hub.slug) or set()
    assert listed == seen
    return seen


def walk_ins(reader, world):
    """At the desk of a hub: today's list, and the page of each."""
    seen = ids(WalkIn.objects.visible_to(reader.user))
    assert reader.opened("desk:walk_in", world.walk_ins) == seen
    listed = set()
    for hub in world.hubs:
        listed |= reader.listed("desk:walk_in", reverse("desk:walk_ins"), hub=hub.slug) or set()
    assert listed == seen
    return seen


def chats(reader, world):
    """The one list, and the page of each; a talk of somebody else's is reached by no list."""
    seen = ids(Chat.objects.visible_to(reader.user))
    assert reader.opened("chats:chat", world.chats) == seen
    listed = reader.listed("chats:chat", reverse("chats:list"))
    if listed is not None:
        rows = Chat.objects.filter(pk__in=seen)
        others = rows.filter(state__in=["talking", "ended"]).exclude(held_by=reader.user)
        assert listed == seen - ids(others)
    return seen


def messages(reader, world):
    seen = ids(Message.objects.visible_to(reader.user))
    page = reader.page(reverse("notifications:notices")).context["page"]
    assert {message.pk for message, _letter in page.rows} == seen
    others = Message.objects.exclude(user=reader.user)[:2]
    for message in (*Message.objects.filter(user=reader.user), *others):
        answer = reader.client.post(reverse("notifications:read", args=[message.pk]))
        assert (answer.status_code == 302) == (message.pk in seen)
    return seen


def members(reader, world):
    """Members of a hub: the list, a search by name, each one's page and its forms."""
    seen = ids(Member.objects.visible_to(reader.user))
    for name in ("members:member", "members:change", "members:end"):
        opened = reader.opened(name, world.members)
        assert opened in (seen, ids(world.members)), "all of them where the whole room is shut"
    listed = reader.listed("members:member", reverse("members:list"))
    if listed is None:
        assert not seen
        return seen
    assert listed == seen
    for member in world.members:
        found = reader.client.post(reverse("members:search"), {"q": member.name}, follow=True)
        assert linked(found, "members:member") == {member.pk} & seen
    return seen


def boards(reader, world):
    """The list, each board's own page, and the network's page, which names all and links these."""
    seen = ids(AdvisoryBoard.objects.visible_to(reader.user))
    assert reader.opened("network:board", AdvisoryBoard.objects.all()) == seen
    for address in ("network:boards", "network:network"):
        listed = reader.listed("network:board", reverse(address))
        assert listed is None or listed == seen
    meetings = BoardMeeting.objects.all()
    opened = reader.opened("network:meeting", meetings)
    assert opened == ids(meetings.filter(board__in=seen))
    return seen


def stop_requests(reader, world):
    """On the list of those that wait, and on its own page."""
    seen = ids(StopRequest.objects.visible_to(reader.user))
    assert reader.opened("families:stop_request", StopRequest.objects.all()) == seen
    listed = reader.listed("families:stop_request", reverse("families:stop_requests"))
    assert (listed or set()) == seen
    return seen


def governance_cases(reader, world):
    """On the officers' page, from where each is closed; no case opens another's family."""
    seen = ids(GovernanceCase.objects.visible_to(reader.user))
    assert reader.opened("families:close_case", GovernanceCase.objects.all()) == seen
    listed = reader.listed("families:close_case", reverse("families:governance"))
    assert (listed or set()) == seen
    for family in world.families:
        shown = reader.page(reverse("families:agreements", args=[family.pk]))
        if shown:
            rows = {row.pk for line in shown.context["lines"] for row in (line.last, *line.before)}
            assert rows <= ids(Agreement.objects.visible_to(reader.user).filter(family=family))
    return seen


def emergencies(reader, world):
    """The queue of those who review, and the page of each: their own is seen, and not theirs."""
    seen = ids(EmergencyAccess.objects.visible_to(reader.user))
    assert reader.opened("families:review_emergency", EmergencyAccess.objects.all()) == seen
    listed = reader.listed("families:review_emergency", reverse("families:emergencies"))
    if listed is not None:
        assert listed == ids(EmergencyAccess.objects.to_review().filter(pk__in=seen))
    return seen


DOORS = {
    "families.stoprequest": stop_requests,
    "families.crossreferral": cross_referrals,
    "families.emergencyaccess": emergencies,
    "hubs.member": members,
    "hubs.advisoryboard": boards,
    "families.family": families,
    "outcomes.plan": plans,
    "outcomes.goal": goals,
    "outcomes.action": actions,
    "outcomes.step": steps,
    "referrals.referral": requests,
    "referrals.concern": concerns,
    "referrals.enquiry": enquiries,
    "referrals.walkin": walk_ins,
    "referrals.chat": chats,
    "notifications.message": messages,
}
# Rows without an address of their own: where they stand, and what holds that page to their door.
PARTS = {
    "families.familymember",  # the record and its forms: tests/families/test_properties.py
    "families.involvement",  # the same
    "families.agreement",  # the same, and their own page: tests/families/test_ledger.py
    "families.competence",  # on the page of agreements: tests/families/test_ledger.py
    "families.receipt",  # the same
    "families.governancecase",  # of one role alone, asked below beside the doors
    # Of whoever sees both records: tests/rights/test_merging_pairs.py
    "merging.pair",
    "merging.merge",
    "merging.personjoin",
    # Of governance alone, and of nobody by name: tests/rights/test_keeping_pages.py
    "keeping.rulechange",
    "keeping.hold",
    "keeping.duerecord",
    "keeping.batch",
    "keeping.certificate",
    # Of governance alone, content inside a case: tests/rights/test_copies.py
    "copies.copyrequest",
    "copies.entry",
    # The same: tests/rights/test_registers.py, …_breaches.py; a dispute: …_disputes.py
    "registers.rightsrequest",
    "registers.breach",
    "registers.breachfamily",
    "registers.dispute",
    "families.sharingdecision",  # on the page of agreements
    "families.timelineentry",  # the same
    "families.todo",  # the same
    "families.personidentifier",  # on a person’s page: tests/families/test_identifiers.py
    "families.personname",  # the same: tests/families/test_names.py
    "families.needsasked",  # the same: tests/families/test_needs.py
    "families.personneed",  # the same
    "families.needmet",  # the same
    "families.channelanswer",  # the same: tests/families/test_channels.py
    "families.sendrecord",  # the same: tests/families/test_backgrounds.py
    "families.spokenlanguage",  # the same
    "families.toldethnicity",  # the same
    "families.familystanding",  # on the outreach lists: tests/families/test_outreach.py
    "families.priorityobservation",  # on a page of the record: tests/families/test_priorities.py
    "families.prioritycheck",  # the same
    "families.helpoffer",  # the same
    "families.rankingobjection",  # the same
    "families.invitation",  # the log of invitations: tests/families/test_invitations.py
    "families.onlinecheck",  # the same: tests/families/test_online.py
    "families.contact",  # with its entry of the timeline: tests/families/test_contacts.py
    # What is said about people, on their own pages and the map: tests/families/test_said.py
    "families.relationship",
    "families.networkmember",
    "families.residence",
    "families.safeaddress",
    "families.parentalresponsibility",
    "families.contactrestriction",
    "families.carearrangement",
    "families.otherparent",
    "families.inviteanswer",
    "families.document",  # with its entry: tests/families/test_documents.py
    "families.death",  # beside the person: tests/families/test_deaths.py
    "families.teamtold",  # with what was agreed: tests/families/test_integrated_teams.py
    "families.inspection",  # on pages of their own: tests/families/test_inspections.py
    "families.inspectedfamily",
    "families.supportassignment",  # the same: tests/families/test_support.py
    "families.warningnote",  # on a page of its own of the record: tests/families/test_warnings.py
    "families.warningreason",  # the same
    "families.notedraft",  # its writer's alone: tests/families/test_writing.py
    "families.storypart",  # the same; its page: tests/families/test_story.py
    "families.attendance",  # on a page of its own of the record: tests/families/test_attendance.py
    "referrals.professionaldraft",  # its writer's alone: tests/referrals/test_refer.py
    "outcomes.review",  # on the plan's page, above
    "outcomes.score",  # with its goal
    "outcomes.levelchange",  # in the hand-over's pack: tests/outcomes/test_steps.py
}


def test_every_model_with_a_door_is_here():
    doors = {
        model._meta.label_lower
        for model in apps.get_models()
        if hasattr(model._default_manager.all(), "visible_to")
    }
    assert doors == DOORS.keys() | PARTS


def people(reader, world):
    """Colleagues: the list, a search for each, and each one's page."""
    allowed = can_see_people(reader.user)
    seen = ids(people_visible_to(reader.user)) if allowed else set()
    colleagues = reverse("people:list")
    assert (reader.listed("people:person", colleagues) or set()) == seen
    for user in world.users[::3]:
        answer = reader.client.post(reverse("people:search"), {"q": user.email}, follow=True)
        found = linked(answer, "people:person")
        assert (found == {user.pk}) == (user.pk in seen)
    assert reader.opened("people:person", world.users) == seen & ids(world.users)


def publish_a_year():
    """The row that the closing of a year's last quarter leaves."""
    year = default(offered(settled()))
    cells = [
        [measure.key, year.key, EVERYWHERE, category, 5 * at]
        for measure in MEASURES
        for at, category in enumerate((ALL, *measure.categories))
    ]
    ClosedQuarter.objects.create(start=year.parts(3)[-1].start, counts=[], cells=cells)


def figures(reader, world):
    """Whoever gets the page of published figures gets the file, and nobody else; with the same."""
    page = reader.page(reverse("insights:overview"))
    file = reader.client.get(reverse("insights:download"))
    assert (file.status_code == 200) == (page is not None)
    if page is None:
        return
    period = page.context["period"]
    rows = csv.DictReader(io.StringIO(file.content.decode()))
    whole = {
        (row["measure"], row["category"]): row["count"]
        for row in rows
        if (row["period"], row["place"]) == (period.key, "Whole council")
    }
    shown = page.context["figures"]
    for measure in MEASURES:
        for category, label in {ALL: measure.total, **measure.categories}.items():
            count = shown.count(measure, period, category, EVERYWHERE)
            assert whole[measure.key, label] == str(count.machine)


def links(reader):
    """No page offers a way that is shut: of each kind of address offered, one is tried."""
    kinds = {}
    for path, page in reader.links.items():
        kinds.setdefault(re.sub(UUID, "…", path), (path, page))
    for path, page in kinds.values():
        if path.startswith("/"):
            status = reader.get(path).status_code
            assert status in (200, 302), f"{reader}: {page} offers {path}, which says {status}"


@contextmanager
def say_who(reader):
    try:
        yield
    except AssertionError as error:
        error.add_note(f"Seen by {reader}")
        raise


# An inspector is shut out of everything else before it is looked up: test_inspections.
OF_INSPECTORS = ("families.family", "outcomes.plan")


def one_of_each_role(world):
    """The first of each role; the second worker of each kind comes with --thorough."""
    return list({user.role: user for user in reversed(world.users)}.values())


@pytest.mark.django_db(databases=["default", "reporting"])
@pytest.mark.parametrize(
    ("seed", "people_of"),
    [
        (0, one_of_each_role),
        *(
            pytest.param(seed, lambda world: world.users, marks=pytest.mark.thorough)
            for seed in (0, 1, 2)
        ),
    ],
)
def test_everybody_reaches_the_same_rows_by_every_way(client, seed, people_of):
    """Somebody in every role, in one world; everybody, in three."""
    world = World(seed)
    publish_a_year()
    reached = Counter()
    for user in people_of(world):
        reader = Reader(client, user)
        is_inspector = reads_only(user)
        for label, door in DOORS.items():
            if is_inspector and label not in OF_INSPECTORS:
                continue
            with say_who(reader):
                reached[label] += len(door(reader, world))
        with say_who(reader):
            if not is_inspector:
                people(reader, world)
                governance_cases(reader, world)
                figures(reader, world)
            reader.page(reverse("pages:today"))
            links(reader)
    assert set(reached) == DOORS.keys()
    assert all(reached.values()), f"Nobody saw anything of: {reached}"
