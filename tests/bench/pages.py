"""Every page that is timed: for whom, and on which record of the loaded world.

A page added to the portal gets a line in LINES, or says in NOT_TIMED why it has none.
"""

from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from families.models import Family, SharingAgreement
from familyhubs.accounts.models import User
from hubs.models import (
    Activity,
    AdvisoryBoard,
    BoardMeeting,
    Member,
    Role,
    Service,
    Session,
    Site,
    Team,
)
from hubs.whats_on.permissions import hubs_run_by
from outcomes.models import Plan, Step
from referrals.actions import drafts
from referrals.models import Concern, Referral

PUBLIC, ASKER = "public", "asker"
SEARCHES = {"bench": "Khan"}
SEARCH = "?search=bench"
ANSWERS = {
    "who": {"asker": "my_family"},
    "name": {"contact_name": "Ada Okafor"},
    "people": {"done": "yes"},
    "postcode": {"postcode": "ZZ11 1AA"},
    "needs": {"young": "sleep_feeding"},
    "story": {"story": "He does not sleep and I am so tired"},
    "today": {"today": "none"},
    "contact": {"ways": "call"},
    "reach": {"phone": "07700 900123", "voicemail": "no"},
    "careful": {},
    "language": {"interpreter": "no"},
    "sharing": {"share": "gp"},
}

