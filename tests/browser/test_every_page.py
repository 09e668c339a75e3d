"""Every page there is, as its own people see it: on a phone and on a desktop, scanned by axe,
photographed. A new address is found by itself; it fails until it is said whose page it is.
"""

from itertools import groupby
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from tests.browser.borough import Borough
from tests.browser.conftest import DESKTOP, PHONE, photograph, sideways_scroll
from tests.sweep import all_addresses

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reporting"])

INSPECTIONS = ("inspection", "decide_inspection", "end_inspection")
NOBODY = "nobody"  # No account is needed.
# Whose pages a room's are, and after it the pages of somebody else.
READERS = {
    "families": "worker",
    "outcomes": "worker",
    "referrals": "triage_officer",
    "insights": "commissioner",
    "notifications": "worker",
    "people": "administrator",
    "places": "administrator",
    "pages": NOBODY,
    "hubs": NOBODY,
    "help": NOBODY,
    "whats_on": NOBODY,
    "join": NOBODY,
    "seat": NOBODY,
    "members": "manager",
    "sessions": "manager",
    "network": "manager",
    "offer": NOBODY,
    "directory": "administrator",
    "directory:propose": "teacher",
    "directory:refer": "worker",
    "families:desk": "front_desk",
    "desk": "front_desk",
    "chats": "front_desk",
    "desk:prompts": "administrator",
    "desk:change_prompt": "administrator",
    "families:agree_note": "manager",
    "families:allocate": "manager",
    "families:check_in": "follower",
    "families:decide_to_share": "safeguarding_lead",
    "families:end_sharing_decision": "safeguarding_lead",
    "families:end_involvement": "manager",
    "families:lift_conflict": "safeguarding_lead",
    "families:looks": "safeguarding_lead",
    "families:looks_for": "worker",
    "families:stop_requests": "front_desk",
    "families:stop_request": "front_desk",
    "families:governance": "governance_officer",
    "families:support": "manager",
    "families:end_support": "manager",
    "families:inspections": "governance_officer",
    "families:add_inspection": "governance_officer",
    "families:inspection": "governance_officer",
    "families:decide_inspection": "safeguarding_lead",
    "families:end_inspection": "governance_officer",
    "families:open_case": "governance_officer",
    "families:close_case": "governance_officer",
    "families:sharing_log": "governance_officer",
    "families:running_out": "governance_officer",
    "families:denials": "governance_officer",
    "families:wordings": "governance_officer",
    "families:add_wording": "governance_officer",
    "families:bases": "governance_officer",
    "families:change_basis": "governance_officer",
    "copies": "governance_officer",
    "keeping": "governance_officer",
    "registers": "governance_officer",
    "registers:report_breach": "worker",
    "registers:dispute_entry": "worker",
    "registers:dispute_person": "worker",
    "registers:decide_dispute": "manager",
    "your_information": NOBODY,
    "merging": "safeguarding_lead",
    "stop": NOBODY,
    "your_copy": NOBODY,
    "families:out_of_hours": "night_worker",
    "families:restrict": "safeguarding_lead",
    "families:emergencies": "safeguarding_lead",
    "families:review_emergency": "safeguarding_lead",
    "families:closed": "triage_officer",
    "outcomes:step": "colleague",
    "referrals:sent": "worker",
    "referrals:refer": "teacher",
    "referrals:refer_section": "teacher",
    "referrals:forget_referral": "teacher",
    "referrals:words_to_use": "teacher",
    "referrals:conversion": "manager",
    "referrals:already_open": "teacher",
    "referrals:already_open_asked": "teacher",
    "referrals:concerns": "safeguarding_lead",
    "referrals:concern": "safeguarding_lead",
    "referrals:concern_received": "worker",
    "referrals:decide_concern": "safeguarding_lead",
    "referrals:acknowledge_concern": "safeguarding_lead",
    "referrals:lift": "safeguarding_lead",
    "referrals:raise_about_chat": "front_desk",
    "referrals:raise_about_family": "worker",
    "insights:hub": "manager",
    "insights:plan_area_action": "manager",
    "insights:finish_area_action": "manager",
    "members:add": "front_desk",
    "members:list": "front_desk",
    "members:registrations": "front_desk",
    "insights:pack": "manager",
    "pages:away": "worker",
    "pages:back": "worker",
    "pages:clocks": "administrator",
    "pages:closures": "administrator",
    "pages:language_words": "administrator",
    "pages:languages": "administrator",
    "pages:priority_groups": "administrator",
    "pages:reword_group": "administrator",
    "pages:end_group": "administrator",
    "pages:term": "administrator",
    "pages:terms": "administrator",
    "pages:take_out_term": "administrator",
    "pages:message_again": "administrator",
    "pages:messages": "administrator",
    "pages:open_day": "administrator",
    "pages:settings": "administrator",
    "pages:withdraw_language": "administrator",
    "pages:today": "worker",
    "people:end_sharing": "governance_officer",
    "people:end_integrated_team": "governance_officer",
    "people:name_team": "governance_officer",
    "people:my_account": "worker",
    "network:door": "front_desk",
    "duty": "manager",
    "duty:offer": "triage_officer",
    "duty:swap": "front_desk",
    "people:sign_sharing": "governance_officer",
}
# What gives no page to look at, or one that a journey of its own has looked at.
NOT_HERE = {
    "ask:": "test_ask.py, test_young.py",
    "chat:": "test_chat.py",
    "chats:news": "a part of a page",
    "chats:lines": "a part of a page",
    "partner:": "for machines",
    "refer:": "test_refer.py",
    "account_": "test_accounts.py",
    "mfa_": "test_accounts.py",
    "people:invitation": "test_accounts.py",
    "people:join": "test_accounts.py",
    "healthz": "for machines",
    "open_referral:": "for machines",
    "readyz": "for machines",
    "pages:exit": "leaves the portal",
    "pages:theme": "a style sheet",
    "help:map": "a picture",
    "referrals:file": "a file",
    "referrals:open_alone": "test_young.py",
    "insights:download": "a file",
    "network:meeting_calendar": "a file",
    "seat:calendar": "a file",
    "join:hear": "leads to join:mine, whose form it is",
    "whats_on:calendar": "a file",
    "whats_on:booking_calendar": "a file",
    "directory:export": "a file",
    "copies:pack": "a file",
    "copies:file": "a file",
    "copies:see_file": "a button of copies:black_out",
    "copies:uncover": "a button of copies:black_out",
    "keeping:download": "a file",
    "keeping:due_file": "a file",
    "registers:requests_file": "a file",
    "registers:breaches_file": "a file",
    "families:search": "goes to the list",
    "families:export_looks": "a file",
    "your_information:sent": "leads to its beginning: test_your_information.py",
    "stop:stop": "leads to stop:start, whose form it is",
    "people:search": "goes to the list",
    "families:document": "a file",
    "families:start": "goes to the search that comes before it",
}


