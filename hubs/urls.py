"""Where the hubs are, for everybody."""

from django.urls import path

from . import views

app_name = "hubs"
urlpatterns = [
    path("", views.list_hubs, name="list"),
    path("<slug:slug>/", views.hub_page, name="hub"),
    path("<slug:slug>/you-said/", views.you_said, name="you_said"),
    path("site/<uuid:pk>/", views.site_page, name="site"),
]
