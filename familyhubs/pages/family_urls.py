"""Families' addresses: the app's own, and the record, which shows plans and requests too."""

from django.urls import path

from families.urls import urlpatterns as own

from . import records

app_name = "families"
urlpatterns = [
    path("<uuid:pk>/", records.record, name="record"),
    *own,
]
