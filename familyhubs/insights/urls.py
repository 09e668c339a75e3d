"""Figures, for commissioners and managers."""

from django.urls import path

from . import areas, packs, views

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
    path("reach/", areas.groups_by_hub, name="reach"),
    path("reach/<slug:slug>/add/", areas.plan, name="plan_area_action"),
    path("reach/<uuid:pk>/done/", areas.finish, name="finish_area_action"),
    path("boards/<uuid:pk>/", packs.pack, name="pack"),
    path("hub/<slug:slug>/", views.hub_figures, name="hub"),
]
