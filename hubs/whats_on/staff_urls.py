"""Sessions and courses, for the staff of a hub."""

from django.urls import path

from . import people, session, staff

app_name = "sessions"
urlpatterns = [
    path("", staff.week, name="week"),
    path("activities/", staff.activities, name="activities"),
    path("activities/add/", staff.save_activity, name="add_activity"),
    path("activities/<uuid:pk>/", staff.activity, name="activity"),
    path("activities/<uuid:pk>/change/", staff.save_activity, name="change_activity"),
    path("activities/<uuid:pk>/again/", staff.again, name="again"),
    path("activities/<uuid:pk>/cancel/", session.cancel_rest, name="cancel_rest"),
    path("use/", staff.use, name="use"),
    path("rooms/add/", people.save_room, name="add_room"),
    path("rooms/<uuid:pk>/", people.save_room, name="room"),
    path("volunteers/", people.volunteers, name="volunteers"),
    path("volunteers/add/", people.save_volunteer, name="add_volunteer"),
    path("volunteers/<uuid:pk>/", people.save_volunteer, name="volunteer"),
    path("bookings/<uuid:pk>/cancel/", session.cancel_booking, name="cancel_booking"),
    path("<uuid:pk>/", session.session, name="session"),
    path("<uuid:pk>/door/", session.door, name="door"),
    path("<uuid:pk>/leaders/", session.leaders, name="leaders"),
    path("<uuid:pk>/cancel/", session.cancel, name="cancel"),
    path("<uuid:pk>/restore/", session.restore, name="restore"),
]
