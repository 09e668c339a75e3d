"""Two records of one family: for managers, triage officers and safeguarding leads."""

from django.urls import path

from .views import merges, pairs, people

app_name = "merging"
urlpatterns = [
    path("", pairs.pairs, name="pairs"),
    path("same/", pairs.say_same, name="say_same"),
    path("<uuid:pk>/", pairs.compare, name="compare"),
    path("<uuid:pk>/reject/", pairs.reject, name="reject"),
    path("<uuid:pk>/merge/", merges.propose, name="propose"),
    path("people/<uuid:pk>/", people.twice, name="twice"),
    path("people/<uuid:pk>/<uuid:goes_pk>/<uuid:stays_pk>/", people.join, name="join"),
    path("joins/<uuid:pk>/", people.undo_join, name="joined"),
    path("merges/", merges.merges, name="merges"),
    path("merges/<uuid:pk>/", merges.merge, name="merge"),
    path("merges/<uuid:pk>/undo/", merges.ask_to_undo, name="ask_to_undo"),
]
