"""A family stops what it agreed to, without an account."""

from django.urls import path

from .views import stopping_public as views

app_name = "stop"
urlpatterns = [
    path("", views.start, name="start"),
    path("stop/", views.stop, name="stop"),
    path("without-a-code/", views.ask, name="ask"),
    path("without-a-code/sent/", views.asked, name="asked"),
    path("<str:token>/", views.by_link, name="by_link"),
]
