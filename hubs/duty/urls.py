"""The duty rota, for staff."""

from django.urls import path

from . import swaps, views

app_name = "duty"
urlpatterns = [
    path("", views.rotas, name="rotas"),
    path("deputy/", views.deputy, name="deputy"),
    path("shifts/<uuid:pk>/", views.shift, name="shift"),
    path("shifts/<uuid:pk>/offer/", swaps.offer, name="offer"),
    path("swaps/<uuid:pk>/", swaps.swap, name="swap"),
    path("shifts/<uuid:pk>/take-out/", views.take_out, name="take_out"),
    path("<slug:kind>/<slug:where>/", views.rota, name="rota_of"),
    path("<slug:kind>/<slug:where>/copy/", views.copy, name="copy"),
]
