"""You said, we did, for staff: a room of the network's pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.entries, name="you_said"),
    path("add/", views.add_entry, name="add_you_said"),
    path("of-action/<uuid:pk>/", views.add_from_action, name="tell_families"),
    path("<uuid:pk>/", views.change_entry, name="change_you_said"),
    path("<uuid:pk>/publish/", views.publish, name="publish_you_said"),
    path("<uuid:pk>/take-down/", views.take_down, name="take_down_you_said"),
]
