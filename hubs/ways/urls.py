"""Ways in without a building, for staff: a room of the network's pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.ways, name="ways"),
    path("add/", views.save_way, name="add_way"),
    path("<uuid:pk>/", views.save_way, name="way"),
    path("<uuid:pk>/away/", views.take_away, name="take_away_way"),
]
