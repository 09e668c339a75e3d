"""What's on, for everybody."""

from django.urls import path

from ..leaflets import views as leaflets
from . import booking, public

app_name = "whats_on"
urlpatterns = [
    path("", public.timetable, name="timetable"),
    path("calendar.ics", public.timetable_calendar, name="calendar"),
    path("in-your-language/", leaflets.in_your_language, name="leaflets"),
    path("online-groups/", public.online_groups, name="online_groups"),
    path("<uuid:pk>/", public.activity, name="activity"),
    path("<uuid:pk>/book/", booking.book_course, name="book_course"),
    path("session/<uuid:pk>/book/", booking.book_session, name="book_session"),
    path("booking/<str:token>/", booking.booking, name="booking"),
    path("booking/<str:token>/cancel/", booking.cancel, name="cancel"),
    path("booking/<str:token>/calendar.ics", booking.booking_calendar, name="booking_calendar"),
]
