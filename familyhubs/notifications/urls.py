"""Notices for whoever is signed in; the outbox of the demo."""

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="read_all"),
    path("notices/<uuid:message_id>/read/", views.read, name="read"),
    path("outbox/", views.outbox, name="outbox"),
]