# Who looks, at which address, and what stands in its placeholders (see `records`) or its query.
LINES = (
    (PUBLIC, "pages:start"),
    (PUBLIC, "pages:privacy"),
    (PUBLIC, "pages:privacy_full"),
    (PUBLIC, "pages:privacy_young"),
    (PUBLIC, "pages:cookies"),
    (PUBLIC, "pages:accessibility"),
    (PUBLIC, "pages:contact"),
    (PUBLIC, "pages:complaints"),
    (PUBLIC, "hubs:list"),
    (PUBLIC, "hubs:hub", "hub"),
    (PUBLIC, "hubs:site", "network site"),
    (PUBLIC, "join:choose"),
    (PUBLIC, "join:hub", "hub"),
    (PUBLIC, "hubs:you_said", "hub"),
    (PUBLIC, "whats_on:timetable"),
    (PUBLIC, "whats_on:timetable", "?band=early_years&cost=free&day=1"),
    (PUBLIC, "whats_on:activity", "activity"),
    (PUBLIC, "whats_on:calendar"),
    (PUBLIC, "offer:service", "service slug"),
    (PUBLIC, "open_referral:services", "?per_page=50"),
    (PUBLIC, "help:find"),
    (PUBLIC, "help:find", "?near=ZZ11+1AA"),
    (PUBLIC, "help:find", "?near=ZZ11+1AA&q=debt+advice"),
    (PUBLIC, "help:find", "?q=debt+advice"),
    (PUBLIC, "help:area", "hub"),
    (PUBLIC, "help:list"),
    (PUBLIC, "ask:before"),
    (PUBLIC, "ask:where"),
    (PUBLIC, "refer:before"),
    (PUBLIC, "chat:start"),
    (PUBLIC, "chat:ask"),
    (ASKER, "ask:help_now"),
    (PUBLIC, "account_login"),
    (ASKER, "ask:step", "story"),
    (ASKER, "ask:people"),
    (ASKER, "ask:check"),
    (Role.FRONT_OF_HOUSE, "desk:desk"),
    (Role.FRONT_OF_HOUSE, "desk:log"),
    (Role.FRONT_OF_HOUSE, "desk:enquiries"),
    (Role.FRONT_OF_HOUSE, "desk:walk_ins"),
    (Role.FRONT_OF_HOUSE, "desk:paper"),
    (Role.FRONT_OF_HOUSE, "chats:list"),
    (Role.FRONT_OF_HOUSE, "families:desk"),
    (Role.FRONT_OF_HOUSE, "referrals:new"),
    (Role.FRONT_OF_HOUSE, "sessions:week"),
    (Role.FRONT_OF_HOUSE, "sessions:activities"),
    (Role.FRONT_OF_HOUSE, "sessions:activity", "activity at the desk"),
    (Role.FRONT_OF_HOUSE, "sessions:session", "session at the desk"),
    (Role.FRONT_OF_HOUSE, "sessions:door", "session at the desk"),
    (Role.FRONT_OF_HOUSE, "members:list"),
    (Role.FRONT_OF_HOUSE, "members:registrations"),
    (Role.FRONT_OF_HOUSE, "members:list", "?search=bench"),
    (Role.FRONT_OF_HOUSE, "members:member", "member at the desk"),
    (Role.FRONT_OF_HOUSE, "members:welcome", "hub at the desk"),
    (Role.FRONT_OF_HOUSE, "referrals:sent"),
    (Role.PARTNER, "referrals:refer"),
    (Role.TRIAGE, "pages:today"),
    (Role.TRIAGE, "duty:rotas"),
    (Role.TRIAGE, "referrals:queue"),
    (Role.TRIAGE, "referrals:late"),
    (Role.TRIAGE, "referrals:queue", "?tab=decided"),
    (Role.TRIAGE, "referrals:to_tell"),
    (Role.TRIAGE, "referrals:queue", "?tab=unclaimed&called=bench"),
    (Role.TRIAGE, "referrals:request", "request"),
    (Role.TRIAGE, "referrals:find_family", "request"),
    (Role.TRIAGE, "referrals:accept", "request"),
    (Role.TRIAGE, "referrals:move", "request"),
    (Role.PRACTITIONER, "pages:today"),
    (Role.PRACTITIONER, "families:list"),
    (Role.PRACTITIONER, "families:list", SEARCH),
    (Role.PRACTITIONER, "families:record", "family"),
    (Role.PRACTITIONER, "families:find"),
    (Role.PRACTITIONER, "families:to_pass_on"),
    (Role.PRACTITIONER, "families:write_note", "family"),
    (Role.PRACTITIONER, "families:attended", "family"),
    (Role.PRACTITIONER, "families:note_attendance", "family"),
    (Role.PRACTITIONER, "outcomes:plans"),
    (Role.PRACTITIONER, "outcomes:plan", "plan"),
    (Role.PRACTITIONER, "outcomes:family_copy", "plan"),
    (Role.PRACTITIONER, "outcomes:review", "plan"),
    (Role.PRACTITIONER, "outcomes:propose_step", "plan"),
    (Role.PRACTITIONER, "outcomes:add_action", "goal"),
    (Role.PRACTITIONER, "outcomes:step", "step"),
    (Role.PRACTITIONER, "referrals:raise_concern"),
    (Role.PRACTITIONER, "referrals:concern_received", "concern"),
    (Role.PRACTITIONER, "notifications:notices"),
    (Role.PRACTITIONER, "people:my_account"),
    (Role.PRACTITIONER, "pages:away"),
    (Role.MANAGER, "pages:today"),
    (Role.MANAGER, "referrals:conversion"),
    (Role.MANAGER, "families:list"),
    (Role.MANAGER, "families:list", SEARCH),
    (Role.MANAGER, "families:allocate", "family"),
    (Role.MANAGER, "outcomes:plans"),
    (Role.MANAGER, "insights:hub", "hub"),
    (Role.MANAGER, "members:news"),
    (Role.MANAGER, "insights:members"),
    (Role.MANAGER, "insights:births"),
    (Role.MANAGER, "sessions:use"),
    (Role.MANAGER, "sessions:volunteers"),
    (Role.SAFEGUARDING, "pages:today"),
    (Role.SAFEGUARDING, "families:list"),
    (Role.SAFEGUARDING, "families:list", SEARCH),
    (Role.SAFEGUARDING, "families:looks", "family"),
    (Role.SAFEGUARDING, "referrals:concerns"),
    (Role.SAFEGUARDING, "referrals:concern", "concern"),
    (Role.PARTNER, "pages:today"),
    (Role.PARTNER, "families:list"),
    (Role.PARTNER, "families:record", "shared family"),
    (Role.MANAGER, "directory:list"),
    (Role.MANAGER, "directory:list", "?q=debt"),
    (Role.MANAGER, "directory:attention"),
    (Role.MANAGER, "directory:closed_problems"),
    (Role.MANAGER, "directory:service", "service"),
    (Role.COMMISSIONER, "insights:overview"),
    (Role.COMMISSIONER, "insights:download"),
    (Role.COMMISSIONER, "insights:network"),
    (Role.COMMISSIONER, "insights:members"),
    (Role.COMMISSIONER, "insights:births"),
    (Role.COMMISSIONER, "insights:enquiries"),
    (Role.COMMISSIONER, "insights:definitions"),
    (Role.ADMINISTRATOR, "people:list"),
    (Role.ADMINISTRATOR, "people:person", "person"),
    (Role.ADMINISTRATOR, "people:organisations"),
    (Role.ADMINISTRATOR, "places:districts"),
    (Role.ADMINISTRATOR, "places:wards", "hub id"),
    (Role.ADMINISTRATOR, "network:network"),
    (Role.ADMINISTRATOR, "network:network", "?most=3&order=decile"),
    (Role.MANAGER, "network:boards"),
    (Role.MANAGER, "network:board", "board"),
    (Role.MANAGER, "network:board_members", "board"),
    (Role.MANAGER, "network:board_actions", "board"),
    (Role.MANAGER, "network:meeting", "meeting"),
    (Role.MANAGER, "insights:pack", "board"),
    (Role.MANAGER, "network:you_said"),
    (Role.MANAGER, "network:ways"),
    (Role.ADMINISTRATOR, "network:site", "network site"),
    (Role.ADMINISTRATOR, "network:week", "network site"),
    (Role.ADMINISTRATOR, "network:other_days", "network site"),
    (Role.ADMINISTRATOR, "network:close", "network site"),
    (Role.ADMINISTRATOR, "network:describe", "network site"),
    (Role.ADMINISTRATOR, "network:teams", "network site"),
    (Role.ADMINISTRATOR, "places:sites"),
    (Role.ADMINISTRATOR, "places:site", "site"),
    (Role.ADMINISTRATOR, "places:teams"),
    (Role.ADMINISTRATOR, "places:team", "team"),
    (Role.ADMINISTRATOR, "pages:settings"),
    (Role.ADMINISTRATOR, "pages:closures"),
    (Role.ADMINISTRATOR, "pages:clocks"),
    (Role.ADMINISTRATOR, "pages:messages"),
    (Role.GOVERNANCE, "people:sharing"),
    (Role.GOVERNANCE, "people:sharing_of", "organisation"),
)

