"""The network of hubs and sites, for staff."""

from django.urls import include, path

from . import teams, views

app_name = "network"
urlpatterns = [
    path("", views.network, name="network"),
    path("ways/", include("hubs.ways.urls")),
    path("you-said/", include("hubs.voices.urls")),
    path("leaflets/", include("hubs.leaflets.urls")),
    path("boards/", include("hubs.boards.urls")),
    path("<uuid:pk>/", views.site, name="site"),
    path("<uuid:pk>/week/", views.week, name="week"),
    path("<uuid:pk>/other-days/", views.other_days, name="other_days"),
    path(
        "<uuid:pk>/other-days/<uuid:other_pk>/away/",
        views.take_away_other_days,
        name="take_away_other_days",
    ),
    path("<uuid:pk>/close/", views.close, name="close"),
    path("<uuid:pk>/closures/<uuid:closure_pk>/open/", views.open_again, name="open_again"),
    path("<uuid:pk>/describe/", views.describe, name="describe"),
    path("<uuid:pk>/teams/", teams.teams, name="teams"),
    path("<uuid:pk>/teams/<uuid:here_pk>/away/", teams.take_away, name="take_away_team"),
    path("<uuid:pk>/door/", views.door, name="door"),
]
