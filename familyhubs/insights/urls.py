"""Figures, for commissioners and managers."""

from django.urls import path

from . import packs, views

app_name = "insights"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("download.csv", views.download, name="download"),
    path("definitions/", views.definitions, name="definitions"),
    path("network/", views.network, name="network"),
    path("members/", views.members, name="members"),
    path("who-asks/", views.equality, name="equality"),
    path("births/", views.births, name="births"),
    path("enquiries/", views.enquiries, name="enquiries"),
    path("who-helps/", views.funded, name="funded"),
    path("boards/<uuid:pk>/", packs.pack, name="pack"),
    path("hub/<slug:slug>/", views.hub_figures, name="hub"),
]