FORMS = (
    "duty:shift",
    "duty:deputy",
    "directory:add",
    "directory:change",
    "directory:load",
    "directory:loaded",
    "directory:place",
    "directory:problem",
    "directory:proposal",
    "directory:propose",
    "directory:switch",
    "network:add_board",
    "network:add_board_action",
    "network:add_board_member",
    "network:add_meeting",
    "network:add_meeting_action",
    "network:add_way",
    "network:add_you_said",
    "network:amend_minutes",
    "network:board_action",
    "network:board_member",
    "network:call_off_meeting",
    "network:change_board",
    "network:change_meeting",
    "network:change_you_said",
    "network:finish_board_action",
    "network:minutes",
    "network:tell_families",
    "network:way",
    "network:who_came",
    "offer:report_service",
    "offer:report_site",
    "desk:change_prompt",
    "desk:enquiry",
    "desk:prompts",
    "desk:status",
    "desk:catch_up",
    "desk:walk_in",
    "families:add_member",
    "families:amend_note",
    "families:change_contact",
    "families:decide_to_share",
    "families:declare_conflict",
    "families:end_involvement",
    "families:end_sharing_decision",
    "families:finish_todo",
    "families:lift_conflict",
    "families:member_leaves",
    "families:record_agreement",
    "families:take_back_attendance",
    "families:choose_service",
    "families:cross_outcome",
    "families:cross_referral",
    "families:pass_on",
    "families:refer",
    "directory:refer",
    "families:restrict",
    "help:send_list",
    "families:withdraw",
    "join:hear",
    "join:leave",
    "members:add",
    "members:add_birth",
    "members:add_news",
    "members:change",
    "members:count_birth",
    "members:end",
    "members:invite",
    "outcomes:add_goal",
    "outcomes:close",
    "outcomes:finish_action",
    "outcomes:finish_goal",
    "outcomes:level",
    "outcomes:open",
    "outcomes:strengths",
    "people:change",
    "people:close",
    "people:end_role",
    "people:end_sharing",
    "people:give_role",
    "people:invite",
    "people:organisation_add",
    "people:organisation_change",
    "people:sign_sharing",
    "people:tokens",
    "places:add_district",
    "places:add_site",
    "places:add_team",
    "places:district",
    "places:end_team",
    "places:hub",
    "referrals:advise",
    "referrals:ask_more",
    "referrals:answer_giving_up",
    "referrals:assign",
    "referrals:enquire",
    "referrals:prepare",
    "referrals:propose_giving_up",
    "referrals:attempt",
    "referrals:acknowledge_concern",
    "referrals:decide_concern",
    "referrals:decline",
    "referrals:escalate",
    "referrals:raise_about_family",
    "referrals:raise_about_request",
    "referrals:correct_source",
    "referrals:refer_section",
    "referrals:tell_referrer",
    "sessions:add_activity",
    "sessions:add_room",
    "sessions:add_volunteer",
    "sessions:again",
    "sessions:cancel",
    "sessions:cancel_rest",
    "sessions:change_activity",
    "sessions:leaders",
    "sessions:room",
    "sessions:cancel_booking",
    "sessions:volunteer",
    "whats_on:book_course",
    "whats_on:book_session",
    "whats_on:cancel",
)
# Addresses that answer a GET and are not timed, by name or by a beginning with _, and why.
NOT_TIMED = {
    "duty:rota_of": "one rota's week: duty:rotas reads all of them",
    "account_": "a step of signing in or of one's own account: nothing of the world is read",
    "mfa_": "the same",
    "ask:back": "one form, and one row by its key",
    "ask:back_by_link": "the same",
    "ask:leaflet": "its words never change; a few hubs",
    "ask:leaflet_of_hub": "the same",
    "ask:safety": "words, and helplines from the settings",
    "ask:equality": "a few questions, and nothing is read",
    "insights:equality": "four counts of one small table",
    "ask:add": "one form about one request, read by its key",
    "ask:hide": "the same",
    "ask:take_back": "the same",
    "ask:where_it_is": "the same, with its tries",
    "chat:back": "one form, and one row by its key",
    "chat:end": "one chat of the visitor’s own, as chat:talk",
    "chat:lines": "timed with fifty chats at once (chats.py)",
    "chat:read": "as chat:talk",
    "chat:talk": "timed with fifty chats at once (chats.py)",
    "chat:way": "one form about one question",
    "chats:chat": "timed with fifty chats at once (chats.py)",
    "chats:lines": "the same",
    "chats:news": "a part of chats:list",
    "ask:photo": "one form, and a few files of one draft",
    "referrals:file": "a file",
    "ask:save": "one form beside a draft whose pages are timed",
    "ask:next": "leads on to a question",
    "ask:person": "as ask:people",
    "ask:sent": "the ending of a request that was sent",
    "directory:export": "a file of the whole offer, for a few people now and then",
    "members:counted": "one row, of a birth that was just counted",
    "network:door": "one row of today, and a fortnight of a site",
    "partner:openapi": "for machines, and nothing is read",
    "refer:confirm": "one draft, by its link",
    "refer:handed_in": "a few words",
    "refer:section": "one page of a draft, as referrals:refer_section",
    "refer:ask_standing": "two boxes, and nothing is read",
    "refer:standing": "one request, by its link",
    "refer:standing_sent": "a few words",
    "refer:words": "words, and nothing is read",
    "referrals:already_open": "two boxes, and nothing is read",
    "referrals:already_open_asked": "a few words",
    "referrals:words_to_use": "words, and nothing is read",
    "join:careful": "a few words about a hub, and nothing else is read",
    "join:confirm": "one membership, whose page is timed at the desk",
    "join:mine": "the same",
    "join:notice": "one row and its words",
    "join:sent": "as join:careful",
    "network:meeting_calendar": "one meeting, whose page is timed",
    "seat:": "one member's own rows of a board whose page is timed",
    "offer:check": "needs a link that nobody has used",
    "offer:reported": "a few words, and nothing is read",
    "families:search": "leads to the list",
    "families:start": "leads to the search that comes before it",
    "help:map": "a picture that only an opened map asks for",
    "healthz": "for machines",
    "readyz": "for machines",
    "notifications:outbox": "in a demo only",
    "open_referral:": "for machines; the list of services is timed, the others are made like it",
    "pages:exit": "leaves the portal",
    "pages:theme": "a style sheet",
    "people:invitation": "leads to people:join",
    "people:join": "needs an invitation that nobody has used",
    "whats_on:booking": "one booking, whose session is timed",
    "whats_on:booking_calendar": "the same",
    **dict.fromkeys(FORMS, "a few fields on a record whose own page is timed"),
}


