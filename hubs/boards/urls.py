"""Advisory boards, for staff: a room of the network's pages."""

from django.urls import path

from . import doing, meetings, views

urlpatterns = [
    path("", views.boards, name="boards"),
    path("add/", views.save_board, name="add_board"),
    path("<uuid:pk>/", views.board, name="board"),
    path("<uuid:pk>/change/", views.save_board, name="change_board"),
    path("<uuid:pk>/members/", views.members, name="board_members"),
    path("<uuid:pk>/members/add/", views.add_member, name="add_board_member"),
    path("members/<uuid:pk>/", views.change_member, name="board_member"),
    path("<uuid:pk>/meetings/add/", meetings.add_meeting, name="add_meeting"),
    path("meetings/<uuid:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:pk>/calendar.ics", meetings.calendar, name="meeting_calendar"),
    path("meetings/<uuid:pk>/change/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<uuid:pk>/call-off/", meetings.call_off, name="call_off_meeting"),
    path("meetings/<uuid:pk>/who-came/", meetings.attendance, name="who_came"),
    path("meetings/<uuid:pk>/minutes/", meetings.minutes, name="minutes"),
    path("meetings/<uuid:pk>/minutes/agree/", meetings.agree, name="agree_minutes"),
    path("meetings/<uuid:pk>/minutes/amend/", meetings.amend, name="amend_minutes"),
    path("<uuid:pk>/actions/", doing.actions_of, name="board_actions"),
    path("<uuid:pk>/actions/add/", doing.add_action, name="add_board_action"),
    path("meetings/<uuid:pk>/actions/add/", doing.add_from_meeting, name="add_meeting_action"),
    path("actions/<uuid:pk>/", doing.change_action, name="board_action"),
    path("actions/<uuid:pk>/done/", doing.finish, name="finish_board_action"),
    path("actions/<uuid:pk>/open/", doing.reopen, name="reopen_board_action"),
]