def is_here(address):
    return not address.name.startswith(tuple(NOT_HERE))


def reader_of(address):
    return READERS.get(address.name) or READERS[address.name.split(":")[0]]


def placeholders(borough):
    """What each placeholder names, by the whole name of the address or by its room."""
    concern, goal, action = ({"pk": t.pk} for t in (borough.concern, borough.goal, borough.action))
    person = {"pk": borough.teacher.pk, "membership": borough.role.pk}
    school = {"pk": borough.school.pk, "agreement": borough.sharing.pk}
    school |= {"token": borough.partner_token.pk, "named": borough.named_team.pk}
    return {
        "families": {
            "pk": borough.family.pk,
            "entry_pk": borough.entry.pk,
            "part_pk": borough.story_part.pk,
            "section": borough.story_part.section,
            "draft_pk": borough.note_draft.pk,
            "document_pk": borough.document.pk,
            "warning_pk": borough.warning.pk,
            "member_pk": borough.member.pk,
            "agreement_pk": borough.agreement.pk,
            "decision_pk": borough.decision.pk,
            "involvement_pk": borough.involvement.pk,
            "conflict_pk": borough.conflict.pk,
            "told_pk": borough.told.pk,
            "todo_pk": borough.todo.pk,
            "service_pk": borough.service.pk,
            "attendance_pk": borough.attendance.pk,
            "said_pk": borough.restriction.pk,
            "identifier_pk": borough.identifier.pk,
            "name_pk": borough.other_name.pk,
            "need_pk": borough.need.pk,
            "activity_pk": borough.course.pk,
            "contact_pk": borough.contact.pk,
            "death_pk": borough.death.pk,
            "invitation_pk": borough.invitation.pk,
        },
        "families:end_objection": {
            "pk": borough.objection.family_id,
            "objection_pk": borough.objection.pk,
        },
        "families:agree_note": {"pk": borough.family.pk, "draft_pk": borough.handed_in.pk},
        "families:online_group": {"pk": borough.session.pk},
        "families:led": {"pk": borough.session.pk},
        **{
            f"families:{name}": {"pk": borough.cross_referral.pk}
            for name in ("cross_referral", "pass_on", "cross_outcome")
        },
        "families:stop_request": {"pk": borough.stop_request.pk},
        "families:close_case": {"pk": borough.case.pk},
        "families:end_support": {"pk": borough.acts_for.pk},
        **{f"families:{name}": {"pk": borough.inspection.pk} for name in INSPECTIONS},
        "copies:ask": {"pk": borough.family.pk},
        "copies:black_out": {"pk": borough.copy.pk, "entry_pk": borough.copy_entry.pk},
        **{
            f"copies:{name}": {"pk": borough.copy.pk, "entry_pk": borough.copy_entry.pk}
            for name in ("decide", "record_yes")
        },
        **{
            f"copies:{name}": {"pk": borough.copy.pk}
            for name in (
                [
                    "request",
                    "entries",
                    "identity",
                    "pause",
                    "resume",
                    "extend",
                    "agree",
                    "release",
                    "take_back",
                    "send_link",
                    "end_link",
                ]
            )
        },
        "registers": {"pk": borough.rights_request.pk},
        **{
            f"registers:{name}": {"pk": borough.breach.pk}
            for name in (
                [
                    "breach",
                    "name_family",
                    "describe",
                    "regulator",
                    "people",
                    "lessons",
                    "close_breach",
                ]
            )
        },
        "registers:dispute_entry": {"pk": borough.family.pk, "entry_pk": borough.entry.pk},
        "registers:dispute_person": {"pk": borough.family.pk, "member_pk": borough.member.pk},
        "registers:decide_dispute": {
            "pk": borough.family.pk,
            "dispute_pk": borough.dispute.pk,
        },
        "your_copy": {"token": borough.copy_token},
        **{f"merging:{name}": {"pk": borough.pair.pk} for name in ("compare", "reject", "propose")},
        **{f"merging:{name}": {"pk": borough.merge.pk} for name in ("merge", "ask_to_undo")},
        "merging:twice": {"pk": borough.family.pk},
        "merging:join": {
            "pk": borough.family.pk,
            "goes_pk": borough.ada.pk,
            "stays_pk": borough.tobi.pk,
        },
        "merging:joined": {"pk": borough.join.pk},
        "keeping:change": {"pk": borough.rule.pk},
        "keeping:decide_change": {"pk": borough.rule_change.pk},
        "keeping:keep": {"pk": borough.due.pk},
        "keeping:batch": {"pk": borough.batch.pk},
        "keeping:certificate": {"pk": borough.certificate.pk},
        "keeping:lift_hold": {"pk": borough.hold.pk},
        "stop": {"token": borough.receipt_token},
        "families:review_emergency": {"pk": borough.emergency.pk},
        "families:closed": {"pk": borough.may_be.pk},
        "outcomes": {"pk": borough.plan.pk, "family_pk": borough.new_family.pk},
        "outcomes:add_action": goal,
        "outcomes:finish_goal": goal,
        "outcomes:finish_action": action,
        "outcomes:undo_action": action,
        "outcomes:step": {"pk": borough.step.pk},
        "outcomes:withdraw_step": {"pk": borough.step.pk},
        "referrals": {"pk": borough.request.pk},
        "referrals:concern": concern,
        "referrals:concern_received": concern,
        "referrals:take_concern": concern,
        "referrals:decide_concern": concern,
        "referrals:acknowledge_concern": {"pk": borough.chased.pk},
        "referrals:raise_about_family": {"pk": borough.family.pk},
        "referrals:raise_about_chat": {"pk": borough.chat.pk},
        "referrals:tell_referrer": {"pk": borough.answer.referral_id},
        **{
            f"referrals:{name}": {"pk": borough.draft.pk, "section": "family"}
            for name in ("refer_section", "forget_referral")
        },
        "pages:language_words": {"code": "pl", "group": "danger"},
        "insights": {"slug": borough.hub.slug},
        "desk": {"pk": borough.enquiry.pk, "topic": "debt"},
        "desk:walk_in": {"pk": borough.walk_in.pk},
        "chats": {"pk": borough.chat.pk},
        "hubs": {"slug": borough.hub.slug, "pk": borough.site.pk},
        "help": {"slug": borough.hub.slug},
        "network": {
            "pk": borough.site.pk,
            "other_pk": borough.other_days.pk,
            "closure_pk": borough.closure.pk,
            "here_pk": borough.team_here.pk,
        },
        "insights:pack": {"pk": borough.board.pk},
        "network:look_again_leaflet": {"pk": borough.leaflet.pk},
        "network:take_down_leaflet": {"pk": borough.leaflet.pk},
        "insights:finish_area_action": {"pk": borough.area_action.pk},
        "pages:reword_group": {"pk": borough.group.pk},
        **{
            f"network:{name}": {"pk": thing.pk}
            for thing, names in borough.of_boards.items()
            for name in names.split()
        },
        "join": {"slug": borough.hub.slug, "token": borough.own_token, "pk": borough.notice.pk},
        "seat": {"token": borough.seat_token},
        "join:confirm": {"token": borough.yes_token},
        "members": {"slug": borough.hub.slug, "pk": borough.hub_member.pk},
        "members:invite": {"pk": borough.birth.pk},
        "members:arrived": {"pk": borough.birth.pk},
        "members:not_here": {"pk": borough.birth.pk},
        "members:count_birth": {"pk": borough.birth.pk},
        "members:counted": {"pk": borough.counted.pk},
        "members:uncount": {"pk": borough.counted.pk},
        "members:take_back": {"pk": borough.notice.pk},
        "whats_on": {"pk": borough.course.pk, "token": borough.booking.token},
        "whats_on:book_session": {"pk": borough.session.pk},
        "sessions": {"pk": borough.session.pk},
        **{
            f"sessions:{name}": {"pk": borough.course.pk}
            for name in ("activity", "change_activity", "again", "cancel_rest")
        },
        "sessions:cancel_booking": {"pk": borough.booking.pk},
        "sessions:room": {"pk": borough.room.pk},
        "sessions:volunteer": {"pk": borough.volunteer.pk},
        "notifications": {"message_id": borough.family.pk},
        "duty": {"pk": borough.shift.pk, "kind": "triage", "where": f"hub-{borough.hub.pk}"},
        "duty:swap": {"pk": borough.swap.pk},
        "pages:term": {"pk": borough.term.pk},
        "pages:take_out_term": {"pk": borough.term.pk},
        "pages": {"pk": borough.absence.pk, "message_id": borough.family.pk},
        "people": person,
        **{
            f"people:{name}": school
            for name in (
                "organisation_change",
                "sharing_of",
                "sign_sharing",
                "end_integrated_team",
                "end_sharing",
                "name_team",
                "tokens",
                "revoke_token",
            )
        },
        "offer": {"slug": borough.service.slug, "pk": borough.site.pk, "token": borough.token},
        "directory": {"pk": borough.service.pk},
        "directory:proposal": {"pk": borough.proposal.pk},
        "directory:withdraw": {"pk": borough.proposal.pk},
        "directory:problem": {"pk": borough.problem.pk},
        "directory:loaded": {"pk": borough.upload.pk},
        "places:district": {"pk": borough.hub.district_id},
        "places:hub": {"pk": borough.hub.district_id},
        "places:wards": {"pk": borough.hub.pk},
        "places:site": {"pk": borough.site.pk},
        "places:team": {"pk": borough.team.pk},
        "places:end_team": {"pk": borough.team.pk},
    }