@dataclass(frozen=True)
class Page:
    """One page as one role sees it; no user means the public. `kept` is in the session."""

    role: str
    name: str
    path: str
    user: User | None = None
    kept: dict = field(default_factory=dict, compare=False)

    def visitor(self):
        """A browser that is signed in and remembers what it should."""
        client = Client()
        if self.user:
            client.force_login(self.user)
        session = client.session
        session.update(self.kept)
        session.save()
        return client


def pages():
    """Every line with a real record of the loaded world behind it, and the lines without one."""
    known, found, without = records(), [], []
    for role, address, *thing in LINES:
        page = page_of(role, address, *thing, known=known)
        found.append(page) if page else without.append(" ".join((role, address, *thing)))
    return found, without


def page_of(role, address, thing="", *, known):
    query = thing if thing.startswith("?") else ""
    given = [known[thing]] if thing and not query else []
    if None in given:
        return None
    return Page(
        role=str(role),
        name=f"{address}{query}",
        path=reverse(address, args=given) + query,
        user=None if role in (PUBLIC, ASKER) else somebody(role),
        kept={"ask_draft": str(known["draft"])} if role == ASKER else {"searches": SEARCHES},
    )


def somebody(role):
    return User.objects.filter(memberships__role=role, is_demo=True).order_by("full_name").first()


