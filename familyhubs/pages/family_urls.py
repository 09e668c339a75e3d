"""Families' addresses: the app's own, and the pages that show plans and requests too."""

from django.urls import path

from families.urls import urlpatterns as own

from . import allocating, denials, desk, records

app_name = "families"
urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("<uuid:pk>/", records.record, name="record"),
    path("<uuid:pk>/helpers/add/", allocating.allocate, name="allocate"),
    path("governance/denials/", denials.denials, name="denials"),
    *own,
]