def url_of(address, known):
    values = known.get(address.name) or known.get(address.name.split(":")[0], {})
    return reverse(address.name, kwargs={name: values[name] for name, _ in address.placeholders})


PAGES = sorted(filter(is_here, all_addresses()), key=reader_of)
BY_READER = {reader: list(pages) for reader, pages in groupby(PAGES, key=reader_of)}
# In parts, so that one process does not do most of it while the others are done.
AT_ONCE = 30
PARTS = [
    pytest.param(reader, pages[first : first + AT_ONCE], id=f"{reader}-{first // AT_ONCE}")
    for reader, pages in BY_READER.items()
    for first in range(0, len(pages), AT_ONCE)
]


@pytest.mark.parametrize(("reader", "pages"), PARTS)
def test_every_page_as_its_reader_sees_it(reader, pages, signed_in, open_page, shown):
    borough = Borough()
    page = open_page(PHONE) if reader == NOBODY else signed_in(getattr(borough, reader), PHONE)
    known, wrong, seen = placeholders(borough), [], 0
    for address in pages:
        url = url_of(address, known)
        try:
            seen += look(page, url, address.name, shown)
        except AssertionError as error:
            wrong.append(str(error).splitlines()[0])
    assert not wrong, "\n".join(wrong)
    assert seen


def look(page, url, name, shown):
    """The page itself and no other, as a phone and a desktop show it; whether it is a page.

    Axe reads it at a phone's width; what the journeys visit, it reads at a desktop's too.
    """
    page.set_viewport_size(PHONE)
    try:
        answer = page.goto(url)
    except Error:  # Chromium shows no answer that has nothing in it, as a button's.
        answer = page.request.head(url, max_redirects=0)
    if answer.status == 405:
        return False  # A button.
    assert answer.status == 200, f"{name}: {answer.status}"
    assert urlsplit(page.url).path == url, f"{name} leads to {page.url}"
    called = f"every-{name.replace(':', '-')}"
    shown(page, f"{called}-{PHONE['width']}")
    page.set_viewport_size(DESKTOP)
    assert sideways_scroll(page) <= 0, f"{name} scrolls sideways on a desktop"
    photograph(page, f"{called}-{DESKTOP['width']}")
    return True
