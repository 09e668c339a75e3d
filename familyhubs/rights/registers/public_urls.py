"""A family asks about its information, without an account."""

from django.urls import path

from .views import public as views

app_name = "your_information"
urlpatterns = [
    path("", views.start, name="start"),
    path("sent/", views.sent, name="sent"),
    *(path(f"{name}/", views.tell_us, {"name": name}, name=name) for name in views.FORMS),
]
