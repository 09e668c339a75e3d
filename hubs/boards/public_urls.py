"""A seat on a board, for its member without an account."""

from django.urls import path

from . import public

app_name = "seat"
urlpatterns = [
    path("<str:token>/", public.seat, name="seat"),
    path("<str:token>/calendar.ics", public.calendar, name="calendar"),
]
