"""Addresses of families; those of the record and the desk stand in pages.family_urls."""

from django.urls import path

from .views import (
    access,
    agreements,
    attendance,
    contact,
    contacts,
    cross_referrals,
    decisions,
    drafts,
    family_map,
    finding,
    invitations,
    lists,
    notes,
    outreach,
    people,
    priorities,
    said,
    writing,
)

ONE = "<uuid:pk>/people/<uuid:member_pk>"
people_paths = [
    path(f"{ONE}/change/", people.change, name="change_person"),
    path(f"{ONE}/born/", people.birth, name="note_birth"),
    path(f"{ONE}/restricted-address/", said.safe_address, name="safe_address"),
    path(f"{ONE}/over/<uuid:said_pk>/", said.end, name="end_said"),
    *(
        path(f"{ONE}/say/{what.replace('_', '-')}/", said.say, {"what": what}, name=f"say_{what}")
        for what in said.SAYINGS
    ),
]

urlpatterns = [
    path("", lists.family_list, name="list"),
    path("search/", lists.search, name="search"),
    path("find/", finding.find, name="find"),
    path("start/", finding.start, name="start"),
    path("out-of-hours/", finding.out_of_hours, name="out_of_hours"),
    path("<uuid:pk>/people/", people.people, name="people"),
    path("<uuid:pk>/people/<uuid:member_pk>/", people.person, name="person"),
    path("<uuid:pk>/contacts/add/", contacts.log, name="log_contact"),
    path("<uuid:pk>/contacts/<uuid:contact_pk>/groups/", priorities.confirm, name="confirm_groups"),
    path("<uuid:pk>/groups/", priorities.priorities, name="priorities"),
    path("<uuid:pk>/groups/object/", priorities.object_to_ranking, name="object_to_ranking"),
    path(
        "<uuid:pk>/groups/object/<uuid:objection_pk>/end/",
        priorities.end_objection,
        name="end_objection",
    ),
    path("<uuid:pk>/offer/", outreach.offer, name="offer_help"),
    path("<uuid:pk>/offer/not-now/", outreach.not_now, name="not_now"),
    path(
        "<uuid:pk>/invitations/<uuid:invitation_pk>/",
        invitations.result,
        name="invitation_result",
    ),
    path("outreach/invite/", invitations.invite, name="invite"),
    path("outreach/invitations/", invitations.invitations, name="invitations"),
    path("outreach/", outreach.ranked, name="outreach"),
    path("outreach/quiet/", outreach.quiet, name="quiet"),
    *people_paths,
    path("<uuid:pk>/map/", family_map.family_map, name="map"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("<uuid:pk>/note/<uuid:draft_pk>/agree/", drafts.agree, name="agree_note"),
    path("<uuid:pk>/note/", writing.write_note, name="write_note"),
    path("<uuid:pk>/note/keep/", writing.keep_draft, name="keep_draft"),
    path("<uuid:pk>/note/<uuid:draft_pk>/", writing.go_on, name="go_on_with_draft"),
    path("<uuid:pk>/timeline/<uuid:entry_pk>/correct/", writing.amend_note, name="amend_note"),
    path("<uuid:pk>/timeline/<uuid:entry_pk>/versions/", writing.versions, name="note_versions"),
    path("<uuid:pk>/members/add/", notes.add_member, name="add_member"),
    path("<uuid:pk>/members/<uuid:member_pk>/leaves/", notes.member_leaves, name="member_leaves"),
    path("<uuid:pk>/contact/<uuid:member_pk>/", contact.change, name="change_contact"),
    path("<uuid:pk>/agreements/add/", agreements.record_agreement, name="record_agreement"),
    path("<uuid:pk>/agreements/<uuid:agreement_pk>/stop/", agreements.withdraw, name="withdraw"),
    path("<uuid:pk>/sharing/decide/", decisions.decide, name="decide_to_share"),
    path(
        "<uuid:pk>/sharing/<uuid:decision_pk>/end/",
        decisions.end,
        name="end_sharing_decision",
    ),
    path(
        "<uuid:pk>/helpers/<uuid:involvement_pk>/end/",
        access.end_involvement,
        name="end_involvement",
    ),
    path("<uuid:pk>/i-know-them/", access.declare_conflict, name="declare_conflict"),
    path("<uuid:pk>/bars/<uuid:conflict_pk>/lift/", access.lift_conflict, name="lift_conflict"),
    path("<uuid:pk>/refer/", cross_referrals.choose_service, name="choose_service"),
    path("<uuid:pk>/refer/<uuid:service_pk>/", cross_referrals.refer, name="refer"),
    path("referred/", cross_referrals.to_pass_on, name="to_pass_on"),
    path("referred/<uuid:pk>/", cross_referrals.referral, name="cross_referral"),
    path("referred/<uuid:pk>/passed-on/", cross_referrals.pass_on, name="pass_on"),
    path("referred/<uuid:pk>/outcome/", cross_referrals.outcome, name="cross_outcome"),
    path("<uuid:pk>/sessions/", attendance.attended, name="attended"),
    path("<uuid:pk>/sessions/add/", attendance.note, name="note_attendance"),
    path(
        "<uuid:pk>/sessions/<uuid:attendance_pk>/take-back/",
        attendance.take_back,
        name="take_back_attendance",
    ),
    path("<uuid:pk>/restrict/", access.restrict, name="restrict"),
    path("<uuid:pk>/todo/<uuid:todo_pk>/", access.finish_todo, name="finish_todo"),
    path("<uuid:pk>/looks/", access.looks, name="looks"),
]
