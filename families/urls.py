"""Addresses of families; those of the record and the desk stand in pages.family_urls."""

from django.urls import path

from .views import (
    access,
    agreements,
    attendance,
    contact,
    cross_referrals,
    decisions,
    finding,
    lists,
    notes,
    timeline,
)

urlpatterns = [
    path("", lists.family_list, name="list"),
    path("search/", lists.search, name="search"),
    path("find/", finding.find, name="find"),
    path("start/", finding.start, name="start"),
    path("out-of-hours/", finding.out_of_hours, name="out_of_hours"),
    path("<uuid:pk>/note/", notes.write_note, name="write_note"),
    path("<uuid:pk>/timeline/", timeline.timeline, name="timeline"),
    path("<uuid:pk>/timeline/print/", timeline.print_out, name="print_timeline"),
    path("<uuid:pk>/timeline/<uuid:entry_pk>/pin/", timeline.pin, name="pin"),
    path("<uuid:pk>/timeline/<uuid:entry_pk>/unpin/", timeline.unpin, name="unpin"),
    path("<uuid:pk>/timeline/<uuid:entry_pk>/correct/", notes.amend_note, name="amend_note"),
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
