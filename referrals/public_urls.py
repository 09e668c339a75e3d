"""Where a family asks for support."""

from django.urls import path

from .views import ask, equality, following, paper, photo, saving

app_name = "ask"
urlpatterns = [
    path("", ask.before, name="before"),
    path("young/", ask.young, name="young"),
    path("young/leaflet/", paper.young_leaflet, name="young_leaflet"),
    path("next/", ask.go_on, name="next"),
    path("start-again/", ask.start_again, name="start_again"),
    path("help-now/", ask.help_now, name="help_now"),
    path("people/", ask.people, name="people"),
    path("people/<slug:token>/", ask.person, name="person"),
    path("people/<slug:token>/remove/", ask.remove_person, name="remove_person"),
    path("check/", ask.check, name="check"),
    path("sent/", ask.sent, name="sent"),
    path("about-you/", equality.equality, name="equality"),
    path("safety/", ask.safety, name="safety"),
    path("leaflet/", paper.leaflet, name="leaflet"),
    path("leaflet/<slug:slug>/", paper.leaflet, name="leaflet_of_hub"),
    path("photo/", photo.photo, name="photo"),
    path("photo/<uuid:pk>/remove/", photo.remove_photo, name="remove_photo"),
    path("save/", saving.save_for_later, name="save"),
    path("back/", saving.back, name="back"),
    path("back/<slug:token>/", saving.back, name="back_by_link"),
    path("where/", following.where, name="where"),
    path("where/it-is/", following.where_it_is, name="where_it_is"),
    path("where/add/", following.add, name="add"),
    path("where/stop/", following.take_back, name="take_back"),
    path("where/said/", following.said, name="said"),
    path("where/hide/", following.hide, name="hide"),
    path("<slug:step>/", ask.step, name="step"),
]
