"""Whose each page is. Every address stands here once; a new one without a line fails a test.

A page of a family: the grounds under which it opens, and those under which it is known to exist
(all, unless said). A page of a request: the same in roles at its hub. Any other: the roles that
get in, before it is asked whose row it is.
"""

from typing import NamedTuple

from django.urls import URLPattern, get_resolver

from families.permissions import ALLOCATORS, KEEPERS, REFERRERS, STOPPERS, WRITERS
from families.plain_rule import grounds
from families.sharing import WHOLE, Ground, Part, grounds_that_open
from hubs.models import Role
from outcomes.querysets import WRITERS as PLANNERS

from ..reading_only import is_shut
from .roles import BY_ROLE
from .situations import AT_ITS_HUB, ROLES

ALL = frozenset(Ground)
NOBODY = frozenset()
PLAN = grounds_that_open(Part.PLAN)
ATTENDANCE = grounds_that_open(Part.ATTENDANCE)
LOG = grounds_that_open(Part.ACCESS_LOG)
AGREEMENTS = grounds_that_open(Part.AGREEMENTS)
NOTES = grounds_that_open(Part.NOTES_SHARED)
MEMBERS = grounds_that_open(Part.MEMBERS)
WARNINGS = grounds_that_open(Part.WARNINGS)
STORY = NOTES | grounds_that_open(Part.HAND_OVER)
WARNERS = KEEPERS | {Ground.LEAD}
# What the family agreed to with others, or what was decided about it: of a partner its own alone.
NOT_PARTNERS = AGREEMENTS - {Ground.PARTNER}


class OfFamily(NamedTuple):
    """The grounds that open a page, and those that show that it is there."""

    opens: frozenset
    shows: frozenset = ALL

    def code(self, situation):
        held = grounds(situation.facts)
        if held & self.opens:
            return 200
        return 403 if held & self.shows else 404


class Overseen(OfFamily):
    """The same, and open to governance of any family: agreements and logs (A7)."""

    def code(self, situation):
        if situation.role == "governance" and not situation.facts.is_barred:
            return 200
        return super().code(situation)


class Logged(OfFamily):
    """The same, and governance sees that it is there, of any family (A7)."""

    def code(self, situation):
        if situation.role == "governance" and not situation.facts.is_barred:
            return 403
        return super().code(situation)


class OfRequest(NamedTuple):
    """The roles at the request's hub that open a page; safeguarding leads are of every hub."""

    opens: frozenset = frozenset({"triage", "manager", "safeguarding"})
    shows: frozenset = frozenset({"triage", "manager", "safeguarding"})

    def code(self, situation):
        is_here = situation.relation in AT_ITS_HUB or situation.role == "safeguarding"
        is_kept_out = not is_here or situation.facts.is_barred
        if is_kept_out or situation.role not in self.shows:
            return 404
        return 200 if situation.role in self.opens else 403


class OfItsWriter(NamedTuple):
    """A row that is its writer's alone: to anybody else in these roles there is none."""

    roles: frozenset

    def code(self, situation):
        return 404 if situation.role in self.roles else 403


EVERYBODY = frozenset(ROLES)


def alike(rule, names):
    return dict.fromkeys(names.split(), rule)