def records():
    """What may stand in an address, by the name that LINES gives it."""
    worker, partner = somebody(Role.PRACTITIONER), somebody(Role.PARTNER)
    plan = Plan.objects.visible_to(worker).led_by(worker).open().earliest("opened_at")
    desk = hubs_run_by(somebody(Role.FRONT_OF_HOUSE))
    boards = AdvisoryBoard.objects.visible_to(somebody(Role.MANAGER))
    booked = Session.objects.filter(bookings__isnull=False)
    waiting = Referral.objects.visible_to(somebody(Role.TRIAGE)).in_queue()
    return {
        "activity": first(Activity.objects.filter(needs_booking=True)),
        "activity at the desk": first(Activity.objects.filter(hub__in=desk)),
        "board": first(boards),
        "meeting": first(BoardMeeting.objects.filter(board__in=boards)),
        "concern": first(Concern.objects.all()),
        "draft": answered_draft().pk,
        "family": plan.family_id,
        "goal": first(plan.goals.open()),
        "hub": plan.hub.slug,
        "hub id": plan.hub_id,
        "hub at the desk": first(desk, "slug"),
        "member at the desk": first(Member.objects.visible_to(somebody(Role.FRONT_OF_HOUSE))),
        "organisation": first(SharingAgreement.objects.all(), "organisation"),
        "person": partner.pk,
        "plan": plan.pk,
        "request": first(waiting.filter(status="waiting")),
        "shared family": first(Family.objects.visible_to(partner)),
        "session at the desk": first(booked.filter(activity__hub__in=desk)),
        "service": first(Service.objects.public()),
        "service slug": first(Service.objects.public(), "slug"),
        "network site": first(Site.objects.open().hub_sites().filter(kind="main")),
        "site": first(Site.objects.all()),
        "step": first(Step.objects.visible_to(worker)),
        "story": "story",
        "team": first(Team.objects.all()),
    }


def first(rows, field="pk"):
    return rows.order_by("pk").values_list(field, flat=True).first()


def answered_draft():
    """Somebody has answered every question and has not sent it yet."""
    draft = drafts.start_draft()
    for step, typed in ANSWERS.items():
        drafts.keep_answer(draft, step=step, typed={name: [text] for name, text in typed.items()})
    return draft
