"""Finding help, for everybody: the search, what a district has, and a list of one's own."""

from django.urls import path

from . import collected, mail, map, public

app_name = "help"
urlpatterns = [
    path("", public.find, name="find"),
    path("in/<slug:slug>/", public.area, name="area"),
    path("map/", map.picture, name="map"),
    path("list/", collected.collected, name="list"),
    path("list/change/", collected.change, name="change_list"),
    path("list/send/", mail.send_list, name="send_list"),
    path("list/clear/", collected.clear, name="clear_list"),
]