OF_FAMILIES = {
    **alike(OfFamily(ALL), "record why declare_conflict"),
    **alike(OfFamily(KEEPERS), "add_member record_agreement member_leaves change_contact"),
    **alike(OfFamily(WRITERS), "write_note"),
    # Nobody corrects what another wrote.
    "amend_note": OfFamily(NOBODY, NOTES),
    **alike(OfFamily(ALLOCATORS), "allocate decide_to_share end_involvement"),
    "end_sharing_decision": OfFamily(ALLOCATORS, NOT_PARTNERS),
    "withdraw": OfFamily(KEEPERS, AGREEMENTS),
    **alike(OfFamily(frozenset({Ground.SAFEGUARDING})), "restrict lift_conflict"),
    "finish_todo": OfFamily(ALLOCATORS, WHOLE),
    **alike(Overseen(LOG), "looks export_looks"),
    "agreements": Overseen(AGREEMENTS),
    "open_case": Overseen(NOBODY),
    "check_in": OfFamily(frozenset({Ground.FOLLOW_UP})),
    "object_to_team": OfFamily(KEEPERS, AGREEMENTS),
    **alike(OfFamily(KEEPERS), "tell_of_team looks_for give_receipt record_competence"),
    "stop_sharing": OfFamily(STOPPERS),
    **alike(OfFamily(MEMBERS), "people person family_and_home map"),
    **alike(
        OfFamily(KEEPERS),
        "change_person note_birth end_said say_care say_home say_invite say_network"
        " say_other_parent say_relationship say_responsibility say_restriction say_safe_address"
        " add_identifier end_identifier add_name change_name end_name channels ethnicity"
        " languages needs need_met online online_check send_status record_death",
    ),
    **alike(OfFamily(KEEPERS, MEMBERS), "undo_death spoken_after_death"),
    "agree_death": OfFamily(frozenset({Ground.MANAGER, Ground.SAFEGUARDING}), MEMBERS),
    "safe_address": OfFamily(grounds_that_open(Part.SAFE_ADDRESS)),
    **alike(OfFamily(NOTES), "documents timeline print_timeline story"),
    **alike(OfFamily(NOTES, NOTES), "document note_versions"),
    **alike(OfFamily(WRITERS), "add_document log_contact keep_draft tell"),
    "withdraw_document": OfFamily(ALLOCATORS, NOTES),
    "still_right": OfFamily(WRITERS, STORY),
    **alike(OfFamily(KEEPERS, NOTES), "pin unpin"),
    # A draft is its writer's alone, and once handed in their supervisor's.
    **alike(OfFamily(NOBODY, NOBODY), "go_on_with_draft agree_note"),
    "warnings": OfFamily(WARNINGS),
    "warn": OfFamily(WARNERS),
    "review_warning": OfFamily(WARNERS, WARNINGS),
    "priorities": OfFamily(grounds_that_open(Part.PRIORITIES)),
    **alike(
        OfFamily(KEEPERS),
        "confirm_groups end_objection invitation_result not_now object_to_ranking offer_help",
    ),
    **alike(OfFamily(REFERRERS), "choose_service refer"),
    **alike(OfFamily(WHOLE, WHOLE), "cross_referral"),
    **alike(OfFamily(REFERRERS, WHOLE), "pass_on cross_outcome"),
    "attended": OfFamily(ATTENDANCE),
    "note_attendance": OfFamily(KEEPERS | {Ground.LEAD}),
    "take_back_attendance": OfFamily(KEEPERS | {Ground.LEAD}, ATTENDANCE),
    "closed": OfFamily(frozenset({Ground.TRIAGE})),
    "review_emergency": Logged(frozenset({Ground.SAFEGUARDING}), LOG),
}
OF_DISPUTES = {
    **alike(OfFamily(KEEPERS | {Ground.GOVERNANCE}), "dispute_entry dispute_person"),
    "decide_dispute": OfFamily(ALLOCATORS),
}
OF_PLANS = {
    **alike(OfFamily(PLAN, PLAN), "plan family_copy step"),
    **alike(OfFamily(PLANNERS, PLAN), "add_goal level close propose_step review strengths"),
    **alike(OfFamily(PLANNERS, PLAN), "finish_goal add_action finish_action undo_action"),
    "withdraw_step": OfFamily(PLANNERS, PLAN),
    "open": OfFamily(PLANNERS),
}
OF_REQUESTS = {
    **alike(
        OfRequest(),
        "request accept add_need advise answer_giving_up ask_more assign attempt claim"
        " correct_source decline enquire escalate file find_family move prepare"
        " propose_giving_up release resume screen raise_about_request",
    ),
    # That a family is safe after all says a safeguarding lead alone.
    "lift": OfRequest(frozenset({"safeguarding"})),
    "raise_about_family": OfFamily(ALL),
    **alike(
        OfRequest(frozenset({"safeguarding"}), frozenset({"safeguarding"})),
        "concern take_concern decide_concern acknowledge_concern",
    ),
    **alike(OfItsWriter(BY_ROLE["referrals:refer"]), "refer_section forget_referral"),
    # Only of what somebody raised, of a chat of theirs, of what a young person sent alone, or where
    # a referrer waits to be told: the rooms' own tests say whose.
    **alike(OfItsWriter(EVERYBODY | {"inspector"}), "concern_received"),
    **alike(OfItsWriter(EVERYBODY), "raise_about_chat open_alone tell_referrer"),
}
FAMILY_PAGES = {
    **{f"families:{name}": rule for name, rule in OF_FAMILIES.items()},
    **{f"registers:{name}": rule for name, rule in OF_DISPUTES.items()},
    **{f"outcomes:{name}": rule for name, rule in OF_PLANS.items()},
    **{f"referrals:{name}": rule for name, rule in OF_REQUESTS.items()},
}
# Whole rooms, and single pages: no account is needed.
PUBLIC = (
    "ask:",
    "chat:",
    "help:",
    "hubs:",
    "join:",
    "offer:",
    "open_referral:",
    "partner:",
    "refer:",
    "seat:",
    "stop:",
    "whats_on:",
    "your_information:",
    "your_copy:",
    "healthz",
    "readyz",
    "pages:start",
    "pages:theme",
    "pages:exit",
    "pages:privacy",
    "pages:privacy_full",
    "pages:privacy_young",
    "pages:accessibility",
    "pages:cookies",
    "pages:contact",
    "pages:complaints",
    "people:invitation",
    "people:join",
    "notifications:outbox",
    # Sign-in and second factors.
    "account_",
    "mfa_",
)


def answer(name, situation):
    """200, 403 or 404: what this page says to whoever stands so."""
    if situation.role == Role.INSPECTOR and is_shut(name):
        return 403
    return FAMILY_PAGES[name].code(situation)


def pages_without_a_rule():
    """Addresses that nobody has said whose they are."""
    known = FAMILY_PAGES.keys() | BY_ROLE.keys()
    return [
        name for name in sorted(all_names()) if name not in known and not name.startswith(PUBLIC)
    ]


def all_names(patterns=None, prefix=""):
    """The name of every address of the URLconf."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern, URLPattern):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from all_names(pattern.url_patterns, space)
        elif pattern.name:
            yield prefix + pattern.name
