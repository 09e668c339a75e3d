"""Addresses of videos and leaflets, for staff; the public page stands with what's on."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.leaflets, name="leaflets"),
    path("add/", views.add, name="add_leaflet"),
    path("<uuid:pk>/", views.look_again, name="look_again_leaflet"),
    path("<uuid:pk>/take-down/", views.take_down, name="take_down_leaflet"),
]
