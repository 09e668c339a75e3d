"""Settings: districts and hubs, wards, sites and teams."""

from django.urls import path

from . import sites, teams, views

app_name = "places"
urlpatterns = [
    path("districts/", views.districts, name="districts"),
    path("districts/add/", views.save_district, name="add_district"),
    path("districts/<uuid:pk>/", views.save_district, name="district"),
    path("districts/<uuid:pk>/hub/", views.save_hub, name="hub"),
    path("hubs/<uuid:pk>/wards/", views.wards, name="wards"),
    path("sites/", sites.sites, name="sites"),
    path("sites/add/", sites.save_site, name="add_site"),
    path("sites/<uuid:pk>/", sites.save_site, name="site"),
    path("teams/", teams.teams, name="teams"),
    path("teams/add/", teams.save_team, name="add_team"),
    path("teams/<uuid:pk>/", teams.save_team, name="team"),
    path("teams/<uuid:pk>/end/", teams.end_team, name="end_team"),
]
