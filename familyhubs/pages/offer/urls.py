"""The directory as staff keep it."""

from django.urls import path

from . import directory, loading, moderation, refer

app_name = "directory"
urlpatterns = [
    path("", directory.services, name="list"),
    path("add/", directory.save_service, name="add"),
    path("export/", directory.export, name="export"),
    path("attention/", moderation.attention, name="attention"),
    path("load/", loading.load, name="load"),
    path("load/<uuid:pk>/", loading.loaded, name="loaded"),
    path("proposals/<uuid:pk>/", moderation.proposal, name="proposal"),
    path("proposals/<uuid:pk>/take-back/", directory.withdraw, name="withdraw"),
    path("problems/closed/", moderation.closed_problems, name="closed_problems"),
    path("problems/<uuid:pk>/", moderation.problem, name="problem"),
    path("<uuid:pk>/", directory.service, name="service"),
    path("<uuid:pk>/change/", directory.save_service, name="change"),
    path("<uuid:pk>/switch/", directory.switch_service, name="switch"),
    path("<uuid:pk>/place/", directory.place_service, name="place"),
    path("<uuid:pk>/take-away/", directory.take_away, name="take_away"),
    path("<uuid:pk>/refer/", refer.refer, name="refer"),
    path("<uuid:pk>/right/", directory.assure, name="assure"),
    path("<uuid:pk>/propose/", directory.propose, name="propose"),
]
